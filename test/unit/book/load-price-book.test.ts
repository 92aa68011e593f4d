import { describe, expect, it } from 'vitest';
import { loadPriceBook } from '../../../src/book/load-price-book.js';
import type { PriceBook } from '../../../src/book/price-book.js';
import type { PriceBookEntry } from '../../../src/catalog/price-book.js';
import { isGuardError } from '../../../src/core/errors.js';
import { bookBytes, entryOf, HEADER, inPieces, SEALER } from './sample-book.js';

async function load(entries: readonly PriceBookEntry[], seed?: number): Promise<PriceBook> {
  const bytes = await bookBytes(entries);
  const trust = { publicKeys: [SEALER.publicKey] };
  const result = await loadPriceBook(inPieces(bytes, 1000), seed === undefined ? trust : { ...trust, seed });
  if (result.kind === 'refused') throw new Error(result.message);
  return result.book;
}

const FULL = entryOf('B"\\ /한', {
  priceList: 'vip 목록',
  currency: 'USD',
  priceMinor: Number.MAX_SAFE_INTEGER,
  floorMinor: 0,
  referenceMinor: 1,
  referenceSource: 'peer-estimate',
  stockKey: 'pool-😀',
  allotment: 1_000_000_000,
  perCustomerMax: 1,
  components: [
    { stockKey: 'z', quantity: 1_000_000_000 },
    { stockKey: 'a"', quantity: 1 },
  ],
  isGift: true,
});
const BARE = entryOf('A', { referenceMinor: undefined, referenceSource: undefined });

describe('a loaded price book', () => {
  it('gives back every entry as it was sealed, in the order of the book', async () => {
    const book = await load([FULL, BARE]);
    expect(book.count).toBe(2);
    expect([...book.entries()]).toEqual([BARE, FULL]);
    expect(book.find('A', 'default', 'KRW')).toEqual(BARE);
    expect(book.find('B"\\ /한', 'vip 목록', 'USD')).toEqual(FULL);
    expect(book.header).toEqual(HEADER);
    expect(book.trailer.count).toBe(2);
  });

  it('answers by ordinal without making an object', async () => {
    const book = await load([FULL, BARE]);
    const full = book.ordinalOf('B"\\ /한', 'vip 목록', 'USD');
    expect(full).toBe(1);
    expect(book.entryAt(full)).toEqual(FULL);
    expect([
      book.priceMinorAt(full),
      book.floorMinorAt(full),
      book.referenceMinorAt(full),
      book.referenceSourceAt(full),
      book.allotmentAt(full),
      book.perCustomerMaxAt(full),
      book.isGiftAt(full),
      book.stockKeyAt(full),
    ]).toEqual([Number.MAX_SAFE_INTEGER, 0, 1, 'peer-estimate', 1_000_000_000, 1, true, 'pool-😀']);
    expect([
      book.referenceMinorAt(0),
      book.referenceSourceAt(0),
      book.allotmentAt(0),
      book.perCustomerMaxAt(0),
      book.isGiftAt(0),
      book.stockKeyAt(0),
    ]).toEqual([undefined, undefined, undefined, undefined, false, 'A']);
  });

  it('lists every entry of a SKU', async () => {
    const lists = ['default', 'vip', 'web'].map((priceList) => entryOf('B', { priceList }));
    const book = await load([entryOf('A'), ...lists, entryOf('BB'), entryOf('C')]);
    const listed = (sku: string) => book.ordinalsOfSku(sku).map((ordinal) => book.entryAt(ordinal));
    expect(listed('B')).toEqual(lists);
    expect(listed('C')).toEqual([entryOf('C')]);
    for (const sku of ['', '0', 'AA', 'BA', 'D', '\ud800']) expect(listed(sku)).toEqual([]);
  });

  it('tells an allotment of nothing from none', async () => {
    const book = await load([entryOf('A', { allotment: 0 }), entryOf('B')]);
    expect([book.allotmentAt(0), book.allotmentAt(1)]).toEqual([0, undefined]);
  });

  it.each([
    ['another SKU', 'C', 'default', 'KRW'],
    ['a SKU in another case', 'a', 'default', 'KRW'],
    ['a SKU with a blank more', 'A ', 'default', 'KRW'],
    ['the start of a SKU', 'B', 'vip 목록', 'USD'],
    ['another price list', 'A', 'vip 목록', 'KRW'],
    ['another currency', 'A', 'default', 'USD'],
    ['no currency', 'A', 'default', '__proto__'],
    ['no SKU', '', 'default', 'KRW'],
    ['__proto__', '__proto__', 'default', 'KRW'],
    ['a price list of Object', 'A', 'constructor', 'KRW'],
    ['half of a surrogate pair', '\ud83d', 'default', 'KRW'],
    ['a very long text', 'A'.repeat(100_000), 'default', 'KRW'],
  ])('does not find %s', async (_, sku, priceList, currency) => {
    const book = await load([FULL, BARE]);
    expect(book.ordinalOf(sku, priceList, currency)).toBe(-1);
    expect(book.find(sku, priceList, currency)).toBeUndefined();
  });

  it('does not take the replacement character for half of a surrogate pair', async () => {
    const book = await load([entryOf('A\ufffd')]);
    expect(book.ordinalOf('A\ufffd', 'default', 'KRW')).toBe(0);
    expect(book.ordinalOf('A\ud800', 'default', 'KRW')).toBe(-1);
  });

  it.each([undefined, 1, -1, 2 ** 31 - 1, 0.5])('finds every entry under the seed %s', async (seed) => {
    const entries = Array.from({ length: 3_000 }, (_, at) =>
      entryOf(`SKU-${at}`, { priceMinor: 20_000 + at }),
    );
    const book = await load(entries, seed);
    for (let at = 0; at < entries.length; at++) {
      const ordinal = book.ordinalOf(`SKU-${at}`, 'default', 'KRW');
      expect(book.priceMinorAt(ordinal)).toBe(20_000 + at);
      expect(book.ordinalOf(`SKU_${at}`, 'default', 'KRW')).toBe(-1);
    }
  });

  it('of no entry finds nothing', async () => {
    const book = await load([]);
    expect(book.count).toBe(0);
    expect(book.ordinalOf('A', 'default', 'KRW')).toBe(-1);
  });

  it('refuses an ordinal that is none: a price of 0 must never come from nowhere', async () => {
    const book = await load([BARE]);
    for (const ordinal of [-1, 1, 0.5, NaN]) {
      expect(() => book.priceMinorAt(ordinal)).toThrow('no entry of ordinal');
      expect(catchError(() => book.entryAt(ordinal))).toSatisfy((error) =>
        isGuardError(error, 'invalid-argument'),
      );
    }
  });

  it('knows when its sale is open', async () => {
    const book = await load([]);
    const { startsAt, endsAt } = HEADER;
    expect([startsAt - 1, startsAt, endsAt - 1, endsAt].map((now) => book.windowAt(now))).toEqual([
      'not-yet',
      'open',
      'open',
      'over',
    ]);
  });

  it('cannot be changed from outside', async () => {
    const book = await load([BARE]);
    expect(Object.isFrozen(book.header) && Object.isFrozen(book.header.channels)).toBe(true);
    expect(Object.isFrozen(book.trailer)).toBe(true);
    const entry = book.entryAt(0) as { priceMinor: number };
    entry.priceMinor = 1;
    expect(book.priceMinorAt(0)).toBe(BARE.priceMinor);
  });
});

function catchError(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}
