import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StockStore } from '../../../src/stock/store.js';
import { hashOf, journalOf } from './raw-keys.js';
import { openSale, type TestSale } from './sale.js';
import { restoreKeys, saveKeys } from './saved-keys.js';
import { serveRedis, type ServedRedis } from './server.js';

const LINES = [{ stockKey: 'A', quantity: 1 }];
const KIM = { actor: 'kim', approver: 'lee', reason: 'counters put right' };

let redis: ServedRedis;

beforeAll(async () => {
  redis = await serveRedis();
});
afterAll(() => redis.stop());

describe('the sequence', () => {
  it('raises no alarm for two processes on one sale, whatever order they write in', async () => {
    const sale = await newSale();
    const other = sale.neighbour();
    for (let turn = 0; turn < 50; turn += 1) {
      await Promise.all([
        reserve(sale.stock, `a${turn}`),
        reserve(other, `b${turn}`),
        reserve(sale.stock, `c${turn}`),
        sale.stock.release({ id: `a${turn - 1}` }),
        reserve(other, `b${turn}`),
      ]);
    }
    expect(await sale.stock.snapshot()).toMatchObject({ snapshot: { regressed: false, mode: 'open' } });
    const meta = await hashOf(sale.client, sale.keys.meta);
    const callers = [...meta.keys()].filter((field) => field.startsWith('caller:'));
    expect(callers).toHaveLength(2);
    for (const field of callers) expect(meta.get(field)).toMatch(/^\d+ ([0-9a-z]{4}){1,32}$/);
  });

  it.each([
    ['at once', 0],
    ['after others wrote as much', 1],
    ['after others wrote much more', 40],
  ])('stops the sale when an acknowledged order is gone: %s', async (_, others) => {
    const sale = await newSale();
    await reserve(sale.stock, 'kept');
    const saved = await saveKeys(sale.client, sale.keys);
    await reserve(sale.stock, 'lost');
    await restoreKeys(sale.client, saved);
    const other = sale.neighbour();
    for (let at = 0; at < others; at += 1)
      expect(await reserve(other, `o${at}`)).toMatchObject({ kind: 'reserved' });
    expect(await reserve(sale.stock, 'next')).toEqual({ kind: 'refused', reason: 'regressed' });
    expect(await sale.stock.snapshot()).toMatchObject({ snapshot: { regressed: true, mode: 'freeze' } });
    // For everybody, not only for the one who noticed.
    expect(await reserve(other, 'more')).toEqual({ kind: 'refused', reason: 'regressed' });
    expect(await sale.stock.commit({ id: 'kept', paymentRef: 'p' })).toEqual({
      kind: 'refused',
      reason: 'regressed',
    });
    const events = (await journalOf(sale.client, sale.keys)).flatMap((entry) => entry.events);
    expect(events.filter(([letter]) => letter === 'g')).toHaveLength(1);
  });

  it('stops it when the process itself, by requests still under way, has written as much as it lost', async () => {
    const options = { callerId: 'shop-1', batching: 'off' as const };
    const sale = await openSale(redis.client, { allotments: [{ stockKey: 'A', quantity: 10 }] }, options);
    const saved = await saveKeys(sale.client, sale.keys);
    await reserve(sale.stock, 'lost');
    await restoreKeys(sale.client, saved);
    // As a request of the same caller that was on its way when the replica took over: it echoes nothing, under another token.
    const underWay = sale.neighbour(options);
    for (let call = 0; call < 3; call += 1) await underWay.expire();
    expect(await reserve(underWay, 'under-way')).toMatchObject({ kind: 'reserved' });
    expect(await reserve(sale.stock, 'next')).toEqual({ kind: 'refused', reason: 'regressed' });
  });

  it('says nothing against a request that more than 32 of its caller overtook', async () => {
    const sale = await openSale(
      redis.client,
      { allotments: [{ stockKey: 'A', quantity: 100 }] },
      { callerId: 'shop-1', batching: 'off' },
    );
    await reserve(sale.stock, 'first');
    const fast = sale.neighbour({ callerId: 'shop-1' });
    for (let at = 0; at < 40; at += 1) await reserve(fast, `o${at}`);
    expect(await reserve(sale.stock, 'slow')).toMatchObject({ kind: 'reserved' });
    const ring = (await hashOf(sale.client, sale.keys.meta)).get('caller:shop-1') ?? '';
    expect(ring).toMatch(/^42 ([0-9a-z]{4}){32}$/);
  });

  it.each(['reservations', 'stock', 'owners'] as const)(
    'notices when the hash of %s was evicted',
    async (name) => {
      const sale = await openSale(redis.client, {
        allotments: [{ stockKey: 'A', quantity: 10, perCustomer: 5 }],
      });
      await reserve(sale.stock, 'o1');
      await sale.client.del(sale.keys[name]);
      expect(await sale.stock.reserve({ id: 'o2', owners: ['k'], lines: LINES })).toEqual({
        kind: 'refused',
        reason: 'regressed',
      });
      expect(await sale.stock.snapshot()).toMatchObject({ snapshot: { regressed: true } });
    },
  );

  it('notices a single order that was deleted behind its back', async () => {
    const sale = await newSale();
    await reserve(sale.stock, 'o1');
    await reserve(sale.stock, 'o2');
    await sale.client.hdel(sale.keys.reservations, 'o1');
    expect(await reserve(sale.stock, 'o3')).toEqual({ kind: 'refused', reason: 'regressed' });
  });

  it('calls a sale whose meta was evicted unknown, never sold out', async () => {
    const sale = await newSale();
    await reserve(sale.stock, 'o1');
    await sale.client.del(sale.keys.meta);
    expect(await reserve(sale.stock, 'o2')).toEqual({ kind: 'refused', reason: 'unknown_sale' });
    await expect(sale.stock.open({ allotments: [{ stockKey: 'A', quantity: 50 }] })).rejects.toMatchObject({
      code: 'corrupt-state',
    });
  });

  it('still gives back while the sale is stopped', async () => {
    const sale = await newSale();
    await reserve(sale.stock, 'o1');
    await sell(sale.stock, 'o2');
    const saved = await saveKeys(sale.client, sale.keys);
    await reserve(sale.stock, 'lost');
    await restoreKeys(sale.client, saved);
    expect(await reserve(sale.stock, 'next')).toMatchObject({ reason: 'regressed' });
    expect(await sale.stock.release({ id: 'o1' })).toEqual({ kind: 'released' });
    expect(await sale.stock.restore({ id: 'o2', restoreId: 'r', to: 'stock' })).toMatchObject({
      kind: 'restored',
    });
  });

  it('stays shut until a second person accepts the regression, which starts another generation', async () => {
    const sale = await newSale();
    const saved = await saveKeys(sale.client, sale.keys);
    await reserve(sale.stock, 'lost');
    await restoreKeys(sale.client, saved);
    await reserve(sale.stock, 'next');
    const open = { mode: 'open' as const, ...KIM };
    expect(await sale.stock.setMode(open)).toEqual({ kind: 'refused', reason: 'regressed' });
    const alone = { ...open, approver: 'kim', regression: 'accepted' as const };
    expect(await sale.stock.setMode(alone)).toEqual({ kind: 'refused', reason: 'approver' });
    expect(await sale.stock.setMode({ ...open, regression: 'accepted' })).toEqual({
      kind: 'changed',
      previous: 'freeze',
      mode: 'open',
    });
    expect(await sale.stock.snapshot()).toMatchObject({
      snapshot: { mode: 'open', regressed: false, generation: 2 },
    });
    // Both the one who noticed and a newcomer go on, in the new generation.
    expect(await reserve(sale.stock, 'after')).toMatchObject({ kind: 'reserved' });
    expect(await reserve(sale.neighbour(), 'after-2')).toMatchObject({ kind: 'reserved' });
    expect(await sale.stock.snapshot()).toMatchObject({ snapshot: { regressed: false, generation: 2 } });
  });

  it('does not hold what an older generation acknowledged against the new one', async () => {
    const sale = await newSale();
    const other = sale.neighbour();
    await reserve(other, 'from-other');
    const saved = await saveKeys(sale.client, sale.keys);
    for (let at = 0; at < 5; at += 1) await reserve(other, `lost${at}`);
    await reserve(sale.stock, 'lost');
    await restoreKeys(sale.client, saved);
    await reserve(sale.stock, 'next');
    await sale.stock.setMode({ mode: 'open', ...KIM, regression: 'accepted' });
    expect(await reserve(other, 'on')).toMatchObject({ kind: 'reserved' });
    expect(await reserve(other, 'and-on')).toMatchObject({ kind: 'reserved' });
  });

  it('notices a loss in the new generation too, and a store that is a generation behind', async () => {
    const sale = await newSale();
    const old = await saveKeys(sale.client, sale.keys);
    await reserve(sale.stock, 'lost');
    await restoreKeys(sale.client, old);
    await reserve(sale.stock, 'next');
    await sale.stock.setMode({ mode: 'open', ...KIM, regression: 'accepted' });
    await reserve(sale.stock, 'after');
    await restoreKeys(sale.client, old);
    expect(await reserve(sale.stock, 'again')).toEqual({ kind: 'refused', reason: 'regressed' });
    const [event] = (await journalOf(sale.client, sale.keys)).at(-1)?.events ?? [];
    expect(event?.slice(0, 2)).toEqual(['g', 'generation']);
  });

  it('accepts counters that were put right by hand together with the regression', async () => {
    const sale = await newSale();
    await reserve(sale.stock, 'o1');
    await sale.client.hdel(sale.keys.reservations, 'o1');
    await reserve(sale.stock, 'o2');
    await sale.client.hset(sale.keys.stock, 'A', '10 0 0 0 0 0');
    await sale.stock.setMode({ mode: 'open', ...KIM, regression: 'accepted' });
    expect(await reserve(sale.stock, 'o3')).toMatchObject({ kind: 'reserved' });
    expect(await sale.stock.snapshot()).toMatchObject({ snapshot: { regressed: false } });
  });
});

function newSale(): Promise<TestSale> {
  return openSale(redis.client, { allotments: [{ stockKey: 'A', quantity: 200 }] });
}

function reserve(stock: StockStore, id: string): ReturnType<StockStore['reserve']> {
  return stock.reserve({ id, owners: ['k'], lines: LINES });
}

async function sell(stock: StockStore, id: string): Promise<void> {
  expect(await reserve(stock, id)).toMatchObject({ kind: 'reserved' });
  expect(await stock.commit({ id, paymentRef: 'p' })).toMatchObject({ kind: 'committed' });
}
