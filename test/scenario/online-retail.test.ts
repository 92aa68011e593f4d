import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { breaches } from '../../src/stock/invariants.js';
import type { Allotment } from '../../src/stock/request.js';
import type { Reservation } from '../../src/stock/reservation.js';
import type { StockStore } from '../../src/stock/store.js';
import type { SaleSnapshot } from '../../src/stock/verdict.js';
import { redisStock } from '../../src/stores/redis/stock-store.js';
import { startRedisServer, type RedisServer } from '../../src/testing/redis-server.js';
import { sharedData } from '../support/shared-data.js';
import { hash, RetailShop, type ShopOrder } from './online-retail-shop.js';
import { allotmentsFor, LIMIT_QUANTILE, LIMITED_GOODS, STOCK_QUANTILE } from './online-retail-stock.js';
import { readStream, type RetailStream } from './online-retail-stream.js';

// The order stream of a British gift wholesaler (UCI Online Retail, D. Chen 2015, CC BY 4.0), two months of it, against a real Redis.
// Customers, goods, quantities, the order of events and the cancellations are theirs. Ours: the stock (a quantile of each SKU's daily
// units), the customer limits, the compression of time, and that an order is paid within four days of their time.
const PART_DAYS = 14;
const ALL_DAYS = 62;
const isAll = process.env['SALEGUARD_ALL_ORDERS'] === '1';
/** Of a day of the stream, in both cases: a minute of theirs is 0.17 ms here. */
const DAY_MS = 250;
/** An order is paid at any time of these: what is cancelled before is released, what is cancelled later restored. */
const PAYMENT_DAYS = 4;
const CALLERS = 4;

const file = sharedData('online-retail/orders-2010-12_2011-01.csv.gz');
let server: RedisServer;
const clients: Redis[] = [];

beforeAll(async () => {
  server = await startRedisServer();
  for (let caller = 0; caller < CALLERS; caller += 1)
    clients.push(new Redis({ host: server.host, port: server.port }));
});

afterAll(async () => {
  for (const client of clients) client.disconnect();
  await server.stop();
});

describe.skipIf(file === undefined)('the orders of a wholesaler, replayed', () => {
  it('end with every unit accounted for and every acknowledged order in its state', async () => {
    const stream = readStream(file ?? '', isAll ? ALL_DAYS : PART_DAYS);
    const allotments = allotmentsFor(stream);
    const stocks = clients.map((client) => redisStock(client, { saleId: 'gifts', deadlineMs: 5000 }));
    const [stock] = stocks;
    if (stock === undefined) throw new Error('no caller');
    expect(await stock.open({ allotments, keyId: 'k1', ttlMs: 60_000 })).toEqual({ kind: 'opened' });

    const shop = new RetailShop(stocks, (id) => (hash(id) % 1_000) * ((PAYMENT_DAYS * DAY_MS) / 1_000));
    const startedAt = performance.now();
    await replay(stream, shop);
    const seconds = (performance.now() - startedAt) / 1_000;

    const snapshot = await snapshotOf(stock);
    const found = await reservationsOf(stock, shop.orders);
    expect(breaches(snapshot, found)).toEqual([]);
    expect(found.map(toldState)).toEqual(shop.orders.map(owedState));
    expect(countersOf(snapshot)).toEqual(owedCounters(allotments, shop.orders));
    print(stream, shop, seconds);
    expectTheWholeStory(shop);
  }, 240_000);
});

async function replay(stream: RetailStream, shop: RetailShop): Promise<void> {
  const startedAt = performance.now();
  const taken: Promise<void>[] = [];
  for (const event of stream.events) {
    const aheadMs = (event.minute / 1_440) * DAY_MS - (performance.now() - startedAt);
    // A timer knows whole milliseconds only; events of one are taken together.
    if (aheadMs > 1) await sleep(aheadMs);
    taken.push(shop.take(event));
  }
  await Promise.all(taken);
  await shop.settle();
}

async function snapshotOf(stock: StockStore): Promise<SaleSnapshot> {
  const verdict = await stock.snapshot();
  if (verdict.kind !== 'found') throw new Error(`no snapshot: ${verdict.kind}`);
  return verdict.snapshot;
}

async function reservationsOf(
  stock: StockStore,
  orders: readonly ShopOrder[],
): Promise<readonly Reservation[]> {
  const found: Reservation[] = [];
  for (let from = 0; from < orders.length; from += 100) {
    const asked = orders.slice(from, from + 100).map(async ({ id }) => {
      const verdict = await stock.status(id);
      if (verdict.kind !== 'found') throw new Error(`${id} was acknowledged and is ${verdict.kind}`);
      return verdict.reservation;
    });
    found.push(...(await Promise.all(asked)));
  }
  return found;
}

