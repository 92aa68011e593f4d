import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReserveRequest } from '../../../src/stock/request.js';
import { allKeys, hashOf, journalOf } from './raw-keys.js';
import { openSale } from './sale.js';
import { serveRedis, type ServedRedis } from './server.js';

let redis: ServedRedis;

beforeAll(async () => {
  redis = await serveRedis();
});
afterAll(() => redis.stop());

describe('a batch', () => {
  it('of hundreds of orders sells exactly what there is, in the order of the calls', async () => {
    const sale = await openSale(redis.client, { allotments: [{ stockKey: 'A', quantity: 300 }] });
    const lines = [{ stockKey: 'A', quantity: 1 }];
    const verdicts = await Promise.all(
      Array.from({ length: 512 }, (_, at) => sale.stock.reserve({ id: `o${at}`, owners: [`k${at}`], lines })),
    );
    const kinds = verdicts.map((verdict) => verdict.kind);
    expect(kinds.slice(0, 300).every((kind) => kind === 'reserved')).toBe(true);
    expect(kinds.slice(300).every((kind) => kind === 'refused')).toBe(true);
    // The opening, and one entry for each half in which so many go out.
    expect(await journalOf(sale.client, sale.keys)).toHaveLength(3);
    expect((await hashOf(sale.client, sale.keys.stock)).get('A')).toBe('300 300 0 0 0 0');
    expect((await hashOf(sale.client, sale.keys.meta)).get('records')).toBe('300');
  });

  it('decides each call on what the ones before it did', async () => {
    const sale = await openSale(redis.client, {
      allotments: [{ stockKey: 'A', quantity: 1, perCustomer: 1 }],
    });
    const { stock } = sale;
    const lines = [{ stockKey: 'A', quantity: 1 }];
    const verdicts = await Promise.all([
      stock.reserve({ id: 'o1', owners: ['ann'], lines }),
      stock.reserve({ id: 'o1', owners: ['ann'], lines }),
      stock.reserve({ id: 'o2', owners: ['bob'], lines }),
      stock.release({ id: 'o1' }),
      stock.reserve({ id: 'o3', owners: ['ann'], lines }),
      stock.commit({ id: 'o3', paymentRef: 'p' }),
      stock.commit({ id: 'o3', paymentRef: 'p' }),
      stock.setMode({ mode: 'closed', actor: 'kim', reason: 'done' }),
      stock.restore({ id: 'o3', restoreId: 'r', to: 'stock' }),
      stock.reserve({ id: 'o4', owners: ['bob'], lines }),
    ]);
    expect(verdicts.map((verdict) => ('reason' in verdict ? verdict.reason : verdict.kind))).toEqual([
      'reserved',
      'replayed',
      'insufficient',
      'released',
      'reserved',
      'committed',
      'already',
      'changed',
      'restored',
      'mode',
    ]);
  });

  it('carries orders of 200 lines for 8 owners: every counter and every owner is right', async () => {
    const keys = Array.from({ length: 200 }, (_, at) => `sku-${String(at).padStart(3, '0')}`);
    const allotments = keys.map((stockKey) => ({ stockKey, quantity: 20, perCustomer: 4 }));
    const sale = await openSale(redis.client, { allotments });
    const owners = Array.from({ length: 8 }, (_, at) => `owner-${at}`);
    const lines = keys.map((stockKey) => ({ stockKey, quantity: 2 }));
    const verdicts = await Promise.all(
      ['o1', 'o2', 'o3'].map((id) => sale.stock.reserve({ id, owners, lines })),
    );
    expect(verdicts.map((verdict) => verdict.kind)).toEqual(['reserved', 'reserved', 'refused']);
    const [, , third] = verdicts;
    if (third?.kind !== 'refused' || third.reason !== 'customer_limit') throw new Error('no customer limit');
    expect(third.limits).toHaveLength(200);
    const counters = await hashOf(sale.client, sale.keys.stock);
    for (const key of keys) expect(counters.get(key)).toBe('20 4 0 0 4 0');
    await Promise.all(['o1', 'o2'].map((id) => sale.stock.release({ id })));
    expect(await sale.client.exists(sale.keys.owners)).toBe(0);
  });

  it('reads and writes more than 4,000 values in bites: Lua unpacks fewer than 8,000', async () => {
    const count = 12_000;
    const allotments = Array.from({ length: count }, (_, at) => ({
      stockKey: `sku-${at}`,
      quantity: 5,
      perCustomer: 1,
    }));
    const sale = await openSale(redis.client, { allotments });
    expect(await sale.client.hlen(sale.keys.stock)).toBe(count);
    // Straight to the script: group commit would make several batches of these.
    const orders = Array.from({ length: 45 }, (_, order): ReserveRequest => {
      const lines = Array.from({ length: 200 }, (__, line) => ({
        stockKey: `sku-${200 * order + line}`,
        quantity: 1,
      }));
      return { id: `o${order}`, owners: [`k${order}`], lines };
    });
    const verdicts = await Promise.all(orders.map((order) => sale.stock.reserve(order)));
    expect(verdicts.every((verdict) => verdict.kind === 'reserved')).toBe(true);
    const counters = [...(await hashOf(sale.client, sale.keys.stock)).values()];
    expect(counters.filter((text) => text === '5 1 0 0 1 0')).toHaveLength(9_000);
    const snapshot = await sale.stock.snapshot();
    expect(snapshot.kind === 'found' ? snapshot.snapshot.counters.length : 0).toBe(count);
    const some = await sale.stock.snapshot({
      stockKeys: Array.from({ length: 2_000 }, (_, at) => `sku-${at}`),
    });
    expect(some.kind === 'found' ? some.snapshot.counters.length : 0).toBe(2_000);
  });

  it('sweeps 2,000 at a time', async () => {
    const sale = await openSale(redis.client, {
      allotments: [{ stockKey: 'A', quantity: 5_000, perCustomer: 1 }],
      ttlMs: 1_000,
    });
    const lines = [{ stockKey: 'A', quantity: 1 }];
    await Promise.all(
      Array.from({ length: 4_500 }, (_, at) =>
        sale.stock.reserve({ id: `o${at}`, owners: [`k${at}`], lines }),
      ),
    );
    await sale.advance(1_000);
    const sweeps = [];
    for (let sweep = 0; sweep < 3; sweep += 1) sweeps.push(await sale.stock.expire({ limit: 2_000 }));
    expect(sweeps).toEqual([
      { kind: 'swept', expired: 2_000, more: true },
      { kind: 'swept', expired: 2_000, more: true },
      { kind: 'swept', expired: 500, more: false },
    ]);
    expect(await sale.client.exists(sale.keys.due, sale.keys.owners)).toBe(0);
  });

  it('with one corrupt record stops that order alone; the others are carried out', async () => {
    const sale = await openSale(redis.client, { allotments: [{ stockKey: 'A', quantity: 10 }] });
    const lines = [{ stockKey: 'A', quantity: 1 }];
    await sale.stock.reserve({ id: 'bad', owners: ['k'], lines });
    await sale.client.hset(sale.keys.reservations, 'bad', 'r12 not ours');
    const [good, bad, other] = await Promise.allSettled([
      sale.stock.reserve({ id: 'o1', owners: ['k'], lines }),
      sale.stock.commit({ id: 'bad', paymentRef: 'p' }),
      sale.stock.reserve({ id: 'o2', owners: ['k'], lines }),
    ]);
    expect(good).toMatchObject({ value: { kind: 'reserved' } });
    expect(other).toMatchObject({ value: { kind: 'reserved' } });
    expect(bad).toMatchObject({ status: 'rejected', reason: { code: 'corrupt-state' } });
    expect((await hashOf(sale.client, sale.keys.stock)).get('A')).toBe('10 3 0 0 0 0');
  });

  it('that a corrupt counter stops has changed nothing', async () => {
    const sale = await openSale(redis.client, {
      allotments: [
        { stockKey: 'A', quantity: 10 },
        { stockKey: 'B', quantity: 10 },
      ],
    });
    await sale.client.hset(sale.keys.stock, 'B', '10 11 0 0 0 0');
    const before = await allKeys(sale.client);
    const order = {
      id: 'o1',
      owners: ['k'],
      lines: [
        { stockKey: 'A', quantity: 1 },
        { stockKey: 'B', quantity: 1 },
      ],
    };
    await expect(sale.stock.reserve(order)).rejects.toMatchObject({ code: 'corrupt-state' });
    expect(await allKeys(sale.client)).toEqual(before);
  });
});
