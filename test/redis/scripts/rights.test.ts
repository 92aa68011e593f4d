import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyList, saleKeys } from '../../../src/stores/redis/keys.js';
import { redisStock } from '../../../src/stores/redis/stock-store.js';
import { startRedisServer, type RedisServer } from '../../../src/testing/redis-server.js';

const LINES = [{ stockKey: 'A', quantity: 1 }];
let server: RedisServer;
let admin: Redis;

beforeAll(async () => {
  server = await startRedisServer();
  admin = new Redis({ port: server.port });
});
afterAll(async () => {
  admin.disconnect();
  await server.stop();
});

describe('a user who may open a sale but lacks one right to write', () => {
  it.each(['hset', 'rpush', 'zadd', 'xadd', 'lpop', 'zrem', 'hdel'])(
    'is refused before anything is written: %s',
    async (command) => {
      const saleId = `no-${command}`;
      await redisStock(admin, { saleId }).open({
        allotments: [{ stockKey: 'A', quantity: 5, perCustomer: 3 }],
      });
      await admin.acl('SETUSER', command, 'on', '>secret', '~*', '+@all', `-${command}`);
      const client = new Redis({ port: server.port, username: command, password: 'secret' });
      const before = await dumps(saleId);
      const stock = redisStock(client, { saleId });
      await expect(
        stock.reserve({ id: 'o1', owners: ['k'], lines: LINES, ttlMs: 5_000 }),
      ).rejects.toMatchObject({
        code: 'store-configuration',
      });
      expect(await dumps(saleId)).toEqual(before);
      client.disconnect();
    },
  );

  it('does not open one either', async () => {
    await admin.acl('SETUSER', 'opener', 'on', '>secret', '~*', '+@all', '-zadd');
    const client = new Redis({ port: server.port, username: 'opener', password: 'secret' });
    const stock = redisStock(client, { saleId: 'never' });
    await expect(stock.open({ allotments: [{ stockKey: 'A', quantity: 5 }] })).rejects.toMatchObject({
      code: 'store-configuration',
    });
    expect(await admin.exists(...keyList(saleKeys({ saleId: 'never' })))).toBe(0);
    client.disconnect();
  });
});

describe('an accepted regression', () => {
  it('takes a generation that no caller has seen', async () => {
    const saleId = 'generations';
    const stock = redisStock(admin, { saleId });
    await stock.open({ allotments: [{ stockKey: 'A', quantity: 5 }] });
    await stock.reserve({ id: 'o1', owners: ['k'], lines: LINES });
    const { meta } = saleKeys({ saleId });
    const accept = {
      mode: 'open',
      actor: 'ann',
      approver: 'bob',
      reason: 'counted',
      regression: 'accepted',
    } as const;
    await admin.hset(meta, 'seq', '0');
    expect(await stock.release({ id: 'o1' })).toEqual({ kind: 'released' });
    expect(await stock.setMode(accept)).toMatchObject({ kind: 'changed' });
    await stock.reserve({ id: 'o2', owners: ['k'], lines: LINES });
    // A failover loses the acceptance: the counters are of the old generation again.
    await admin.hset(meta, 'generation', '1', 'regressed', '1');
    expect(await stock.setMode(accept)).toMatchObject({ kind: 'changed' });
    expect(await admin.hget(meta, 'generation')).toBe('3');
    expect(await stock.reserve({ id: 'o3', owners: ['k'], lines: LINES })).toMatchObject({
      kind: 'reserved',
    });
  });
});

/** Every key of a sale as Redis would save it. */
async function dumps(saleId: string): Promise<readonly string[]> {
  const keys = keyList(saleKeys({ saleId }));
  return Promise.all(keys.map((key) => admin.dump(key)));
}
