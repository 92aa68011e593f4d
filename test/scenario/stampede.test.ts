import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { breaches } from '../../src/stock/invariants.js';
import type { Reservation } from '../../src/stock/reservation.js';
import type { StockStore } from '../../src/stock/store.js';
import type { SaleSnapshot, StatusVerdict } from '../../src/stock/verdict.js';
import { redisStock } from '../../src/stores/redis/stock-store.js';
import { startRedisServer, type RedisServer } from '../../src/testing/redis-server.js';
import { isReserved, owedState, readLogs, wordOf, wrongAnswers, type BuyerLog } from './stampede-log.js';
import { StampedeProcess, type Buyer, type BuyerKind, type StampedeCounts } from './stampede-process.js';

// Ten thousand buyers in three processes want five hundred units at once. Some click twice, some come back for more than a customer
// may have, some give their units back or leave without a word. Judged by what they were answered, against what Redis holds.
const BUYERS = 10_000;
const UNITS = 500;
const PROCESSES = 3;
const STOCK_KEY = 'EP-100';
const TIMEOUT_MS = 60_000;
/** Of twenty buyers in a row; where they stand in the row is all that decides who they are. */
const KINDS: Readonly<Record<number, BuyerKind>> = {
  2: 'release',
  5: 'lapse',
  8: 'double-click',
  11: 'greedy',
  13: 'release',
  16: 'pays',
};

let server: RedisServer;
let client: Redis;
let folder: string;
const children: StampedeProcess[] = [];

beforeAll(async () => {
  server = await startRedisServer();
  client = new Redis({ host: server.host, port: server.port });
  folder = mkdtempSync(join(tmpdir(), 'saleguard-stampede-'));
});

