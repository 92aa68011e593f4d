import { describe, expect, it } from 'vitest';
import type { RedisClient } from '../../../../src/stores/redis/client.js';
import { SCRIPTS } from '../../../../src/stores/redis/script-set.js';
import { redisStock } from '../../../../src/stores/redis/stock-store.js';
import { STOCK_OPERATIONS } from '../../../../src/testing/stock/command.js';

const ORDER = { id: 'o1', owners: ['k1.ann'], lines: [{ stockKey: 'EP-100', quantity: 1 }] };

/** A client that answers TIME, and scripts as the test says. */
function clientOf(answer: (sha: string) => Promise<unknown>): RedisClient {
  return {
    call: (command, ...args) =>
      command === 'TIME' ? Promise.resolve(['1800000000', '0']) : answer(String(args[0])),
  };
}

describe('a request that throws when it is looked at', () => {
  it.each(STOCK_OPERATIONS.filter((operation) => operation !== 'status' && operation !== 'activity'))(
    'is a rejection of %s, and nothing is sent',
    async (operation) => {
      const sent: string[] = [];
      const client = clientOf((sha) => {
        sent.push(sha);
        return Promise.resolve([]);
      });
      const request = new Proxy(
        {},
        {
          ownKeys: () => {
            throw new Error('hands off');
          },
          get: () => {
            throw new Error('hands off');
          },
        },
      );
      const answer = redisStock(client, { saleId: 'sale' })[operation](request as never);
      await expect(answer).rejects.toThrow('hands off');
      expect(sent).toEqual([]);
    },
  );
});

describe('an answer no script of this library gives', () => {
  const nonsense = (): Promise<unknown> => Promise.resolve('nonsense');

  it.each([
    ['with memory to spare', nonsense],
    [
      'while memory is short',
      (sha: string) =>
        sha === SCRIPTS.apply.sha ? Promise.reject(new Error('OOM command not allowed')) : nonsense(),
    ],
  ])('is our own bug and not a lost connection, %s', async (_, answer) => {
    const stock = redisStock(clientOf(answer), { saleId: 'sale' });
    await expect(stock.reserve(ORDER)).rejects.toMatchObject({ code: 'assertion' });
  });
});
