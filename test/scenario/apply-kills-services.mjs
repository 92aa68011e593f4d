// The services of a shop in a process of their own: whoever carries out a plan may be killed, what happened here has happened.
// Told on its command line: a seed, and which services know no keys. Tells its port on its first line.
import { createServer } from 'node:http';

const { seed, asking } = JSON.parse(process.argv[2]);
/** Ms after which what came late has arrived; below the time to settle of the ports. */
const LATE_MS = 250;

/** Everything that really happened: service, key, amount. */
const effects = [];
const known = new Map();
let state = seed >>> 0;

const server = createServer((request, response) => {
  const url = new URL(request.url, 'http://127.0.0.1');
  const [, service, what] = url.pathname.split('/');
  if (what === 'find') return answer(response, found(service, url.searchParams.get('key')));
  if (service === 'books') return answer(response, { effects });
  let text = '';
  request.on('data', (piece) => (text += piece));
  request.on('end', () => act(service, JSON.parse(text), response));
});

function act(service, order, response) {
  const luck = random();
  // Before anything happened: nobody hears of it, or the service is busy.
  if (luck < 0.02) return response.destroy();
  if (luck < 0.04) return answer(response, { kind: 'busy', afterMs: 20 }, 503);
  if (luck < 0.06) {
    response.destroy();
    setTimeout(() => happen(service, order), LATE_MS);
    return;
  }
  const done = happen(service, order);
  if (luck < 0.1) return response.destroy();
  setTimeout(() => answer(response, done), 1 + Math.floor(random() * 8));
}

function happen(service, { key, kind, orderId, amount }) {
  const name = `${service} ${key}`;
  const before = known.get(name);
  if (before !== undefined && !asking.includes(service)) return before;
  effects.push({ service, key, kind, orderId, amount });
  const done = { kind: 'done', ref: `r${effects.length}`, amount };
  known.set(name, done);
  return done;
}

function found(service, key) {
  if (random() < 0.05) return { kind: 'unknown' };
  return known.get(`${service} ${key}`) ?? { kind: 'absent' };
}

function answer(response, value, status = 200) {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

/** Mulberry32: the same misfortunes for the same seed and order of requests. */
function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${server.address().port}\n`);
});
// Ends with whoever started it.
process.stdin.on('end', () => process.exit()).resume();
