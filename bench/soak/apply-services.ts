/**
 * The services of a shop, in a process of their own: whoever carries out a plan may be killed, what happened here has happened. They lose
 * requests and replies, answer 429 and 500 (before and after the effect), and do some things only after everybody stopped waiting.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Random } from '../detection/random.js';
import {
  ASKING,
  BOOKS,
  type Effect,
  type EffectWish,
  type ServicesStarted,
  type ServicesTold,
} from './apply-terms.js';

/** Ms after which what came late has happened; below the time to settle of the ports. */
const LATE_MS = 250;
const ANSWER_MS = 8;
/** What becomes of a request, by the share of all that each may meet. */
const MISFORTUNES = [
  ['lost-request', 0.02],
  ['busy', 0.03],
  ['failed-before', 0.02],
  ['late', 0.02],
  ['failed-after', 0.02],
  ['lost-reply', 0.03],
] as const;
type Misfortune = (typeof MISFORTUNES)[number][0];

const { seed } = JSON.parse(process.argv[2] ?? '') as { readonly seed: string };
const random = new Random(seed);
const effects: Effect[] = [];
const known = new Map<string, Effect>();

function misfortune(): Misfortune | undefined {
  let luck = random.next();
  for (const [name, share] of MISFORTUNES) {
    if (luck < share) return name;
    luck -= share;
  }
  return undefined;
}

function happen(service: string, wish: EffectWish): void {
  const name = `${service} ${wish.key}`;
  // Those that can only be asked know no keys: asked twice, they do it twice.
  if (known.has(name) && !ASKING.includes(service)) return;
  const effect = { ...wish, service };
  effects.push(effect);
  known.set(name, effect);
}

function act(service: string, wish: EffectWish, response: ServerResponse): void {
  switch (misfortune()) {
    case 'lost-request':
      response.destroy();
      return;
    case 'busy':
      answer(response, 429);
      return;
    case 'failed-before':
      answer(response, 500);
      return;
    case 'late':
      response.destroy();
      setTimeout(() => happen(service, wish), LATE_MS);
      return;
    case 'failed-after':
      happen(service, wish);
      answer(response, 500);
      return;
    case 'lost-reply':
      happen(service, wish);
      response.destroy();
      return;
    case undefined:
      happen(service, wish);
      setTimeout(() => answer(response, 200), random.below(ANSWER_MS));
  }
}

function find(service: string, key: string, response: ServerResponse): void {
  if (random.next() < 0.05) answer(response, 500);
  else answer(response, known.has(`${service} ${key}`) ? 200 : 404);
}

function answer(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}

async function textOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  // A request without an encoding gives bytes.
  for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

const server = createServer((request, response) => {
  const [, service = '', key] = (request.url ?? '').split('/');
  if (key !== undefined) {
    find(service, key, response);
    return;
  }
  textOf(request).then(
    // Whoever carries out the plan writes it from the same type.
    (text) => act(service, JSON.parse(text) as EffectWish, response),
    () => response.destroy(),
  );
});

function tell(what: ServicesStarted | ServicesTold): void {
  process.send?.(what);
}

process.on('message', (asked) => {
  if (asked === BOOKS) tell({ effects });
});
// Ctrl-C is for the one who started it: this goes on until it is told.
process.on('SIGINT', () => undefined);
// Ends with whoever started it.
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => {
  // A server on a port has such an address.
  tell({ port: (server.address() as AddressInfo).port });
});
