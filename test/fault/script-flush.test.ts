import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { redisStock } from '../../src/stores/redis/stock-store.js';
import { startRedisServer, type RedisServer } from '../../src/testing/redis-server.js';
import { loadBareScript, takeBySha } from '../support/naive-counter.js';
import { CallLog } from './call-log.js';
import { closeClients, connect } from './clients.js';
import { tell } from './figures.js';
import { ALL_WELL, judge } from './judge.js';
import { buy, idsOf, openSale, tally } from './orders.js';

const FLUSHES = 100;
const DEADLINE_MS = 2_000;
/** Fewer than the orders, so that the end of the stock is passed while scripts come and go. */
const ALLOTMENT = 500;
const BUYERS = 24;

let server: RedisServer;

beforeAll(async () => {
  server = await startRedisServer();
});

afterEach(closeClients);

afterAll(async () => {
  await server.stop();
});

/** Orders of a process that loaded its script when it started; how many fail. */
async function naiveFailures(): Promise<number> {
  const client = connect(server.port);
  await client.call('SET', 'naive', 1_000);
  await loadBareScript(client);
  expect(await takeBySha(client, 'naive')).toBe(true);
  await server.command('SCRIPT', 'FLUSH');
  const orders = await Promise.allSettled(idsOf('naive', 20).map(() => takeBySha(client, 'naive')));
  return orders.filter(({ status }) => status === 'rejected').length;
}

it.each(['group', 'off'] as const)('scripts may vanish at any moment (%s)', async (batching) => {
  const naive = await naiveFailures();
  expect(naive).toBe(20);

  const options = { saleId: `flush-${batching}`, deadlineMs: DEADLINE_MS, batching };
  const stores = [
    redisStock(connect(server.port), options),
    redisStock(connect(server.port), options),
  ] as const;
  const log = new CallLog(DEADLINE_MS);
  await openSale(log, stores[0], ALLOTMENT);
  let isFlushing = true;
  let next = 0;
  const answers: string[] = [];
  const buyer = async (_: unknown, index: number): Promise<void> => {
    while (isFlushing || answers.length <= ALLOTMENT) {
      answers.push(await buy(log, stores[index % 2] ?? stores[0], `order-${(next += 1)}`));
    }
  };
  const flush = async (): Promise<void> => {
    const connection = await server.connect();
    for (let flushes = 0; flushes < FLUSHES; flushes += 1) {
      expect(await connection.call('SCRIPT', 'FLUSH')).toBe('OK');
      await sleep(2);
    }
    connection.close();
    isFlushing = false;
  };
  await Promise.all([flush(), ...Array.from({ length: BUYERS }, buyer)]);

  const { committed = 0, insufficient = 0 } = tally(answers);
  expect(committed).toBe(ALLOTMENT);
  expect(committed + insufficient).toBe(answers.length);
  expect(log.unknown).toBe(0);
  expect(await judge(stores[0], log)).toEqual(ALL_WELL);
  tell({
    fault: 'SCRIPT FLUSH in flight',
    setup: `2 stores, ${answers.length} orders, batching ${batching}`,
    trials: FLUSHES,
    naive: `${naive} of 20 orders failed`,
    ours: ALL_WELL,
    also: `${committed} of ${ALLOTMENT} units sold, 0 orders failed`,
  });
});
