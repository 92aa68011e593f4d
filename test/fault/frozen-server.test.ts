import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { redisStock } from '../../src/stores/redis/stock-store.js';
import { startRedisServer, type RedisServer } from '../../src/testing/redis-server.js';
import { decrementCounter } from '../support/naive-counter.js';
import { CallLog } from './call-log.js';
import { closeClients, connect } from './clients.js';
import { tell } from './figures.js';
import { ALL_WELL, judge } from './judge.js';
import { buy, idsOf, kindOf, openSale, orderOf, reserveAll, tally } from './orders.js';

const FAULT = 'frozen server (SIGSTOP)';
/** Orders at once, and how often they are asked for while the server stands still. */
const ORDERS = 25;
const ROUNDS = 4;
const DEADLINE_MS = 200;
const NAIVE_WAIT_MS = 1_500;
const CLOCK_MARGIN_MS = 100;

let server: RedisServer;

beforeAll(async () => {
  server = await startRedisServer();
});

afterEach(() => {
  server.resume();
  closeClients();
});

afterAll(async () => {
  await server.stop();
});

function sleep(ms: number): Promise<'hung'> {
  return new Promise((resolve) => setTimeout(resolve, ms, 'hung'));
}

/** Decrements that have not settled after a wait far above any deadline. */
async function naiveHung(): Promise<number> {
  const client = connect(server.port);
  const counter = decrementCounter(client, 'naive');
  await client.call('SET', 'naive', 1_000);
  await server.pause();
  const waits = idsOf('naive', ORDERS).map(() => Promise.race([counter.take(1), sleep(NAIVE_WAIT_MS)]));
  const told = await Promise.all(waits);
  server.resume();
  return told.filter((one) => one === 'hung').length;
}

it.each(['group', 'off'] as const)('every call settles, and nothing happens late (%s)', async (batching) => {
  const naive = await naiveHung();
  expect(naive).toBe(ORDERS);

  const client = connect(server.port);
  const stock = redisStock(client, { saleId: `frozen-${batching}`, deadlineMs: DEADLINE_MS, batching });
  const log = new CallLog(DEADLINE_MS);
  await openSale(log, stock, 1_000);
  const held = idsOf('held', ORDERS);
  await reserveAll(log, stock, held);
  await server.pause();
  const kinds: string[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const reserves = idsOf('new', ORDERS).map((id) => log.once(stock, 'reserve', orderOf(id)));
    const commits = held.map((id) => log.once(stock, 'commit', { id, paymentRef: `payment-${id}` }));
    kinds.push(...(await Promise.all([...reserves, ...commits])).map(kindOf));
  }
  expect(log.hung).toBe(0);
  const { unknown = 0, unavailable = 0, late = 0 } = tally(kinds);
  expect(unknown + unavailable + late).toBe(2 * ORDERS * ROUNDS);
  expect(unknown).toBeGreaterThan(0);

  // The server's clock is known to within a round trip: what arrives that close behind its deadline may still be carried out.
  await sleep(CLOCK_MARGIN_MS);
  server.resume();
  await client.call('PING');
  // All of it was still in the server's sockets, and had expired there.
  expect(await stock.snapshot()).toMatchObject({
    snapshot: { counters: [{ reserved: ORDERS, committed: 0 }] },
  });
  const bought = await Promise.all([...held, ...idsOf('new', ORDERS)].map((id) => buy(log, stock, id)));
  expect(tally(bought)).toEqual({ committed: 2 * ORDERS });
  expect(await judge(stock, log)).toEqual(ALL_WELL);
  tell({
    fault: FAULT,
    setup: `batching ${batching}`,
    trials: kinds.length,
    naive: `${naive} of ${ORDERS} hung until the server went on`,
    ours: ALL_WELL,
    also: `${unknown} unknown, ${unavailable + late} refused, 0 executed late`,
  });
});
