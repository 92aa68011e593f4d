// After the day: the shop with the counter has sold headphones at a tenth of the price. An incident, a plan, two signatures, and a run
// that is killed in the middle and goes on. Every step is a command a shop would type; every figure at the end is read off the book of
// the shop's services.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ROOT, saleguard } from '../saleguard.mjs';
import { ordersOf } from './orders.mjs';
import { readBook } from './ports.mjs';

const OUT = 'out/electronics-sale-clean-up';
const CARRY_OUT = 'examples/electronics-sale/demo/afterwards/carry-out.mjs';
export const FILES = {
  incident: `${OUT}/incident.json`,
  orders: `${OUT}/orders.jsonl`,
  plan: `${OUT}/plan.jsonl`,
  ledger: `${OUT}/ledger.jsonl`,
  book: `${OUT}/services.jsonl`,
  page: `${OUT}/plan.html`,
};
/** Effects that the services carry out before the process that asks for them is killed. */
const KILLED_AFTER = 60;
/** The customer-care lead who makes the plan: an opaque id, and nobody who signs it. */
const MAKER = 'p-31';
const MINUTE = 60_000;

/** @returns what each command said, in the order of the story, and what the services' book holds. */
export function cleanUp({ book, entries, story, naive }, { policy, keys, lang }) {
  rmSync(new URL(OUT, ROOT), { recursive: true, force: true });
  mkdirSync(new URL(OUT, ROOT), { recursive: true });
  const { saleId, startsAt } = book.header;
  const orders = ordersOf(naive.orders, { saleId });
  write(FILES.orders, orders.map((order) => `${JSON.stringify(order)}\n`).join(''));
  const at = (minutes) => new Date(startsAt + minutes * MINUTE).toISOString();
  const right = entries.get(story.mistaken).priceMinor;
  const wrong = `${story.mistaken}=${story.wrongPriceMinor}:${right}`;
  openIncident({ saleId, wrong, at });
  const planned = saleguard([
    ...['plan', '--incident', FILES.incident, '--orders', FILES.orders, '--policy', policy],
    ...['--maker', MAKER, '--now', at(60), '--out', FILES.plan],
  ]);
  const sign = (key, minutes) =>
    saleguard([
      'approve-plan',
      FILES.plan,
      '--policy',
      policy,
      '--key',
      key,
      '--now',
      at(minutes),
      '--quiet',
    ]);
  const apply = (minutes, env = {}) => carryOut({ policy, instant: at(minutes), env });
  const first = sign(keys[0], 70);
  const tooEarly = apply(75);
  const second = sign(keys[1], 80);
  const killed = apply(90, { KILL_AFTER: String(KILLED_AFTER) });
  const atKill = services().length;
  const resumed = apply(95);
  const again = apply(100);
  saleguard(['plan-report', FILES.plan, '--ledger', FILES.ledger, '--lang', lang, '--out', FILES.page]);
  return {
    orders,
    planned,
    first,
    tooEarly,
    second,
    killed,
    atKill,
    resumed,
    again,
    effects: services(),
  };
}

/** Intake to solve, by the clock of the story. */
function openIncident({ saleId, wrong, at }) {
  saleguard([
    ...['incident', 'open', '--sale', saleId, '--class', 'price', '--by', MAKER, '--currency', 'KRW'],
    ...['--known-at', at(38), '--from', at(30), '--until', at(60), '--now', at(40)],
    ...['--wrong', wrong, '--out', FILES.incident],
  ]);
  const stage = (name, minutes) =>
    saleguard(['incident', 'stage', FILES.incident, name, '--by', MAKER, '--now', at(minutes)]);
  stage('classify', 45);
  stage('investigate', 46);
  saleguard(['incident', 'set', FILES.incident, '--cause', 'transfer', '--by', MAKER, '--now', at(50)]);
  stage('solve', 55);
}

/** One run of the plan, in a process of its own; what it said last, or how it was killed. */
function carryOut({ policy, instant, env }) {
  const run = spawnSync(process.execPath, [CARRY_OUT, FILES.plan, policy, FILES.ledger, instant], {
    cwd: fileURLToPath(ROOT),
    encoding: 'utf8',
    env: { ...process.env, BOOK: fileURLToPath(new URL(FILES.book, ROOT)), ...env },
  });
  if (run.signal !== null) return { kind: 'killed', signal: run.signal };
  return run.status === 0 ? JSON.parse(run.stdout) : { kind: 'failed', complaint: run.stderr };
}

function services() {
  return readBook(fileURLToPath(new URL(FILES.book, ROOT)));
}

function write(path, text) {
  writeFileSync(new URL(path, ROOT), text);
}
