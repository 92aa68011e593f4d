import { Cluster as Cluster6, Redis as Redis6 } from 'ioredis';
import { Cluster as Cluster5, Redis as Redis5 } from 'ioredis5';
import { describe, expect, it } from 'vitest';
import type { RedisClient } from '../../src/stores/redis/client.js';
import { redisStock } from '../../src/stores/redis/stock-store.js';

// Type-checked by `tsc -p tsconfig.json`: the two major versions' own types cannot be assigned to each other.
type IsClient<T> = T extends RedisClient ? true : false;
const ASSIGNABLE: readonly [IsClient<Redis5>, IsClient<Redis6>, IsClient<Cluster5>, IsClient<Cluster6>] = [
  true,
  true,
  true,
  true,
];

describe('a client of ioredis', () => {
  it('of version 5 and 6, Redis and Cluster, is a RedisClient', () => {
    expect(ASSIGNABLE).toEqual([true, true, true, true]);
  });

  it.each([
    ['Redis of version 5', () => new Redis5({ lazyConnect: true })],
    ['Redis of version 6', () => new Redis6({ lazyConnect: true })],
    ['Cluster of version 5', () => new Cluster5([], { lazyConnect: true })],
    ['Cluster of version 6', () => new Cluster6([], { lazyConnect: true })],
  ])('%s makes a stock without a connection: nothing is sent before the first call', (_, make) => {
    const client = make();
    const stock = redisStock(client, { saleId: 'earphones-0801', deadlineMs: 400 });
    expect(stock.saleId).toBe('earphones-0801');
    expect(client.status).toBe('wait');
    client.disconnect();
  });

  it('is not a text, an object without call, or a promise of one', () => {
    // @ts-expect-error a URL is no client
    const fromUrl: RedisClient = 'redis://127.0.0.1';
    // @ts-expect-error there is no call
    const fromObject: RedisClient = { get: () => Promise.resolve('') };
    // @ts-expect-error await it first
    const fromPromise: RedisClient = Promise.resolve(new Redis6({ lazyConnect: true }));
    expect([fromUrl, fromObject, fromPromise]).toHaveLength(3);
  });
});
