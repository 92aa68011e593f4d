import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Order } from '../../src/catalog/order.js';
import type { ApplyReport } from '../../src/remedy/apply/apply-options.js';
import type { LedgerStore } from '../../src/remedy/apply/ledger.js';
import type { PlannedPayment } from '../../src/remedy/plan.js';
import { fileLedger } from '../../src/stores/file/ledger.js';
import { memoryLedger } from '../../src/stores/memory/ledger.js';
import {
  exampleFile,
  gotByOrder,
  owedByOrder,
  reckon,
  standingRefunds,
  stripeExample,
  type Fake,
  type FakeBooks,
  type FakeKind,
  type MadePlan,
  type Reckoning,
} from './stripe-remedy-world.js';

const ORDERS = 240;
const SEED = '7';
const DAY_MS = 86_400_000;
const NAIVE_TIMEOUT_MS = 250;
const TEST_MS = 180_000;

let example: Awaited<ReturnType<typeof stripeExample>>;
let orders: readonly Order[];
let made: MadePlan;
let refunds: readonly PlannedPayment[];
const folder = mkdtempSync(join(tmpdir(), 'stripe-remedy-'));

beforeAll(async () => {
  example = await stripeExample();
  const now = Date.now();
  orders = example.makeOrders(ORDERS, now - DAY_MS);
  made = await example.makePlan(orders, now);
  refunds = made.plan.records().flatMap(({ payments }) => payments.filter(({ kind }) => kind === 'refund'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Works on a fake of a kind that has the payments of all orders. */
async function onFake<T>(kind: FakeKind, work: (fake: Fake) => Promise<T>): Promise<T> {
  const fake = await example.startFake([kind, SEED]);
  try {
    await fake.addPayments(example.stripePaymentsOf(orders));
    return await work(fake);
  } finally {
    await fake.stop();
  }
}

/** What the loop with retries leaves behind, and what it says. */
interface NaiveEnd extends Reckoning {
  readonly refunded: number;
  readonly gaveUp: number;
  /** Accepted, failed when they were settled, and nobody knows. */
  readonly failedLater: number;
}

function naive(kind: FakeKind): Promise<NaiveEnd> {
  return onFake(kind, async (fake) => {
    const said = await example.naiveRefunds(refunds, { ...fake, timeoutMs: NAIVE_TIMEOUT_MS });
    await fake.settle();
    const books = await fake.books();
    const failedLater = books.refunds.filter(({ status }) => status === 'failed').length;
    const found = { ...said, ...reckon(refunds, books), failedLater };
    console.log(`${kind}, the loop: ${JSON.stringify(found)}`);
    return found;
  });
}

/** Runs the plan, interrupted once if wanted, until nothing is left to do. */
async function run(
  fake: Fake,
  { ledger, stopAfter }: { readonly ledger: () => LedgerStore; readonly stopAfter?: number },
): Promise<ApplyReport> {
  if (stopAfter !== undefined) {
    const stop = new AbortController();
    const onProgress = ({ asked }: { readonly asked: number }): void => {
      if (asked >= stopAfter) stop.abort();
    };
    const options = { signal: stop.signal, onProgress };
    expect((await example.giveBack(made, { fake, ledger: ledger(), options })).ended).toBe('paused');
  }
  return example.giveBack(made, { fake, ledger: ledger() });
}

/** Every payment once, every order what it is owed; says what the service did meanwhile. */
function expectBalanced(kind: FakeKind, books: FakeBooks): void {
  const found = reckon(refunds, books);
  console.log(`${kind}, saleguard: ${JSON.stringify({ ...found, faults: books.faults })}`);
  expect(found).toEqual({ once: refunds.length, twice: 0, never: 0, tooMuchMinor: 0, tooLittleMinor: 0 });
  expect(standingRefunds(books)).toHaveLength(refunds.length);
  expect(gotByOrder(orders, books)).toEqual(owedByOrder(orders));
}

function expectFaults({ faults }: FakeBooks, names: readonly (keyof FakeBooks['faults'])[]): void {
  for (const name of names) expect(faults[name], name).toBeGreaterThan(0);
}

describe('the remedy on Stripe', () => {
  it(
    'refunds every payment once where the service forgets idempotency keys, and the loop refunds some twice',
    { timeout: TEST_MS },
    async () => {
      const loop = await naive('forgets');
      expect(loop.twice).toBeGreaterThan(0);
      expect(loop.tooMuchMinor).toBeGreaterThan(0);
      await onFake('forgets', async (fake) => {
        const kept = memoryLedger();
        const report = await run(fake, { ledger: () => kept });
        expect(report).toMatchObject({ ended: 'finished', isComplete: true, open: [] });
        const books = await fake.books();
        expectBalanced('forgets', books);
        expectFaults(books, ['busy', 'failedBefore', 'failedAfter']);
        expect(books.faults.replayed).toBe(0);
      });
    },
  );

  it(
    'refunds every payment once where half of the refunds are never answered, also after a pause, and the loop does not',
    { timeout: TEST_MS },
    async () => {
      const loop = await naive('times-out');
      expect(loop.twice).toBeGreaterThan(0);
      // It gives up on refunds that were carried out: the service desk would refund them a third time.
      expect(loop.gaveUp).toBeGreaterThan(loop.never);
      await onFake('times-out', async (fake) => {
        const ledger = (): LedgerStore => fileLedger(join(folder, 'times-out.ledger.jsonl'));
        const report = await run(fake, { ledger, stopAfter: 150 });
        expect(report).toMatchObject({ ended: 'finished', isComplete: true, open: [] });
        const books = await fake.books();
        expectBalanced('times-out', books);
        expectFaults(books, ['busy', 'failedBefore', 'failedAfter', 'lost']);
      });
    },
  );

  it(
    'names the refunds that were accepted and failed later, and the loop forgets them',
    { timeout: TEST_MS },
    async () => {
      const loop = await naive('later');
      expect(loop.failedLater).toBeGreaterThan(0);
      expect(loop.never).toBeGreaterThanOrEqual(loop.failedLater);
      await onFake('later', async (fake) => {
        const ledger = (): LedgerStore => fileLedger(join(folder, 'later.ledger.jsonl'));
        const accepted = await run(fake, { ledger });
        expect(accepted).toMatchObject({ ended: 'finished', isComplete: false });
        expect(endsOf(accepted).pending).toBe(refunds.length);

        await fake.settle();
        const asking = { mode: 'ask-only', canaryOrders: 0 } as const;
        let report = await example.giveBack(made, { fake, ledger: ledger(), options: asking });
        const failed = (await fake.books()).refunds.filter(({ status }) => status === 'failed');
        expect(failed.length).toBeGreaterThan(0);
        expect(endsOf(report)).toMatchObject({
          failed: failed.length,
          done: refunds.length - failed.length,
        });
        const keysOf = (reason: string): unknown =>
          report.open
            .filter((step) => step.reason === reason)
            .map(({ key }) => key)
            .sort();
        expect(keysOf('failed')).toEqual(failed.map(({ metadata }) => metadata.saleguard_key).sort());

        // A person has looked, and has them asked for again: the reply that the service kept for the key is an old one.
        // One that meets a 429 or a 500 on the way stays open, and is asked for with the next word.
        const again = { fake, ledger: ledger(), options: { failed: 'ask-again', canaryOrders: 0 } } as const;
        for (let words = 0; words < 3 && endsOf(report).failed > 0; words += 1)
          report = await example.giveBack(made, again);
        const books = await fake.books();
        expectBalanced('later', books);
        expectFaults(books, ['busy', 'failedBefore', 'failedAfter', 'replayed']);
      });
    },
  );

  it('tells the same in the program of the README', { timeout: TEST_MS }, () => {
    const ran = spawnSync(process.execPath, [exampleFile('main.mjs'), 'later', '60'], { encoding: 'utf8' });
    expect(ran.status).toBe(0);
    expect(ran.stdout).toContain('a loop with retries says');
    expect(ran.stdout).toMatch(/open: refund of order-\d{4}, KRW \d+: failed/);
  });
});

/** The ends of the steps `refund`. */
function endsOf({ books }: ApplyReport): Readonly<Record<'done' | 'pending' | 'failed', number>> {
  const found = books.find(({ kind }) => kind === 'refund');
  return {
    done: found?.done.count ?? 0,
    pending: found?.pending.count ?? 0,
    failed: found?.failed.count ?? 0,
  };
}
