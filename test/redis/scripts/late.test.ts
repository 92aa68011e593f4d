import type { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RedisClient } from '../../../src/stores/redis/client.js';
import { redisStock } from '../../../src/stores/redis/stock-store.js';
import { OPEN_SCRIPT } from '../../../src/stores/redis/scripts.js';
import { hashOf } from './raw-keys.js';
import { saleKeys } from '../../../src/stores/redis/keys.js';
import { serveRedis, type ServedRedis } from './server.js';

const LINES = [{ stockKey: 'A', quantity: 1 }];
let redis: ServedRedis;

beforeAll(async () => {
  redis = await serveRedis();
});
afterAll(() => redis.stop());

describe('a request that reaches the server after its own deadline', () => {
  it('is not carried out: it waited in a queue, and its caller has gone', async () => {
    const saleId = 'late-1';
    await redisStock(redis.client, { saleId, deadlineMs: 20_000 }).open({
      allotments: [{ stockKey: 'A', quantity: 5 }],
    });
    let arrived: Promise<unknown> = Promise.resolve();
    const slow: RedisClient = {
      call(command, ...words) {
        const send = (): Promise<unknown> => redis.client.call(command, ...words);
        if (!command.startsWith('EVAL')) return send();
        arrived = new Promise((resolve) => setTimeout(resolve, 150)).then(send);
        return arrived;
      },
    };
    const stock = redisStock(slow, { saleId, deadlineMs: 60 });
    const verdict = await stock.reserve({ id: 'o1', owners: ['k'], lines: LINES });
    expect(verdict).toMatchObject({ kind: 'unknown', because: 'deadline' });
    const reply = await arrived.catch((error: unknown) => error);
    if (reply instanceof Error) expect(reply.message).toMatch(/^NOSCRIPT/);
    // Both forms of the call have arrived by then, if there were two.
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await hashOf(redis.client, saleKeys({ saleId }).stock)).get('A')).toBe('5 0 0 0 0 0');
    expect(await redis.client.exists(saleKeys({ saleId }).reservations)).toBe(0);
  });

  it.each([
    ['behind', -30_000],
    ['ahead', 30_000],
  ])('is told apart by the clock of the server, also when that was learnt %s', async (_, offsetMs) => {
    const saleId = `late-2${offsetMs}`;
    const client = withFalseTime(redis.client, offsetMs);
    const stock = redisStock(client, { saleId, deadlineMs: 5_000 });
    await redisStock(redis.client, { saleId, deadlineMs: 20_000 }).open({
      allotments: [{ stockKey: 'A', quantity: 5 }],
    });
    expect(await stock.reserve({ id: 'o1', owners: ['k'], lines: LINES })).toMatchObject({
      kind: 'reserved',
    });
    expect(await stock.commit({ id: 'o1', paymentRef: 'p' })).toEqual({ kind: 'committed', rescued: false });
    expect((await hashOf(redis.client, saleKeys({ saleId }).stock)).get('A')).toBe('5 0 1 0 0 0');
    const calls = client.asked.filter((command) => command.startsWith('EVAL')).length;
    // One more when the first was taken for late: its refusal says what the time is.
    expect(calls).toBeLessThanOrEqual(4);
  });

  it('is refused as late when the script itself is asked, with no effect', async () => {
    const saleId = 'late-3';
    const stock = redisStock(redis.client, { saleId, deadlineMs: 5_000 });
    await stock.open({ allotments: [{ stockKey: 'A', quantity: 5 }] });
    const notAfter: RedisClient = {
      call: (command, ...words) => {
        // Behind the script, the number of keys and the 8 keys stand the arguments; the 8th is the time.
        const changed = [...words];
        if (command.startsWith('EVAL')) changed[2 + 8 + 7] = '1000';
        return redis.client.call(command, ...changed);
      },
    };
    const late = redisStock(notAfter, { saleId, deadlineMs: 500 });
    expect(await late.reserve({ id: 'o1', owners: ['k'], lines: LINES })).toEqual({
      kind: 'refused',
      reason: 'late',
    });
    expect(await redis.client.exists(saleKeys({ saleId }).reservations)).toBe(0);
  });
});

describe('an opening that was taken for late', () => {
  it('goes through when it is sent again: what was believed of the clock is forgotten', async () => {
    const asked: string[] = [];
    let isWrong = true;
    const client: RedisClient = {
      call(command, ...words) {
        const changed = [...words];
        // Behind the script, the number of keys and the 8 keys: layout version, then the time after which nothing may be done.
        if (isOpening(words)) {
          asked.push(String(words[NOT_AFTER]));
          if (isWrong) changed[NOT_AFTER] = '1000';
        }
        return redis.client.call(command, ...changed);
      },
    };
    const stock = redisStock(client, { saleId: 'late-open', deadlineMs: 5_000 });
    await stock.expire();
    const open = { allotments: [{ stockKey: 'A', quantity: 5 }] };
    expect(await stock.open(open)).toEqual({ kind: 'refused', reason: 'late' });
    isWrong = false;
    expect(await stock.open(open)).toEqual({ kind: 'opened' });
    expect(Number(asked[0])).toBeGreaterThan(1_000);
    // Asked anew, and not what was believed before.
    expect(Number(asked.at(-1))).toBeGreaterThan(1_000);
  });
});

const NOT_AFTER = 2 + 8 + 1;

/** By SHA or by text: the first call of a script comes in both forms. */
function isOpening(words: readonly unknown[]): boolean {
  return words[0] === OPEN_SCRIPT.sha || words[0] === OPEN_SCRIPT.source;
}

/** A client whose server tells another time when asked for it alone, as one that was set since. */
function withFalseTime(client: Redis, offsetMs: number): RedisClient & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    async call(command, ...words) {
      asked.push(command);
      const reply = await client.call(command, ...words);
      if (command !== 'TIME') return reply;
      const [seconds, micros] = reply as readonly (number | string)[];
      return [String(Number(seconds) + offsetMs / 1_000), String(micros)];
    },
  };
}
