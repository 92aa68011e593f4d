import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RedisClient } from '../../../src/stores/redis/client.js';
import { redisStock } from '../../../src/stores/redis/stock-store.js';
import { serveRedis, type ServedRedis } from './server.js';

const LINES = [{ stockKey: 'A', quantity: 1 }];
let redis: ServedRedis;

beforeAll(async () => {
  redis = await serveRedis();
});
afterAll(() => redis.stop());

describe('a client whose replies are lost for good', () => {
  it('serves again soon after the store is back, also when more replies are owed than it waits for', async () => {
    const { client, lose } = losingClient();
    const stock = redisStock(client, { saleId: 'owed', deadlineMs: 200, batching: 'off' });
    await stock.open({ allotments: [{ stockKey: 'A', quantity: 500 }] });
    lose('on');
    const lost = await Promise.all(
      Array.from({ length: 100 }, (_, n) => stock.reserve({ id: `lost-${n}`, owners: ['k'], lines: LINES })),
    );
    expect(lost.every(({ kind }) => kind === 'unknown')).toBe(true);
    lose('off');
    const kinds: string[] = [];
    for (let attempt = 0; attempt < 20 && kinds.at(-1) !== 'reserved'; attempt += 1) {
      kinds.push((await stock.reserve({ id: 'after', owners: ['k'], lines: LINES })).kind);
      if (kinds.at(-1) !== 'reserved') await sleep(100);
    }
    expect(kinds.at(-1)).toBe('reserved');
    expect((await stock.reserve({ id: 'next', owners: ['k'], lines: LINES })).kind).toBe('reserved');
  });
});

describe('a sale of 50,000 stock keys', () => {
  it('opens in one call', async () => {
    const stock = redisStock(redis.client, { saleId: 'large', deadlineMs: 20_000 });
    const allotments = Array.from({ length: 50_000 }, (_, n) => ({ stockKey: `SKU-${n}`, quantity: 1 }));
    expect(await stock.open({ allotments })).toEqual({ kind: 'opened' });
    expect(await stock.open({ allotments })).toEqual({ kind: 'already' });
    const order = { id: 'o1', owners: ['k'], lines: [{ stockKey: 'SKU-49999', quantity: 1 }] };
    expect(await stock.reserve(order)).toMatchObject({ kind: 'reserved' });
  });
});

describe('a turn of the event loop that lasts long', () => {
  it('does not make the calls late that were made at its end', async () => {
    const stock = redisStock(redis.client, { saleId: 'long-turn', deadlineMs: 300 });
    await stock.open({ allotments: [{ stockKey: 'A', quantity: 5 }] });
    const first = stock.reserve({ id: 'first', owners: ['k'], lines: LINES });
    const until = performance.now() + 320;
    while (performance.now() < until);
    const last = stock.reserve({ id: 'last', owners: ['k'], lines: LINES });
    expect(await last).toMatchObject({ kind: 'reserved' });
    expect(await first).toMatchObject({ kind: 'refused', reason: 'late' });
  });
});

/** A client that can stop handing on what it is asked: its promises then stay pending for ever. */
function losingClient(): { readonly client: RedisClient; readonly lose: (whether: 'on' | 'off') => void } {
  let isLosing = false;
  return {
    client: {
      call: (command, ...words) =>
        isLosing ? new Promise(() => undefined) : redis.client.call(command, ...words),
    },
    lose: (whether) => {
      isLosing = whether === 'on';
    },
  };
}
