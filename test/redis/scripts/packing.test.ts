import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allKeys, allKeysButTotals, hashOf, ownersOf } from './raw-keys.js';
import { openSale } from './sale.js';
import { serveRedis, type ServedRedis } from './server.js';

/** Names that have broken parsers; each must be harmless inside a packed record. */
const NAMES: readonly string[] = [
  'a=1,b',
  '무선 이어폰',
  '가'.repeat(42),
  'x'.repeat(128),
  '__proto__',
  'constructor',
  '{}',
  '1',
  '12 34 5 0 0 0',
  "'); redis.call('FLUSHALL') --",
  '%d+',
];

let redis: ServedRedis;

beforeAll(async () => {
  redis = await serveRedis();
});
afterAll(() => redis.stop());

describe.each(NAMES)('a stock key called %s', (name) => {
  it('keeps its own counters and stands whole in the record of an order', async () => {
    const allotments = [
      { stockKey: name, quantity: 10, perCustomer: 5 },
      { stockKey: 'b', quantity: 7 },
    ];
    const { stock, client, keys } = await openSale(redis.client, { allotments });
    const lines = [
      { stockKey: name, quantity: 3 },
      { stockKey: 'b', quantity: 2 },
    ];
    await stock.reserve({ id: 'o1', owners: ['k1.ann'], lines, scopes: [name] });
    await stock.commit({ id: 'o1', paymentRef: 'p1' });
    await stock.restore({
      id: 'o1',
      restoreId: 'r1',
      to: 'quarantine',
      lines: [{ stockKey: name, quantity: 1 }],
    });

    const counters = await hashOf(client, keys.stock);
    expect(counters.get(name)).toBe('10 0 2 1 5 0');
    expect(counters.get('b')).toBe('7 0 2 0 0 0');
    expect(counters.size).toBe(2);
    expect(await ownersOf(client, keys)).toEqual(new Map([['k1.ann', [[name, 2]]]]));
    const sorted = [...lines].sort((a, b) => (a.stockKey < b.stockKey ? -1 : 1));
    expect(await stock.status('o1')).toMatchObject({
      kind: 'found',
      reservation: { lines: sorted, scopes: [name], restored: [{ stockKey: name, quantity: 1 }] },
    });
    expect(await stock.snapshot({ stockKeys: [name] })).toMatchObject({
      kind: 'found',
      snapshot: {
        counters: [{ stockKey: name, available: 7, committed: 2, quarantined: 1, perCustomer: 5 }],
      },
    });
  });

  it('can be stopped by its own scope', async () => {
    const { stock } = await openSale(redis.client, { allotments: [{ stockKey: name, quantity: 1 }] });
    await stock.setMode({ mode: 'drain', scope: `sku:${name}`, actor: 'kim', reason: 'a test' });
    expect(
      await stock.reserve({ id: 'o1', owners: ['k'], lines: [{ stockKey: name, quantity: 1 }] }),
    ).toEqual({
      kind: 'refused',
      reason: 'mode',
      mode: 'drain',
      scope: `sku:${name}`,
    });
  });
});

describe('what reaches Redis', () => {
  it('is eight keys of one hash tag at most, however many orders there are', async () => {
    const { stock, client, keys } = await openSale(redis.client);
    for (let at = 0; at < 5; at += 1) {
      await stock.reserve({ id: `o${at}`, owners: ['k1.ann'], lines: [{ stockKey: 'EP-100', quantity: 1 }] });
    }
    const own = [...(await allKeys(client)).keys()].filter((key) =>
      key.startsWith(keys.meta.replace('meta', '')),
    );
    expect(own.sort()).toEqual([keys.due, keys.journal, keys.meta, keys.reservations, keys.stock].sort());
    for (const key of own) expect(await client.ttl(key), 'no key of a sale lapses by itself').toBe(-1);
  });

  it('holds owners called __proto__ and constructor as any other', async () => {
    const allotments = [{ stockKey: 'EP-100', quantity: 10, perCustomer: 2 }];
    const { stock, client, keys } = await openSale(redis.client, { allotments });
    const lines = [{ stockKey: 'EP-100', quantity: 2 }];
    expect(
      await stock.reserve({ id: '__proto__', owners: ['__proto__', 'constructor'], lines }),
    ).toMatchObject({
      kind: 'reserved',
    });
    expect((await hashOf(client, keys.owners)).size).toBe(2);
    expect(await stock.reserve({ id: 'o2', owners: ['constructor'], lines })).toMatchObject({
      reason: 'customer_limit',
    });
    expect(await stock.release({ id: '__proto__' })).toEqual({ kind: 'released' });
    expect(await hashOf(client, keys.owners)).toEqual(new Map());
  });

  it('keeps amounts of 16 digits as they are', async () => {
    const { stock, client, keys } = await openSale(redis.client);
    const order = { id: 'o1', owners: ['k'], lines: [{ stockKey: 'EP-100', quantity: 1 }] };
    const markdownMinor = 1_234_567_890_123_456;
    await stock.reserve({ ...order, markdownMinor });
    expect((await hashOf(client, keys.meta)).get('lossSpentMinor')).toBe('1234567890123456');
    expect(await stock.status('o1')).toMatchObject({ reservation: { markdownMinor } });
  });

  it('refuses an order whose markdown would make the sum of the sale inexact, without a budget too', async () => {
    const { stock, client } = await openSale(redis.client);
    const order = { owners: ['k'], lines: [{ stockKey: 'EP-100', quantity: 1 }] };
    await stock.reserve({ id: 'o1', ...order, markdownMinor: Number.MAX_SAFE_INTEGER - 5 });
    const before = await allKeysButTotals(client);
    expect(await stock.reserve({ id: 'o2', ...order, markdownMinor: 6 })).toEqual({
      kind: 'refused',
      reason: 'loss_budget',
      remainingMinor: 5,
    });
    expect(await allKeysButTotals(client)).toEqual(before);
    expect(await stock.reserve({ id: 'o3', ...order, markdownMinor: 5 })).toMatchObject({ kind: 'reserved' });
    expect(await stock.release({ id: 'o1' })).toEqual({ kind: 'released' });
  });
});
