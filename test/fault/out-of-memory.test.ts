import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { redisStock } from '../../src/stores/redis/stock-store.js';
import { startRedisServer, type RedisServer } from '../../src/testing/redis-server.js';
import { decrementCounter } from '../support/naive-counter.js';
import { CallLog } from './call-log.js';
import { closeClients, connect } from './clients.js';
import { tell } from './figures.js';
import { ALL_WELL, judge } from './judge.js';
import { buy, idsOf, kindOf, openSale, orderOf, reserveAll, tally } from './orders.js';

const ORDERS = 20;
/** Long enough for every call to be asked at all on a machine that stands still for a while. */
const DEADLINE_MS = 1_500;

let server: RedisServer;

beforeAll(async () => {
  server = await startRedisServer({ config: { 'maxmemory-policy': 'noeviction' } });
});

afterEach(closeClients);

afterAll(async () => {
  await server.stop();
});

async function setMemory(bytes: string): Promise<void> {
  expect(await server.command('CONFIG', 'SET', 'maxmemory', bytes)).toBe('OK');
}

/** Units that cannot be given back to a counter, of those that shoppers cancel while memory is short. */
async function naiveStuck(): Promise<number> {
  const client = connect(server.port);
  const counter = decrementCounter(client, 'naive');
  await client.call('SET', 'naive', 100);
  for (let order = 0; order < ORDERS; order += 1) await counter.take(1);
  await setMemory('1');
  const given = await Promise.allSettled(idsOf('naive', ORDERS).map(() => counter.giveBack(1)));
  await setMemory('0');
  return given.filter(({ status }) => status === 'rejected').length;
}

it.each(['group', 'off'] as const)(
  'reserve is refused, what gives back or ends an order works (%s)',
  async (batching) => {
    const naive = await naiveStuck();
    expect(naive).toBe(ORDERS);

    const stock = redisStock(connect(server.port), {
      saleId: `oom-${batching}`,
      deadlineMs: DEADLINE_MS,
      batching,
    });
    const log = new CallLog(DEADLINE_MS);
    await openSale(log, stock, 1_000);
    const [paid, cancelled, returned, refused] = ['paid', 'cancelled', 'returned', 'refused'].map((name) =>
      idsOf(name, ORDERS),
    ) as [readonly string[], readonly string[], readonly string[], readonly string[]];
    await reserveAll(log, stock, [...paid, ...cancelled]);
    for (const id of returned) await buy(log, stock, id);

    await setMemory('1');
    const mixed = await Promise.all([
      ...refused.map((id) => log.once(stock, 'reserve', orderOf(id))),
      ...paid.map((id) => log.once(stock, 'commit', { id, paymentRef: `payment-${id}` })),
      ...cancelled.map((id) => log.once(stock, 'release', { id })),
      ...returned.map((id) => log.once(stock, 'restore', { id, restoreId: `back-${id}`, to: 'stock' })),
    ]);
    expect(tally(mixed.map(kindOf))).toEqual({
      unavailable: ORDERS,
      committed: ORDERS,
      released: ORDERS,
      restored: ORDERS,
    });
    expect(mixed[0]).toEqual({ kind: 'refused', reason: 'unavailable', error: 'OOM' });
    expect(await judge(stock, log)).toEqual(ALL_WELL);
    // No effect, no record: only the memory was missing.
    for (const id of refused) expect(await stock.status(id)).toEqual({ kind: 'unknown_id' });

    await setMemory('0');
    expect(tally((await reserveAll(log, stock, refused)).map(kindOf))).toEqual({ reserved: ORDERS });
    expect(await judge(stock, log)).toEqual(ALL_WELL);
    tell({
      fault: 'out of memory (noeviction)',
      setup: `batching ${batching}`,
      trials: 4 * ORDERS,
      naive: `${naive} of ${ORDERS} cancelled units could not be given back`,
      ours: ALL_WELL,
      also: `${ORDERS} reserves refused, ${ORDERS} commits, releases and restores each went through`,
    });
  },
);
