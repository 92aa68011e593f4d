import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startRedisServer, type RedisServer } from '../../src/testing/redis-server.js';
import { ExampleServer, type Answer } from './example-server.js';

let server: RedisServer;
const shops: ExampleServer[] = [];

beforeAll(async () => {
  server = await startRedisServer();
});

afterEach(async () => {
  await Promise.all(shops.splice(0).map((shop) => shop.stop()));
  await server.command('FLUSHALL');
});

afterAll(async () => {
  await server.stop();
});

async function shopOnRedis(): Promise<ExampleServer> {
  const url = `redis://${server.host}:${server.port}`;
  return await startShop([], { SALEGUARD_REDIS_URL: url });
}

async function shopInMemory(): Promise<ExampleServer> {
  return await startShop(['--memory'], {});
}

async function startShop(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<ExampleServer> {
  const shop = await ExampleServer.start({ program: 'checkout/server.mjs', words, environment });
  shops.push(shop);
  return shop;
}

const earphones = (account: string) => ({ account, lines: [{ stockKey: 'EP-100', quantity: 1 }] });

/** One shopper from the first click to the payment. */
async function buy(shop: ExampleServer, number: number): Promise<Answer> {
  const reserved = await shop.ask('PUT', `/orders/order-${number}`, earphones(`buyer-${number}`));
  return reserved.status === 200 ? await shop.ask('POST', `/orders/order-${number}/payment`) : reserved;
}

function summary(answers: readonly Answer[]): readonly string[] {
  return answers.map(({ status, body }) => `${status} ${String(body['kind'] ?? body['error'])}`).sort();
}

const soldThree = [
  ...Array<string>(3).fill('200 committed'),
  // Refused while the other three were still paying, or afterwards.
  ...Array<unknown>(7).fill(expect.stringMatching(/^409 (?:sold_out|reserved_by_others)$/)),
];

describe('the checkout example', () => {
  it('sells 3 of 3 to ten buyers at once, and stops in order', async () => {
    const shop = await shopOnRedis();
    const answers = await Promise.all(Array.from({ length: 10 }, (_, number) => buy(shop, number)));
    expect(summary(answers)).toEqual(soldThree);
    expect(await buy(shop, 10)).toMatchObject({ status: 409, body: { error: 'sold_out' } });
    expect(await shop.stop()).toBe(0);
  });

  it('sells 3 of 3 to ten buyers of two processes', async () => {
    const two = await Promise.all([shopOnRedis(), shopOnRedis()]);
    const answers = await Promise.all(
      two.flatMap((shop, at) => Array.from({ length: 5 }, (_, number) => buy(shop, at * 5 + number))),
    );
    expect(summary(answers)).toEqual(soldThree);
  });

  it('sells the same without a server', async () => {
    const shop = await shopInMemory();
    const answers = await Promise.all(Array.from({ length: 10 }, (_, number) => buy(shop, number)));
    expect(summary(answers)).toEqual(soldThree);
    expect(await shop.stop()).toBe(0);
  });

  it.each([
    ['on Redis', shopOnRedis],
    ['in memory', shopInMemory],
  ] as const)('knows an order again, gives it back and holds to the limit, %s', async (_, start) => {
    const shop = await start();
    const click = (id: string, account: string) => shop.ask('PUT', `/orders/${id}`, earphones(account));
    expect(summary([await click('a', 'anna')])).toEqual(['200 reserved']);
    expect(summary([await click('a', 'anna')])).toEqual(['200 replayed']);
    expect(summary([await click('a', 'bert')])).toEqual(['409 conflict']);
    expect(summary([await click('b', 'anna')])).toEqual(['409 customer_limit']);
    expect(summary([await shop.ask('DELETE', '/orders/a')])).toEqual(['200 released']);
    expect(summary([await shop.ask('DELETE', '/orders/a')])).toEqual(['200 already']);
    expect(summary([await click('a', 'anna')])).toEqual(['410 released']);
    expect(summary([await click('b', 'anna')])).toEqual(['200 reserved']);
    expect(summary([await shop.ask('POST', '/orders/b/payment')])).toEqual(['200 committed']);
    expect(summary([await shop.ask('POST', '/orders/b/payment')])).toEqual(['200 already']);
    expect(summary([await shop.ask('DELETE', '/orders/b')])).toEqual(['409 use_restore']);
    expect(await shop.ask('GET', '/orders/b')).toMatchObject({
      status: 200,
      body: { reservation: { state: 'committed', paymentRef: 'pay-b' } },
    });
  });

  it('answers bad requests without an effect', async () => {
    const shop = await shopInMemory();
    const asked = [
      await shop.ask('PUT', '/orders/a', 'no JSON'),
      await shop.ask('PUT', '/orders/a', earphones('phone: 010 1234 5678')),
      await shop.ask('PUT', '/orders/a', { account: 'anna', lines: [{ stockKey: 'EP-100', quantity: -1 }] }),
      await shop.ask('PUT', '/orders/a', { account: 'anna', lines: [{ stockKey: 'none', quantity: 1 }] }),
      await shop.ask('PUT', '/orders/a%20b', earphones('anna')),
      await shop.ask('PUT', '/orders/a', 'x'.repeat(70_000)),
      await shop.ask('POST', '/orders/a/payment'),
      await shop.ask('GET', '/orders/a'),
      await shop.ask('GET', '/elsewhere'),
    ];
    expect(asked.map(({ status }) => status)).toEqual([400, 400, 400, 404, 400, 400, 404, 404, 404]);
    const { body } = await shop.ask('GET', '/availability');
    expect(body['availability']).toMatchObject([{ band: 'many' }, { band: 'few' }]);
  });

  it('keeps no account in Redis, only its reference', async () => {
    const shop = await shopOnRedis();
    await shop.ask('PUT', '/orders/a', earphones('anna-the-canary'));
    const found: unknown = await server.command('KEYS', '*');
    if (!Array.isArray(found)) throw new Error('KEYS answers a list');
    const keys = found.map(String);
    expect(keys.length).toBeGreaterThan(0);
    const dumps = await Promise.all(keys.map((key) => server.command('DUMP', key)));
    expect(dumps.map(String).join('\n')).not.toContain('canary');
    const owners = keys.find((key) => key.endsWith(':owners'));
    const references: unknown = await server.command('HKEYS', String(owners));
    expect(JSON.stringify(references)).toMatch(/^\["k1\.[\w-]{22}"\]$/);
  });
});
