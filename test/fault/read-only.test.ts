import { afterEach, expect, it } from 'vitest';
import { redisStock } from '../../src/stores/redis/stock-store.js';
import { infoField } from '../../src/testing/redis-info.js';
import { startRedisServer, type RedisServer } from '../../src/testing/redis-server.js';
import { stopAll } from '../../src/testing/stop-all.js';
import { waitUntil } from '../../src/testing/wait-until.js';
import { decrementCounter } from '../support/naive-counter.js';
import { CallLog } from './call-log.js';
import { closeClients, connect } from './clients.js';
import { tell } from './figures.js';
import { ALL_WELL, judge } from './judge.js';
import { buy, idsOf, kindOf, openSale, orderOf, reserveAll, tally } from './orders.js';

const ORDERS = 20;
/** What is refused is asked again until then; long enough to be asked at all on a machine that stands still for a while. */
const DEADLINE_MS = 1_500;
const CONFIG = { 'repl-diskless-sync': 'yes', 'repl-diskless-sync-delay': '0', 'shutdown-timeout': '0' };

const servers: RedisServer[] = [];

afterEach(async () => {
  closeClients();
  await stopAll(servers.splice(0));
});

async function start(): Promise<RedisServer> {
  const server = await startRedisServer({ config: CONFIG });
  servers.push(server);
  return server;
}

/** Makes `server` a replica of `primary` and waits until it holds what that one holds. */
async function demote(server: RedisServer, primary: RedisServer): Promise<void> {
  expect(await server.command('REPLICAOF', primary.host, primary.port)).toBe('OK');
  await waitUntil({ what: 'the demoted server follows', timeoutMs: 10_000 }, async () => {
    const facts = await server.command('INFO', 'replication');
    return infoField(facts, 'master_link_status') === 'up' ? true : undefined;
  });
}

it('a primary that becomes a replica under its client refuses, and what it had meanwhile is missed later', async () => {
  const [primary, replica] = [await start(), await start()];
  const client = connect(primary.port);
  const naive = decrementCounter(client, 'naive');
  await client.call('SET', 'naive', 100);
  const stock = redisStock(client, { saleId: 'demoted', deadlineMs: DEADLINE_MS });
  const log = new CallLog(DEADLINE_MS);
  await openSale(log, stock, 100);
  let naiveSold = 0;
  const sell = async (attempts: number): Promise<void> => {
    for (let attempt = 0; attempt < attempts; attempt += 1) if (await naive.take(1)) naiveSold += 1;
  };
  await sell(ORDERS);
  for (const id of idsOf('before', ORDERS)) expect(await buy(log, stock, id)).toBe('committed');
  await reserveAll(log, stock, ['held-1', 'held-2', 'held-3']);
  await demote(replica, primary);
  expect(await replica.command('REPLICAOF', 'NO', 'ONE')).toBe('OK');
  // Acknowledged by the old primary after the other one took over: gone with its data when it follows.
  await sell(ORDERS);
  for (const id of idsOf('between', ORDERS)) expect(await buy(log, stock, id)).toBe('committed');
  const before = await stock.snapshot();
  expect(before).toMatchObject({ snapshot: { counters: [{ committed: 2 * ORDERS, reserved: 3 }] } });
  await demote(primary, replica);

  const rejected = await Promise.allSettled(idsOf('naive', ORDERS).map(() => naive.take(1)));
  expect(rejected.every(({ status }) => status === 'rejected')).toBe(true);
  const refused = await Promise.all([
    ...idsOf('refused', ORDERS).map((id) => log.once(stock, 'reserve', orderOf(id))),
    log.once(stock, 'commit', { id: 'held-1', paymentRef: 'payment-1' }),
    log.once(stock, 'release', { id: 'held-2' }),
    log.once(stock, 'expire', {}),
  ]);
  expect(tally(refused.map(kindOf))).toEqual({ unavailable: ORDERS + 3 });
  expect(refused[0]).toMatchObject({ error: 'READONLY' });
  // Reads are still answered, by what the other one holds.
  expect(await stock.snapshot()).toMatchObject({
    snapshot: { counters: [{ committed: ORDERS, reserved: 3 }] },
  });
  expect(await stock.status('refused-1')).toEqual({ kind: 'unknown_id' });

  expect(await primary.command('REPLICAOF', 'NO', 'ONE')).toBe('OK');
  await sell(100);
  expect(naiveSold).toBe(100 + ORDERS);
  expect(kindOf(await log.untilAnswered(stock, 'reserve', orderOf('next')))).toBe('regressed');
  const judgement = await judge(stock, log);
  expect(judgement).toMatchObject({ doubled: 0, lost: ORDERS, oversold: 0, hung: 0 });
  tell({
    fault: 'READONLY (primary demoted under its client)',
    setup: `${ORDERS} orders acknowledged between the two primaries`,
    trials: ORDERS + 3,
    naive: `${naiveSold} sold of 100`,
    ours: judgement,
    also: `${ORDERS + 3} refused as READONLY without effect, the loss noticed at the next call`,
  });
});

it('a demoted primary that comes back with everything goes on', async () => {
  const [primary, replica] = [await start(), await start()];
  const stock = redisStock(connect(primary.port), { saleId: 'back', deadlineMs: DEADLINE_MS });
  const log = new CallLog(DEADLINE_MS);
  await openSale(log, stock, 100);
  await reserveAll(log, stock, idsOf('held', 3));
  await demote(replica, primary);
  expect(await replica.command('REPLICAOF', 'NO', 'ONE')).toBe('OK');
  await demote(primary, replica);
  expect(kindOf(await log.once(stock, 'reserve', orderOf('refused')))).toBe('unavailable');
  expect(await primary.command('REPLICAOF', 'NO', 'ONE')).toBe('OK');
  expect(await buy(log, stock, 'refused')).toBe('committed');
  expect(await judge(stock, log)).toEqual(ALL_WELL);
});
