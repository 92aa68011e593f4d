import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { redisStock } from '../../src/stores/redis/stock-store.js';
import type { StockStore } from '../../src/stock/store.js';
import { startRedisServer, type RedisServer } from '../../src/testing/redis-server.js';
import { waitUntil } from '../../src/testing/wait-until.js';
import { CallLog } from './call-log.js';
import { closeClients, connect } from './clients.js';
import { tell } from './figures.js';
import { ALL_WELL, judge } from './judge.js';
import { openSale, STOCK_KEY } from './orders.js';
import { startShop, type ShopProcess } from './shop-processes.js';

const FAULT = 'app process killed between reserve and commit';
const ORDERS = 20;
const ALLOTMENT = 100;
const DEADLINE_MS = 2_000;
const TTL_MS = 1_500;
const PROCESSES = 5;

let server: RedisServer;
const shops: ShopProcess[] = [];

beforeAll(async () => {
  server = await startRedisServer();
});

afterEach(async () => {
  closeClients();
  for (const shop of shops.splice(0)) await shop.kill();
});

afterAll(async () => {
  await server.stop();
});

function start(
  log: CallLog,
  task: { do: 'hold' | 'holdNaively' | 'shop'; name: string; saleId: string; orders: number },
): ShopProcess {
  const options = { client: 'resending', ttlMs: TTL_MS, deadlineMs: DEADLINE_MS } as const;
  const place = { port: server.port, stockKey: STOCK_KEY };
  const shop = startShop({ ...task, ...place, ...options }, log);
  shops.push(shop);
  return shop;
}

async function serverMs(): Promise<number> {
  const [seconds, micros] = (await server.command('TIME')) as readonly [string, string];
  return Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000);
}

/** Sweeps again and again until all are back; how many units came back before their deadline. */
async function sweepAll(log: CallLog, stock: StockStore, expiries: readonly number[]): Promise<number> {
  let back = 0;
  let early = 0;
  await waitUntil({ what: 'every abandoned unit is back', timeoutMs: 20_000, everyMs: 20 }, async () => {
    const swept = await log.untilAnswered(stock, 'expire', {});
    if (swept.kind !== 'swept') throw new Error(`expire answered ${JSON.stringify(swept)}`);
    back += swept.expired;
    const due = await serverMs();
    early += Math.max(0, back - expiries.filter((expiresAt) => expiresAt <= due).length);
    return back >= expiries.length ? true : undefined;
  });
  expect(back).toBe(expiries.length);
  return early;
}

it('what was reserved comes back once, after its deadline; what was bought stays', async () => {
  await server.command('SET', 'naive', ALLOTMENT);
  const naiveShop = start(new CallLog(0), {
    do: 'holdNaively',
    name: 'naive',
    saleId: 'naive',
    orders: ORDERS,
  });
  await naiveShop.done;
  await naiveShop.kill();

  const stock = redisStock(connect(server.port), { saleId: 'killed', deadlineMs: DEADLINE_MS });
  const log = new CallLog(DEADLINE_MS);
  await openSale(log, stock, ALLOTMENT);
  const shop = start(log, { do: 'hold', name: 'shop', saleId: 'killed', orders: ORDERS });
  expect(await shop.done).toBe('done');
  await shop.kill();
  const half = ORDERS / 2;
  expect(await stock.snapshot()).toMatchObject({
    snapshot: { counters: [{ reserved: half, committed: half }] },
  });
  const expiries: number[] = [];
  for (let number = 1; number <= ORDERS; number += 2) {
    const found = await stock.status(`shop-${number}`);
    if (found.kind === 'found') expiries.push(found.reservation.expiresAt);
  }
  expect(expiries).toHaveLength(half);
  const early = await sweepAll(log, stock, expiries);
  expect(early).toBe(0);
  expect(await log.untilAnswered(stock, 'expire', {})).toMatchObject({ expired: 0 });
  const after = { allotment: ALLOTMENT, reserved: 0, committed: half, available: ALLOTMENT - half };
  expect(await stock.snapshot()).toMatchObject({ snapshot: { counters: [after] } });
  expect(await judge(stock, log)).toEqual(ALL_WELL);
  const gone = ALLOTMENT - Number(await server.command('GET', 'naive'));
  expect(gone).toBe(ORDERS);
  tell({
    fault: FAULT,
    setup: `${half} paid, ${half} not`,
    trials: ORDERS,
    naive: `${gone} of ${ORDERS} units gone for good`,
    ours: ALL_WELL,
    also: `${half} of ${half} units back once, ${early} early, ${half} of ${half} bought ones stay`,
  });
});

it('whenever it is killed, nothing is lost but what it held, and that comes back', async () => {
  const stock = redisStock(connect(server.port), { saleId: 'anytime', deadlineMs: DEADLINE_MS });
  const log = new CallLog(DEADLINE_MS);
  await openSale(log, stock, 1_000);
  const running = Array.from({ length: PROCESSES }, (_, index) => {
    const name = `shop-${index + 1}`;
    return start(log, { do: 'shop', name, saleId: 'anytime', orders: 100_000 });
  });
  await waitUntil({ what: 'every process is at work', timeoutMs: 30_000 }, () => {
    const names = new Set(log.calls.map(({ request }) => ('id' in request ? request.id.slice(0, 6) : '')));
    return names.size > PROCESSES || undefined;
  });
  for (const shop of running) {
    await new Promise((resolve) => setTimeout(resolve, 60));
    await shop.kill();
    expect(await shop.done).toBe('killed');
  }
  await waitUntil({ what: 'every abandoned unit is back', timeoutMs: 20_000, everyMs: 50 }, async () => {
    await log.untilAnswered(stock, 'expire', { limit: 2_000 });
    const found = await stock.snapshot();
    return found.kind === 'found' && found.snapshot.counters[0]?.reserved === 0 ? true : undefined;
  });
  expect(log.unknown).toBeGreaterThan(0);
  expect(await judge(stock, log)).toEqual(ALL_WELL);
  tell({
    fault: FAULT,
    setup: `at any moment, ${log.calls.length} calls`,
    trials: PROCESSES,
    naive: 'as for the first',
    ours: ALL_WELL,
    also: `${log.unknown} calls died with their process`,
  });
});
