import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { redisStock } from '../../src/stores/redis/stock-store.js';
import type { StockStore } from '../../src/stock/store.js';
import { startFaultProxy, type FaultProxy } from '../../src/testing/fault-proxy.js';
import { startRedisServer, type RedisServer } from '../../src/testing/redis-server.js';
import { decrementCounter } from '../support/naive-counter.js';
import { CallLog } from './call-log.js';
import { closeClients, connect, DEFAULTS } from './clients.js';
import { countFrom, tell } from './figures.js';
import { ALL_WELL, judge } from './judge.js';
import { openSale, STOCK_KEY } from './orders.js';
import { startShop, type ShopProcess } from './shop-processes.js';

const FAULT = 'cut storm under load';
const PROCESSES = 4;
/** For each process: together far more than there are units, so that the end of the stock is passed in the storm. */
const ORDERS = countFrom('SALEGUARD_STORM_ORDERS', 250);
const ALLOTMENT = 300;
const DEADLINE_MS = 1_000;
const TTL_MS = 1_000;
const WAIT_FOREVER = { ...DEFAULTS, maxRetriesPerRequest: null };

let server: RedisServer;
let proxy: FaultProxy;
const shops: ShopProcess[] = [];

beforeAll(async () => {
  server = await startRedisServer();
  proxy = await startFaultProxy({ target: server });
});

afterEach(async () => {
  closeClients();
  for (const shop of shops.splice(0)) await shop.kill();
});

afterAll(async () => {
  await proxy.stop();
  await server.stop();
});

/** Cuts all connections, by turns at any moment and behind an executed request, until `isOver`; how often. */
async function storm(isOver: () => boolean, request: (name: string) => boolean): Promise<number> {
  let cuts = 0;
  while (!isOver()) {
    cuts += 1;
    if (cuts % 3 === 0) proxy.cutAll();
    else proxy.cutAfterExecution(({ name }) => request(name));
    await sleep(15);
  }
  proxy.pass();
  return cuts;
}

/** Units gone for orders that each asked for one, in a storm of their own. */
async function naiveTaken(orders: number): Promise<{ readonly taken: number; readonly cuts: number }> {
  const client = connect(proxy.port, WAIT_FOREVER);
  const counter = decrementCounter(client, 'naive');
  await client.call('SET', 'naive', 100_000);
  let isOver = false;
  const cutting = storm(
    () => isOver,
    (name) => name === 'DECRBY',
  );
  let next = 0;
  const buyer = async (): Promise<void> => {
    while ((next += 1) <= orders) {
      expect(await counter.take(1)).toBe(true);
      await sleep(1);
    }
  };
  await Promise.all(Array.from({ length: 8 }, buyer));
  isOver = true;
  return { cuts: await cutting, taken: 100_000 - Number(await client.call('GET', 'naive')) };
}

/** Sweeps all the time, with its own connection through the storm; how many reservations it ended. */
async function sweeper(log: CallLog, stock: StockStore, isOver: () => boolean): Promise<number> {
  let expired = 0;
  while (!isOver()) {
    const swept = await log.once(stock, 'expire', {});
    if (swept.kind === 'swept') expired += swept.expired;
    await sleep(20);
  }
  return expired;
}

it('several processes and sweepers sell every unit once through it', async () => {
  const naive = await naiveTaken(500);
  expect(naive.taken).toBeGreaterThan(500);

  const stock = redisStock(connect(server.port), { saleId: 'storm', deadlineMs: DEADLINE_MS });
  const log = new CallLog(DEADLINE_MS);
  await openSale(log, stock, ALLOTMENT);
  const running = Array.from({ length: PROCESSES }, (_, index) => {
    const place = {
      port: proxy.port,
      saleId: 'storm',
      stockKey: STOCK_KEY,
      ttlMs: TTL_MS,
      deadlineMs: DEADLINE_MS,
    };
    const client = index % 2 === 0 ? 'recommended' : 'resending';
    return startShop({ ...place, client, do: 'shop', name: `shop-${index + 1}`, orders: ORDERS }, log);
  });
  shops.push(...running);
  let isOver = false;
  const cutting = storm(
    () => isOver,
    (name) => name.startsWith('EVAL'),
  );
  const sweeping = [1, 2].map(() => {
    const own = redisStock(connect(proxy.port, WAIT_FOREVER), { saleId: 'storm', deadlineMs: DEADLINE_MS });
    return sweeper(log, own, () => isOver);
  });
  for (const shop of running) expect(await shop.done).toBe('done');
  isOver = true;
  const cuts = await cutting;
  await Promise.all(sweeping);

  expect(await judge(stock, log)).toEqual(ALL_WELL);
  expect(await stock.snapshot()).toMatchObject({ snapshot: { regressed: false, mode: 'open' } });
  const kinds = log.calls.map(({ operation, verdict }) => `${operation} ${verdict.kind}`);
  const committed = kinds.filter((kind) => kind === 'commit committed' || kind === 'commit already').length;
  expect(committed).toBeGreaterThan(0);
  expect(log.unknown).toBeGreaterThan(0);
  tell({
    fault: FAULT,
    setup: `${PROCESSES} processes, 2 sweepers, ${log.calls.length} calls`,
    trials: cuts,
    naive: `${naive.taken} units gone for 500 orders after ${naive.cuts} cuts`,
    ours: ALL_WELL,
    also: `${log.unknown} answers unknown, all found by asking again`,
  });
});
