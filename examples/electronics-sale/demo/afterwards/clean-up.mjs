// After the day: the shop with the counter has sold headphones at a tenth of the price. An incident, a plan, two signatures, and a run
// that is killed in the middle and goes on. Every step is a command a shop would type; every figure at the end is read off the book of
// the shop's services.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { enterStage, incidentText, openIncident, withFacts } from 'saleguard/remedy';
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
  used: `${OUT}/used.csv`,
  tickets: `${OUT}/tickets.csv`,
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
  const at = (minutes) => startsAt + minutes * MINUTE;
  const incident = openedIncident({
    saleId,
    sku: story.mistaken,
    shownMinor: story.wrongPriceMinor,
    intendedMinor: entries.get(story.mistaken).priceMinor,
    at,
  });
  write(FILES.incident, incidentText(incident));
  const clock = (minutes) => new Date(at(minutes)).toISOString();
  const planned = saleguard([
    ...['plan', '--incident', FILES.incident, '--orders', FILES.orders, '--policy', policy],
    ...['--maker', MAKER, '--now', clock(60), '--out', FILES.plan],
  ]);
  const sign = (key, minutes) =>
    mustRun([
      'approve-plan',
      FILES.plan,
      '--policy',
      policy,
      '--key',
      key,
      '--now',
      clock(minutes),
      '--quiet',
    ]);
  const apply = (minutes, env = {}) => carryOut({ policy, instant: clock(minutes), env });
  sign(keys[0], 70);
  const tooEarly = apply(75);
  sign(keys[1], 80);
  const killed = apply(90, { KILL_AFTER: String(KILLED_AFTER) });
  const atKill = services().length;
  const resumed = apply(95);
  if (resumed.kind !== 'ran') throw new Error(`the plan did not run: ${JSON.stringify(resumed)}`);
  saleguard(['plan-report', FILES.plan, '--ledger', FILES.ledger, '--lang', lang, '--out', FILES.page]);
  return {
    orders,
    planned,
    tooEarly,
    killed,
    atKill,
    resumed,
    effects: services(),
  };
}

/** Intake to solve, by the clock of the story: what `saleguard incident open`, `set` and `stage` do. */
function openedIncident({ saleId, sku, shownMinor, intendedMinor, at }) {
  const opened = openIncident({
    id: `${saleId}:clean-up`,
    saleId,
    origin: 'operator',
    class: 'price',
    currency: 'KRW',
    knownAt: at(38),
    by: MAKER,
    at: at(40),
    subject: {
      prices: [{ sku, priceList: 'default', shownMinor: [shownMinor], intendedMinor }],
      promotions: [],
      shortfalls: [],
      from: at(30),
      until: at(60),
    },
  });
  let incident = withFacts(opened, { cause: 'transfer' });
  for (const [stage, minutes] of [
    ['classify', 45],
    ['investigate', 46],
    ['solve', 55],
  ]) {
    const verdict = enterStage(incident, { stage, at: at(minutes), by: MAKER });
    if (verdict.kind !== 'entered') throw new Error(`${stage}: ${verdict.refusal.reason}`);
    incident = verdict.incident;
  }
  return incident;
}

/** A command of which the story goes on only when it worked. */
function mustRun(words) {
  const run = saleguard(words);
  if (run.exitCode !== 0) throw new Error(`saleguard ${words[0]}: ${run.complaint}`);
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
