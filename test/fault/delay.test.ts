import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { redisStock } from '../../src/stores/redis/stock-store.js';
import { startFaultProxy, type FaultProxy } from '../../src/testing/fault-proxy.js';
import { startRedisServer, type RedisServer } from '../../src/testing/redis-server.js';
import { waitUntil } from '../../src/testing/wait-until.js';
import { decrementCounter } from '../support/naive-counter.js';
import { CallLog } from './call-log.js';
import { closeClients, connect, DEFAULTS } from './clients.js';
import { tell } from './figures.js';
import { ALL_WELL, judge } from './judge.js';
import { idsOf, kindOf, openSale, reserveAll, reserveOnce, tally } from './orders.js';

const FAULT = 'delay past the deadline';
const ORDERS = 20;
const DEADLINE_MS = 150;
/** Far enough beyond the deadline to be late for it also on a busy machine. */
const DELAY_MS = 700;

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

/** Waits until every request so far was handed on, executed and answered. */
async function untilAllAnswered(): Promise<void> {
  await waitUntil({ what: 'every delayed request is answered', timeoutMs: 20_000 }, () => {
    const { requests, replies } = proxy.counts();
    return requests === replies || undefined;
  });
}

/** Orders given up after a client's own timeout and asked for again; how many units are gone for them. */
async function naiveTaken(): Promise<number> {
  const client = connect(proxy.port, { ...DEFAULTS, commandTimeout: DEADLINE_MS });
  const counter = decrementCounter(client, 'naive');
  await client.call('SET', 'naive', 1_000);
  proxy.delayRequests(DELAY_MS);
  const first = await Promise.allSettled(idsOf('naive', ORDERS).map(() => counter.take(1)));
  expect(first.every(({ status }) => status === 'rejected')).toBe(true);
  proxy.pass();
  await untilAllAnswered();
  for (let order = 0; order < ORDERS; order += 1) expect(await counter.take(1)).toBe(true);
  return 1_000 - Number(await client.call('GET', 'naive'));
}

it.each(['group', 'off'] as const)(
  'a late request has no effect, a late reply is found (%s)',
  async (batching) => {
    const naive = await naiveTaken();
    expect(naive).toBe(2 * ORDERS);

    const client = connect(proxy.port);
    const stock = redisStock(client, { saleId: `delay-${batching}`, deadlineMs: DEADLINE_MS, batching });
    const log = new CallLog(DEADLINE_MS);
    await openSale(log, stock, 1_000);
    await reserveAll(log, stock, ['warm']);

    const requests = idsOf('late-request', ORDERS);
    proxy.delayRequests(DELAY_MS);
    expect(tally((await reserveOnce(log, stock, requests)).map(kindOf))).toEqual({ unknown: ORDERS });
    proxy.delayRequests(0);
    await new Promise((resolve) => setTimeout(resolve, DELAY_MS));
    await untilAllAnswered();
    // Nobody waited for them, and nothing was taken: the store refused them by their own expiry.
    for (const id of requests) expect(await stock.status(id)).toEqual({ kind: 'unknown_id' });
    const again = await reserveAll(log, stock, requests);
    expect(tally(again.map(kindOf))).toEqual({ reserved: ORDERS });

    const replies = idsOf('late-reply', ORDERS);
    proxy.delayReplies(DELAY_MS);
    expect(tally((await reserveOnce(log, stock, replies)).map(kindOf))).toEqual({ unknown: ORDERS });
    proxy.pass();
    const found = await reserveAll(log, stock, replies);
    expect(tally(found.map(kindOf))).toEqual({ replayed: ORDERS });

    expect(await judge(stock, log)).toEqual(ALL_WELL);
    tell({
      fault: FAULT,
      setup: `requests and replies, batching ${batching}`,
      trials: 2 * ORDERS,
      naive: `${naive} units gone for ${ORDERS} orders`,
      ours: ALL_WELL,
      also: `${ORDERS} late requests refused by the store, ${ORDERS} late replies found by asking again`,
    });
  },
);