afterAll(async () => {
  for (const child of children) child.kill();
  client.disconnect();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe(`${BUYERS} buyers in ${PROCESSES} processes for ${UNITS} units`, () => {
  it.each([1, 2])(
    'buy all of them and not one more, with a limit of %i for each customer',
    async (perCustomer) => {
      const stock = redisStock(client, { saleId: `stampede-${perCustomer}`, deadlineMs: 5000 });
      await stock.open({ allotments: [{ stockKey: STOCK_KEY, quantity: UNITS, perCustomer }] });
      const startedAt = performance.now();
      const { logs, counts } = await stampede(stock.saleId, perCustomer);
      const seconds = (performance.now() - startedAt) / 1000;

      // Every buyer is settled, each with answers it may get.
      expect(new Set(logs.map(({ number }) => number)).size).toBe(BUYERS);
      expect(logs).toHaveLength(BUYERS);
      expect(logs.flatMap(wrongAnswers)).toEqual([]);

      // What the buyers were told adds up to the stock.
      const sold = logs.filter((log) => owedState(log) === 'committed');
      expect(sold.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(UNITS);

      // And Redis holds just that.
      const snapshot = await snapshotOf(stock);
      expect(snapshot.counters).toEqual([
        {
          stockKey: STOCK_KEY,
          allotment: UNITS,
          available: 0,
          reserved: 0,
          committed: UNITS,
          quarantined: 0,
          perCustomer,
        },
      ]);
      const orders = await statusOfEach(stock, logs);
      expect(orders.filter(isOtherThanAnswered).map(({ log }) => log.number)).toEqual([]);
      expect(breaches(snapshot, orders.flatMap(reservationOf))).toEqual([]);

      await expectFreeUnitIsSold(stock, sold[0]?.id ?? '');
      print({ perCustomer, logs, counts, seconds });
      expectTheWholeStory(logs);
    },
    2 * TIMEOUT_MS,
  );
});

async function stampede(
  saleId: string,
  perCustomer: number,
): Promise<{ readonly logs: readonly BuyerLog[]; readonly counts: readonly StampedeCounts[] }> {
  const buyers = Array.from({ length: BUYERS }, (_, number) => buyerOf(number, perCustomer));
  const paths = Array.from({ length: PROCESSES }, (_, at) => join(folder, `${saleId}-${at}.jsonl`));
  const started = await Promise.all(
    paths.map((logPath, at) =>
      StampedeProcess.start({
        port: server.port,
        saleId,
        stockKey: STOCK_KEY,
        buyers: buyers.filter(({ number }) => number % PROCESSES === at),
        arriveWithinMs: 500,
        timeoutMs: TIMEOUT_MS,
        logPath,
      }),
    ),
  );
  children.push(...started);
  const counts = await Promise.all(started.map((one) => one.run()));
  return { logs: readLogs(paths), counts };
}

/** With a limit of two, every third buyer wants two. */
function buyerOf(number: number, perCustomer: number): Buyer {
  const kind = KINDS[number % 20] ?? 'plain';
  const isPair = perCustomer === 2 && (number % 3 === 0 || kind === 'greedy');
  return { number, kind, quantity: isPair ? 2 : 1 };
}

interface JudgedOrder {
  readonly log: BuyerLog;
  readonly status: StatusVerdict;
  readonly second: StatusVerdict;
}

/** A hundred at a time: the reads of this test are no stampede. */
async function statusOfEach(stock: StockStore, logs: readonly BuyerLog[]): Promise<readonly JudgedOrder[]> {
  const found: JudgedOrder[] = [];
  for (let from = 0; from < logs.length; from += 100) {
    const part = logs.slice(from, from + 100).map(async (log) => ({
      log,
      status: await stock.status(log.id),
      second: await stock.status(log.spareId),
    }));
    found.push(...(await Promise.all(part)));
  }
  return found;
}

function isOtherThanAnswered({ log, status, second }: JudgedOrder): boolean {
  if (second.kind !== 'unknown_id') return true;
  const owed = owedState(log);
  if (owed === undefined) return status.kind !== 'unknown_id';
  if (status.kind !== 'found' || status.reservation.state !== owed) return true;
  return owed === 'committed' && status.reservation.paymentRef !== `pay-${log.id}`;
}

function reservationOf({ status }: JudgedOrder): readonly Reservation[] {
  return status.kind === 'found' ? [status.reservation] : [];
}

async function snapshotOf(stock: StockStore): Promise<SaleSnapshot> {
  const verdict = await stock.snapshot();
  if (verdict.kind !== 'found') throw new Error(`no snapshot: ${verdict.kind}`);
  return verdict.snapshot;
}

/** A unit that is free for good is refused to nobody, however many were refused before. */
async function expectFreeUnitIsSold(stock: StockStore, soldId: string): Promise<void> {
  const late = { owners: ['late-buyer'], lines: [{ stockKey: STOCK_KEY, quantity: 1 }] };
  expect(wordOf(await stock.reserve({ id: 'too-late', ...late }))).toBe('insufficient');
  await stock.restore({ id: soldId, restoreId: 'returned', to: 'stock', lines: late.lines });
  expect(wordOf(await stock.reserve({ id: 'in-time', ...late }))).toBe('reserved');
  expect((await stock.commit({ id: 'in-time', paymentRef: 'pay-in-time' })).kind).toBe('committed');
  expect(wordOf(await stock.reserve({ id: 'too-late', ...late, owners: ['other-buyer'] }))).toBe(
    'insufficient',
  );
}

/** A stampede in which nobody gave anything back or asked for too much would have shown less than it says. */
function expectTheWholeStory(logs: readonly BuyerLog[]): void {
  const had = (kind: BuyerKind): number =>
    logs.filter((log) => log.kind === kind && isReserved(log.verdict)).length;
  expect(had('release')).toBeGreaterThan(0);
  expect(had('lapse')).toBeGreaterThan(0);
  expect(had('double-click')).toBeGreaterThan(0);
  expect(had('greedy')).toBeGreaterThan(0);
  expect(logs.filter(({ second }) => wordOf(second) === 'customer_limit').length).toBeGreaterThan(0);
  expect(logs.filter(({ waits, verdict }) => waits > 0 && isReserved(verdict)).length).toBeGreaterThan(0);
}

function print(run: {
  readonly perCustomer: number;
  readonly logs: readonly BuyerLog[];
  readonly counts: readonly StampedeCounts[];
  readonly seconds: number;
}): void {
  const { perCustomer, logs, counts, seconds } = run;
  const owed = (state: string): number => logs.filter((log) => owedState(log) === state).length;
  const total = (name: keyof StampedeCounts): number => counts.reduce((sum, each) => sum + each[name], 0);
  const words = logs.map(({ second }) => wordOf(second));
  console.log(
    `stampede, limit ${perCustomer}: ${BUYERS} buyers, ${PROCESSES} processes, ${UNITS} units: ` +
      `${owed('committed')} orders bought all ${UNITS} units, 0 over; ${owed('released')} released, ` +
      `${owed('expired')} lapsed, ${logs.filter((log) => owedState(log) === undefined).length} refused for good; ` +
      `${words.filter((word) => word === 'customer_limit').length} orders stopped by the limit; ` +
      `${logs.filter(({ waits, verdict }) => waits > 0 && isReserved(verdict)).length} got units others gave back; ` +
      `${total('asked')} calls, ${total('unanswered')} sent again; ${seconds.toFixed(1)} s`,
  );
}
