import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRedisServer, type RedisServer } from '../../src/testing/redis-server.js';
import type { Answer } from './example-server.js';
import { FastifyShop, type LoadReport } from './fastify-checkout-shop.js';

/** As catalog.csv of the example has them. */
const ALLOTTED: Readonly<Record<string, number>> = {
  'EP-100': 40,
  'HP-200': 25,
  'SP-300': 30,
  'KB-400': 50,
  'MS-500': 60,
};
const PRICES: Readonly<Record<string, number>> = {
  'EP-100': 89_000,
  'HP-200': 189_000,
  'SP-300': 59_000,
  'KB-400': 72_000,
  'MS-500': 29_000,
};
const UNITS = 205;
/** As stock.mjs of the example has it. */
const DEADLINE_MS = 400;

let redis: RedisServer;
let shop: FastifyShop;

beforeAll(async () => {
  redis = await startRedisServer({ config: { appendonly: 'yes', appendfsync: 'always' } });
  shop = new FastifyShop(`redis://${redis.host}:${redis.port}`);
  await shop.start();
});

afterAll(async () => {
  await shop.end('SIGTERM');
  shop.remove();
  await redis.stop();
});

function unitsBySku(report: LoadReport): Record<string, number> {
  const units: Record<string, number> = {};
  for (const { sku, quantity } of report.sold) units[sku] = (units[sku] ?? 0) + quantity;
  return units;
}

const problem = (name: string): unknown => expect.stringContaining(name);

describe('the checkout on Fastify', () => {
  it('refuses a price that nobody approved, in the language of the shopper, and sells at the approved price again', async () => {
    const order = { account: 'early', lines: [{ sku: 'EP-100', quantity: 1 }] };
    await shop.ask('PUT', '/prices/EP-100', { priceMinor: 8_900 });
    const refused = await shop.ask('PUT', '/orders/early-1', order);
    expect(refused).toMatchObject({ status: 409, body: { type: problem('price-not-confirmed') } });
    expect(JSON.stringify(refused.body)).not.toContain('8900');
    await shop.ask('PUT', '/prices/EP-100', { priceMinor: 89_000 });
    expect(await shop.ask('PUT', '/orders/early-2', order)).toMatchObject({ status: 200 });
    expect((await shop.ask('DELETE', '/orders/early-2')).status).toBe(204);
  });

  it('sells no unit twice and none at another price, although the server is killed in the middle of it', async () => {
    const killing = (async () => {
      await sleep(900);
      await shop.end('SIGKILL');
      await shop.start();
    })();
    const [report] = await Promise.all([shop.load(['400', '30', 'order']), killing]);
    const sold = unitsBySku(report);
    for (const [sku, units] of Object.entries(sold)) expect(units).toBeLessThanOrEqual(ALLOTTED[sku] ?? 0);
    // Every shopper wants one unit of one SKU: 80 for each, more than there are.
    expect(report.sold).toHaveLength(UNITS);
    // What a shopper was told is in the shop's own books, once, at the approved price.
    const rows = shop.orders();
    const ids = rows.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(report.sold.filter(({ id }) => !ids.includes(id))).toEqual([]);
    const lines = rows.flatMap((row) => row.lines ?? []);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter(({ sku, unitPriceMinor }) => unitPriceMinor !== PRICES[sku])).toEqual([]);
  });

  it('replays an order that was sold before the kill, and refuses it to somebody else', async () => {
    const [first] = shop.orders();
    const sku = first?.lines?.[0]?.sku ?? 'none';
    const order = { account: first?.id, lines: [{ sku, quantity: 1 }] };
    expect(await shop.ask('PUT', `/orders/${first?.id}`, order)).toMatchObject({
      status: 200,
      body: { state: 'committed' },
    });
    const other = { ...order, account: 'somebody-else' };
    expect(await shop.ask('PUT', `/orders/${first?.id}`, other)).toMatchObject({
      status: 409,
      body: { type: problem('conflict') },
    });
  });

  it('answers every request by its deadline while Redis stands still for five seconds, and goes on afterwards', async () => {
    await redis.pause();
    const stopped = Date.now();
    const answers: Answer[] = [];
    try {
      while (Date.now() - stopped < 5_000) {
        const id = `still-${answers.length}`;
        const order = { account: id, lines: [{ sku: 'MS-500', quantity: 1 }] };
        answers.push(await shop.ask('PUT', `/orders/${id}`, order));
      }
    } finally {
      redis.resume();
    }
    expect(answers.length).toBeGreaterThan(5);
    for (const { status, body, ms } of answers) {
      expect(status).toBe(503);
      expect(body['type']).toMatch(/unknown|store-failure/);
      // The machine may be busy with other tests: what is promised is the store's own deadline.
      expect(ms).toBeLessThan(DEADLINE_MS + 1_500);
    }
    await sleep(500);
    // Sold out by now, but answered.
    const order = { account: 'late-comer', lines: [{ sku: 'MS-500', quantity: 1 }] };
    expect((await shop.ask('PUT', '/orders/late-comer', order)).status).toBe(409);
  });
});