function toldState({ id, state, lines, restored, paymentRef }: Reservation): unknown {
  return { id, state, units: unitsOf(lines), restored: unitsOf(restored), paymentRef };
}

function owedState({ id, state, lines, restored }: ShopOrder): unknown {
  const paymentRef = state === 'committed' || state === 'restored' ? `pay-${id}` : undefined;
  return { id, state, units: unitsOf(lines), restored: sumOf(restored.values()), paymentRef };
}

type Units = Readonly<Record<'available' | 'reserved' | 'committed' | 'quarantined', number>>;

function countersOf(snapshot: SaleSnapshot): ReadonlyMap<string, Units> {
  return new Map(
    snapshot.counters.map(({ stockKey, available, reserved, committed, quarantined }) => [
      stockKey,
      { available, reserved, committed, quarantined },
    ]),
  );
}

/** The counters as they must stand, from the acknowledged answers alone: commits less what was given back. */
function owedCounters(
  allotments: readonly Allotment[],
  orders: readonly ShopOrder[],
): ReadonlyMap<string, Units> {
  const committed = new Map<string, number>();
  const quarantined = new Map<string, number>();
  const add = (sums: Map<string, number>, stockKey: string, units: number): void => {
    sums.set(stockKey, (sums.get(stockKey) ?? 0) + units);
  };
  for (const order of orders.filter(({ state }) => state === 'committed' || state === 'restored')) {
    for (const { stockKey, quantity } of order.lines)
      add(committed, stockKey, quantity - (order.restored.get(stockKey) ?? 0));
    for (const [stockKey, units] of order.quarantined) add(quarantined, stockKey, units);
  }
  const sorted = [...allotments].sort((left, right) => (left.stockKey < right.stockKey ? -1 : 1));
  return new Map(
    sorted.map(({ stockKey, quantity }) => {
      const sold = committed.get(stockKey) ?? 0;
      const aside = quarantined.get(stockKey) ?? 0;
      return [
        stockKey,
        { available: quantity - sold - aside, reserved: 0, committed: sold, quarantined: aside },
      ];
    }),
  );
}

function unitsOf(lines: Reservation['lines']): number {
  return sumOf(lines.map(({ quantity }) => quantity));
}

function sumOf(numbers: Iterable<number>): number {
  return [...numbers].reduce((sum, each) => sum + each, 0);
}

/** A replay in which nothing ran short and nobody cancelled would have shown less than it says. */
function expectTheWholeStory({ counts }: RetailShop): void {
  expect(counts.orders).toBeGreaterThan(500);
  expect(counts.restores + counts.releases).toBeGreaterThan(50);
  expect([...counts.refusals.keys()].sort()).toEqual(['customer_limit', 'insufficient']);
}

function print(stream: RetailStream, { counts, orders }: RetailShop, seconds: number): void {
  const extent = isAll ? 'all of the stream' : 'part of the stream; SALEGUARD_ALL_ORDERS=1 replays all of it';
  const refusals = [...counts.refusals].map(([reason, times]) => `${times} ${reason}`).join(', ');
  console.log(
    [
      `real orders: ${stream.dayCount} days (${extent}), a day in ${DAY_MS} ms, ${CALLERS} callers, batching on`,
      `  ${counts.orders} orders of ${counts.lines} lines in ${seconds.toFixed(1)} s: ` +
        `${Math.round(counts.orders / seconds)} orders/s, ${Math.round(counts.lines / seconds)} lines/s, as the compression paces them; sent again ${counts.sentAgain}`,
      `  ${orders.length} reserved, ${counts.lostOrders} lost; refusals: ${refusals}; ${counts.droppedLines} lines given up`,
      `  cancellations: ${counts.releases} releases, ${counts.restores} restores, ${counts.unitsWithoutOrder} units whose order is not in the stream or was refused`,
      `  left out: ${stream.otherRows} rows of postage, fees and vouchers, ${stream.writeOffRows} rows of write-offs`,
      `  ours, not in the data: stock = ${STOCK_QUANTILE} quantile of a SKU's daily units x its selling days; ` +
        `limits on ${LIMITED_GOODS} goods at the ${LIMIT_QUANTILE} quantile of their customers; time; payment within ${PAYMENT_DAYS} days`,
    ].join('\n'),
  );
}
