import { describe, expect, it } from 'vitest';
import { diffPriceBooks, type BookDiff } from '../../../src/book/diff-price-books.js';
import { loadPriceBook } from '../../../src/book/load-price-book.js';
import type { PriceBook } from '../../../src/book/price-book.js';
import type { PriceBookEntry, PriceBookHeader } from '../../../src/catalog/price-book.js';
import { bookBytes, entryOf, HEADER, inPieces, SEALER } from './sample-book.js';

async function bookOf(
  entries: readonly PriceBookEntry[],
  header: Partial<PriceBookHeader> = {},
): Promise<PriceBook> {
  const bytes = await bookBytes(entries, { header: { ...HEADER, ...header } });
  const result = await loadPriceBook(inPieces(bytes), { publicKeys: [SEALER.publicKey] });
  if (result.kind === 'refused') throw new Error(result.message);
  return result.book;
}

async function diffOf(
  before: readonly PriceBookEntry[],
  after: readonly PriceBookEntry[],
  header: Partial<PriceBookHeader> = {},
): Promise<BookDiff> {
  return diffPriceBooks(await bookOf(before), await bookOf(after, header));
}

describe('two price books', () => {
  it('that say the same differ in nothing', async () => {
    const entries = [entryOf('A', { priceList: 'vip', stockKey: 'k' }), entryOf('B', { allotment: 3 })];
    const diff = await diffOf(entries, entries);
    expect([diff.header, diff.epoch, [...diff.changes]]).toEqual([[], 'same', []]);
  });

  it('differ in what was added, removed and changed, in the order of the books', async () => {
    const before = [entryOf('A'), entryOf('C'), entryOf('E'), entryOf('F', { priceList: 'vip' })];
    const after = [
      entryOf('B'),
      entryOf('C', { priceMinor: 12_800 }),
      entryOf('F', { currency: 'USD' }),
      entryOf('G'),
    ];
    const { changes } = await diffOf(before, after);
    expect(
      [...changes].map((change) => [
        change.kind,
        (change.kind === 'removed' ? change.before : change.after).sku,
      ]),
    ).toEqual([
      ['removed', 'A'],
      ['added', 'B'],
      ['changed', 'C'],
      ['removed', 'E'],
      ['added', 'F'],
      ['removed', 'F'],
      ['added', 'G'],
    ]);
    // Read again, the same is told again.
    expect([...changes]).toHaveLength(7);
  });

  it('differ in all or nothing when one of them is empty', async () => {
    const entries = [entryOf('A'), entryOf('B')];
    expect([...(await diffOf([], entries)).changes].map(({ kind }) => kind)).toEqual(['added', 'added']);
    expect([...(await diffOf(entries, [])).changes].map(({ kind }) => kind)).toEqual(['removed', 'removed']);
  });

  it.each<[member: string, before: Partial<PriceBookEntry>, after: Partial<PriceBookEntry>]>([
    ['priceMinor', {}, { priceMinor: 12_901 }],
    ['floorMinor', {}, { floorMinor: 11_611 }],
    ['referenceMinor', {}, { referenceMinor: 20_000 }],
    ['referenceSource', {}, { referenceSource: 'list-price' }],
    ['allotment', {}, { allotment: 0 }],
    ['allotment', { allotment: 1 }, {}],
    ['perCustomerMax', {}, { perCustomerMax: 1 }],
    ['stockKey', {}, { stockKey: 'pool' }],
    ['components', {}, { components: [{ stockKey: 'x', quantity: 1 }] }],
    [
      'components',
      { components: [{ stockKey: 'x', quantity: 2 }] },
      { components: [{ stockKey: 'x', quantity: 1 }] },
    ],
    ['isGift', {}, { isGift: true }],
  ])('name what changed in an entry: %s', async (member, before, after) => {
    const diff = await diffOf([entryOf('A', before)], [entryOf('A', after)]);
    expect([...diff.changes]).toEqual([
      { kind: 'changed', before: entryOf('A', before), after: entryOf('A', after), members: [member] },
    ]);
  });

  it('compare by the currency of an entry, not by how the book writes it', async () => {
    const before = [entryOf('A', { currency: 'USD' })];
    const diff = diffPriceBooks(await bookOf(before), await bookOf(before, { currency: 'USD' }));
    expect([...diff.changes]).toEqual([]);
    expect(diff.header).toEqual(['currency']);
  });

  it('name what changed in the header, and whether the epoch was raised', async () => {
    const later = { epoch: 4, endsAt: HEADER.endsAt + 1, channels: [], lossBudgetMinor: undefined };
    const diff = await diffOf([], [], later);
    expect(diff.header).toEqual(['channels', 'endsAt', 'epoch', 'lossBudgetMinor']);
    expect(diff.epoch).toBe('raised');
    expect((await diffOf([], [], { epoch: 2 })).epoch).toBe('lowered');
  });
});
