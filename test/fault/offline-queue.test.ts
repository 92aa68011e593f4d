import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { redisStock } from '../../src/stores/redis/stock-store.js';
import { startFaultProxy, type FaultProxy } from '../../src/testing/fault-proxy.js';
import { startRedisServer, type RedisServer } from '../../src/testing/redis-server.js';
import { decrementCounter } from '../support/naive-counter.js';
import { CallLog } from './call-log.js';
import { closeClients, connect, RECOMMENDED, type LaneClient } from './clients.js';
import { tell } from './figures.js';
import { ALL_WELL, judge } from './judge.js';
import { idsOf, kindOf, openSale, reserveAll, reserveOnce, tally } from './orders.js';

const FAULT = 'offline queue';
const ORDERS = 20;
const DEADLINE_MS = 150;
/** How long the store cannot be reached. Minutes do the same; tests have no minutes. */
const OUTAGE_MS = 500;
/** By default a command is given up after 20 connections that failed; these come no faster than those of the default options. */
const QUEUEING = { retryStrategy: (): number => 100 };

let server: RedisServer;
let proxy: FaultProxy;

beforeAll(async () => {
  server = await startRedisServer();
  proxy = await startFaultProxy({ target: server });
});

afterEach(() => {
  proxy.pass();
  closeClients();
});

afterAll(async () => {
  await proxy.stop();
  await server.stop();
});

function cutOff(): void {
  proxy.refuse();
  proxy.cutAll();
}

function sleep(ms: number): Promise<'no answer'> {
  return new Promise((resolve) => setTimeout(resolve, ms, 'no answer'));
}

/** The server can be reached again, and what the client had queued before this call is through. */
async function untilQueueIsEmpty(client: LaneClient): Promise<void> {
  await sleep(OUTAGE_MS);
  proxy.accept();
  await client.call('PING');
}

/** Shoppers are told no after the shop's own timeout; units gone for them after the client is connected again. */
async function naiveTaken(): Promise<number> {
  const client = connect(proxy.port, QUEUEING);
  const counter = decrementCounter(client, 'naive');
  await client.call('SET', 'naive', 1_000);
  cutOff();
  const told = await Promise.all(
    idsOf('naive', ORDERS).map(() => Promise.race([counter.take(1), sleep(DEADLINE_MS)])),
  );
  expect(tally(told.map(String))).toEqual({ 'no answer': ORDERS });
  await untilQueueIsEmpty(client);
  return 1_000 - Number(await client.call('GET', 'naive'));
}

it.each(['group', 'off'] as const)(
  'what waited beyond its deadline is never executed (%s)',
  async (batching) => {
    const naive = await naiveTaken();
    expect(naive).toBe(ORDERS);

    const client = connect(proxy.port, QUEUEING);
    const stock = redisStock(client, { saleId: `offline-${batching}`, deadlineMs: DEADLINE_MS, batching });
    const log = new CallLog(DEADLINE_MS);
    await openSale(log, stock, 1_000);
    await reserveAll(log, stock, ['warm']);
    cutOff();
    const known = await reserveOnce(log, stock, idsOf('queued', ORDERS));
    // A process that starts now knows nothing of the server's clock yet.
    const started = connect(proxy.port, QUEUEING);
    const fresh = redisStock(started, { saleId: `offline-${batching}`, deadlineMs: DEADLINE_MS, batching });
    const unknown = await reserveOnce(log, fresh, idsOf('fresh', ORDERS));
    expect(tally([...known, ...unknown].map(kindOf))).toEqual({ unknown: 2 * ORDERS });
    await untilQueueIsEmpty(client);
    await untilQueueIsEmpty(started);

    const ids = [...idsOf('queued', ORDERS), ...idsOf('fresh', ORDERS)];
    for (const id of ids) expect(await stock.status(id)).toEqual({ kind: 'unknown_id' });
    expect(tally((await reserveAll(log, stock, ids)).map(kindOf))).toEqual({ reserved: 2 * ORDERS });
    expect(await judge(stock, log)).toEqual(ALL_WELL);
    tell({
      fault: FAULT,
      setup: `a connected client and one that starts meanwhile, batching ${batching}`,
      trials: 2 * ORDERS,
      naive: `${naive} of ${ORDERS} executed after the shopper was told no`,
      ours: ALL_WELL,
      also: `0 of ${2 * ORDERS} executed late`,
    });
  },
);

it('a client without a queue says at once that nothing was sent', async () => {
  const client = connect(proxy.port, RECOMMENDED);
  const stock = redisStock(client, { saleId: 'no-queue', deadlineMs: 1_000 });
  const log = new CallLog(1_000);
  await openSale(log, stock, 100);
  await reserveAll(log, stock, ['warm']);
  cutOff();
  const refused = await reserveOnce(log, stock, idsOf('unsent', ORDERS));
  // The cut itself may meet a request on its way; everything after it is surely not executed.
  const kinds = tally(refused.map(kindOf));
  expect((kinds['unavailable'] ?? 0) + (kinds['unknown'] ?? 0)).toBe(ORDERS);
  const later = await reserveOnce(log, stock, idsOf('later', ORDERS));
  expect(tally(later.map(kindOf))).toEqual({ unavailable: ORDERS });
  expect(later[0]).toMatchObject({ kind: 'refused', error: 'CONNECTION' });
  proxy.accept();
  await reserveAll(log, stock, [...idsOf('unsent', ORDERS), ...idsOf('later', ORDERS)]);
  expect(await judge(stock, log)).toEqual(ALL_WELL);
});
