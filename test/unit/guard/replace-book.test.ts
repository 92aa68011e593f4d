import { describe, expect, it } from 'vitest';
import type { PriceBook } from '../../../src/book/price-book.js';
import { entryOf } from '../book/sample-book.js';
import { bookOf, ENTRIES, lineOf, makeWorld, orderOf } from './guard-world.js';

const SWAP = { overlapMs: 60_000, actor: 'minji', reason: 'price correction' };
const DEARER = ENTRIES.map((entry) => (entry.sku === 'EP-100' ? { ...entry, priceMinor: 13_900 } : entry));

function later(entries = ENTRIES, epoch = 4): Promise<PriceBook> {
  return bookOf(entries, { epoch });
}

describe('replacePriceBook', () => {
  it('judges by the new book from then on', async () => {
    const { guard, stock } = await makeWorld();
    expect(await guard.replacePriceBook(await later(DEARER), SWAP)).toEqual({
      kind: 'replaced',
      previous: 3,
      changed: 1,
    });
    expect(guard.epoch).toBe(4);
    expect(await guard.admit(orderOf('order-1'))).toMatchObject({ kind: 'rejected', reason: 'price' });
    const lines = [lineOf('EP-100', { unitPriceMinor: 13_900 })];
    expect(await guard.admit(orderOf('order-2', { lines }))).toMatchObject({ kind: 'admitted', epoch: 4 });
    expect(await stock.snapshot()).toMatchObject({ snapshot: { epoch: 4, overlap: { epoch: 3 } } });
  });

  it('counts what is dearer, cheaper or gone, and not what came', async () => {
    const { guard } = await makeWorld();
    const entries = DEARER.filter(({ sku }) => sku !== 'VIP-1').map((entry) =>
      entry.sku === 'CABLE' ? { ...entry, priceMinor: 4_500 } : entry,
    );
    const set = entryOf('SET-2', { components: [{ stockKey: 'CABLE', quantity: 2 }] });
    expect(await guard.replacePriceBook(await later([...entries, set]), SWAP)).toMatchObject({ changed: 3 });
  });

  it('rolls back to the book before', async () => {
    const { guard, book } = await makeWorld();
    await guard.replacePriceBook(await later(DEARER), SWAP);
    expect(await guard.replacePriceBook(book, SWAP)).toMatchObject({ kind: 'replaced', previous: 4 });
    expect(await guard.admit(orderOf('order-1'))).toMatchObject({ kind: 'admitted', epoch: 3 });
  });

  it('follows another process that was first', async () => {
    const { guard, stock } = await makeWorld();
    await stock.setEpoch({ epoch: 4, ...SWAP });
    expect(await guard.replacePriceBook(await later(DEARER), SWAP)).toMatchObject({
      kind: 'replaced',
      previous: 3,
    });
    expect(guard.epoch).toBe(4);
  });

  it('is done already when the same book is in force', async () => {
    const { guard, book } = await makeWorld();
    expect(await guard.replacePriceBook(book, SWAP)).toEqual({ kind: 'already' });
  });

  it('finds an order again that was sent before the swap, its answer lost', async () => {
    const { guard } = await makeWorld();
    const cable = orderOf('order-1', { lines: [lineOf('CABLE')] });
    await guard.admit(cable);
    await guard.replacePriceBook(await later(DEARER), SWAP);
    expect(await guard.admit(cable)).toMatchObject({ kind: 'admitted', replayed: true, epoch: 3 });
  });

  it('rejects an order again whose price is no longer approved, but never one that was bought', async () => {
    const { guard } = await makeWorld();
    await guard.admit(orderOf('order-1'));
    await guard.admit(orderOf('order-2'));
    await guard.commit({ id: 'order-2', paymentRef: 'pay-1' });
    await guard.replacePriceBook(await later(DEARER), SWAP);
    expect(await guard.admit(orderOf('order-1'))).toMatchObject({ kind: 'rejected', reason: 'price' });
    expect(await guard.admit(orderOf('order-2'))).toMatchObject({ kind: 'admitted', state: 'committed' });
  });

  it('takes one after the other when two are asked for at once', async () => {
    const { guard } = await makeWorld();
    const verdicts = await Promise.all([
      guard.replacePriceBook(await later(DEARER, 4), SWAP),
      guard.replacePriceBook(await later(ENTRIES, 5), SWAP),
    ]);
    expect(verdicts).toMatchObject([
      { kind: 'replaced', previous: 3, changed: 1 },
      { kind: 'replaced', previous: 4, changed: 1 },
    ]);
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ['of another sale', () => bookOf(ENTRIES, { saleId: 'other', epoch: 4 }), '"other"'],
    ['that is none', () => Promise.resolve({ kind: 'loaded' }), 'no price book'],
    ['of the same number with other prices', () => later(DEARER, 3), 'higher epoch'],
    ['with stock keys the sale does not count', () => later([...ENTRIES, entryOf('NEW-1')]), 'NEW-1'],
  ])('keeps out a book %s', async (_, make, said) => {
    const { guard } = await makeWorld();
    const verdict = await guard.replacePriceBook((await make()) as PriceBook, SWAP);
    expect(verdict.kind).toBe('rejected');
    expect(verdict.kind === 'rejected' && verdict.problem).toContain(said);
    expect(guard.epoch).toBe(3);
  });

  it.each([{ overlapMs: -1 }, { overlapMs: 1.5 }, { actor: '' }, { reason: '' }, { force: true }])(
    'refuses the option %o',
    async (wrong) => {
      const { guard } = await makeWorld();
      const verdict = await guard.replacePriceBook(await later(), { ...SWAP, ...wrong });
      expect(verdict.kind).toBe('rejected');
      expect(verdict.kind === 'rejected' && verdict.problem).toContain(Object.keys(wrong)[0]);
      expect(guard.epoch).toBe(3);
    },
  );

  it('leaves the old book in force when the store gives no answer', async () => {
    const { guard } = await makeWorld({
      wrap: (stock) => ({
        ...stock,
        setEpoch: () => Promise.resolve({ kind: 'unknown', because: 'deadline', message: 'late' }),
      }),
    });
    expect(await guard.replacePriceBook(await later(), SWAP)).toMatchObject({ kind: 'unknown' });
    expect(guard.epoch).toBe(3);
  });
});
