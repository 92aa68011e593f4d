import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StockStore } from '../../../src/stock/store.js';
import { hashOf } from './raw-keys.js';
import { openSale, type TestSale } from './sale.js';
import { serveRedis, type ServedRedis } from './server.js';

const LINES = [{ stockKey: 'A', quantity: 1 }];
const OOM = { kind: 'refused', reason: 'unavailable', error: 'OOM' };

let redis: ServedRedis;
let sale: TestSale;

beforeAll(async () => {
  redis = await serveRedis({ config: { 'maxmemory-policy': 'noeviction' } });
  sale = await openSale(redis.client, {
    allotments: [{ stockKey: 'A', quantity: 20, perCustomer: 20 }],
    ttlMs: 60_000,
  });
  const { stock } = sale;
  for (const id of ['reserved', 'payable', 'bought', 'paying', 'paying-2', 'lapsing', 'lapsed']) {
    const ttlMs = id.startsWith('laps') ? 1_000 : 60_000;
    expect(await stock.reserve({ id, owners: ['k'], lines: LINES, ttlMs })).toMatchObject({
      kind: 'reserved',
    });
  }
  await stock.commit({ id: 'bought', paymentRef: 'p' });
  await stock.beginPayment({ id: 'paying', ttlMs: 60_000 });
  await stock.beginPayment({ id: 'paying-2', ttlMs: 60_000 });
  await sale.advance(1_000);
  await redis.client.config('SET', 'maxmemory', '1mb');
});
afterAll(() => redis.stop());

describe('a server that is out of memory', () => {
  it.each<[string, (stock: StockStore) => Promise<unknown>]>([
    ['reserve', (stock) => stock.reserve({ id: 'new', owners: ['k'], lines: LINES })],
    [
      'supersede',
      (stock) => stock.supersede({ id: 'new', owners: ['k'], lines: LINES, previousId: 'reserved' }),
    ],
    ['begin of a payment', (stock) => stock.beginPayment({ id: 'payable', ttlMs: 60_000 })],
    ['extension', (stock) => stock.extend({ id: 'reserved', attempt: 1, ttlMs: 60_000 })],
    ['restock', (stock) => stock.restock({ id: 'a1', lines: LINES })],
    ['opening', (stock) => stock.open({ allotments: [{ stockKey: 'A', quantity: 20 }] })],
  ])('refuses a %s cleanly', async (_, act) => {
    const before = await hashOf(redis.client, sale.keys.meta);
    expect(await act(sale.stock)).toEqual(OOM);
    expect(await hashOf(redis.client, sale.keys.meta)).toEqual(before);
  });

  it('does not open another sale', async () => {
    const other = sale.neighbour({ saleId: 'another' });
    expect(await other.open({ allotments: [{ stockKey: 'A', quantity: 1 }] })).toEqual(OOM);
  });

  it('says why not to a late payment that asks for a rescue', async () => {
    expect(await sale.stock.commit({ id: 'lapsing', paymentRef: 'p', late: 'rescue' })).toEqual({
      kind: 'expired',
      rescue: { reason: 'unavailable', error: 'OOM' },
    });
  });

  it('still tells a retry what became of it', async () => {
    expect(
      await sale.stock.reserve({ id: 'reserved', owners: ['k'], lines: LINES, ttlMs: 60_000 }),
    ).toMatchObject({
      kind: 'replayed',
      state: 'reserved',
    });
    expect(await sale.stock.beginPayment({ id: 'paying', ttlMs: 60_000 })).toMatchObject({
      kind: 'extended',
    });
    expect(await sale.stock.commit({ id: 'bought', paymentRef: 'p' })).toEqual({ kind: 'already' });
  });

  it('still finishes and gives back: commit, release, restore, expire, stop', async () => {
    const { stock } = sale;
    const verdicts = await Promise.all([
      stock.commit({ id: 'paying', paymentRef: 'p' }),
      stock.release({ id: 'reserved' }),
      stock.restore({ id: 'bought', restoreId: 'r', to: 'stock' }),
      stock.expire(),
      stock.setMode({ mode: 'drain', actor: 'kim', reason: 'no memory' }),
      stock.commit({ id: 'paying-2', paymentRef: 'p' }),
    ]);
    expect(verdicts.map((verdict) => verdict.kind)).toEqual([
      'committed',
      'released',
      'restored',
      'swept',
      'changed',
      'committed',
    ]);
    expect((await hashOf(redis.client, sale.keys.stock)).get('A')).toBe('20 1 2 0 20 0');
  });

  it('is still read: status, snapshot, availability', async () => {
    expect(await sale.stock.status('paying')).toMatchObject({ reservation: { state: 'committed' } });
    expect(await sale.stock.snapshot()).toMatchObject({ kind: 'found' });
    expect(await sale.stock.availability()).toMatchObject({ kind: 'found' });
  });

  it('sells again when there is memory', async () => {
    await redis.client.config('SET', 'maxmemory', '0');
    await sale.stock.setMode({ mode: 'open', actor: 'kim', approver: 'lee', reason: 'memory is back' });
    expect(await sale.stock.reserve({ id: 'new', owners: ['k'], lines: LINES })).toMatchObject({
      kind: 'reserved',
    });
  });
});
