import { describe, expect, it } from 'vitest';
import { entriesOf } from '../../../../src/pricing/references/merge.js';
import { JUNE, makerFor, observed, storeOf } from './observed.js';

describe('HistoryStore', () => {
  it('keeps SKU, price list and currency apart', () => {
    const store = storeOf([
      observed(JUNE, 100),
      observed(JUNE, 200, { priceList: 'overseas' }),
      observed(JUNE, 300, { currency: 'USD' }),
      observed(JUNE, 400, { sku: 'B' }),
    ]);
    const medians = [...entriesOf(store, makerFor(store))].map((entry) => entry.statistics?.medianMinor);
    expect(medians).toEqual([100, 300, 200, 400]);
  });

  it('tells its entries in the order of UTF-16 code units, whatever the order of the rows', () => {
    const skus = ['b', 'a', '가', 'B', 'a-1', '__proto__', 'constructor', '\u{1f3a7}', 'a'];
    const store = storeOf(skus.map((sku) => observed(JUNE, 100, { sku })));
    const told = [...entriesOf(store, makerFor(store))].map((entry) => entry.sku);
    expect(told).toEqual([...new Set(skus)].sort());
  });

  it('ends on the newest day of any key', () => {
    expect(storeOf([]).endsOn).toBeUndefined();
    expect(storeOf([observed(JUNE + 4, 1), observed(JUNE, 1, { sku: 'B' })]).endsOn).toBe(JUNE + 4);
  });

  it('has no entry for a key whose days have all left the window', () => {
    const store = storeOf([observed(JUNE, 100), observed(JUNE + 91, 100, { sku: 'B' })]);
    expect(store.keyCount).toBe(2);
    expect([...entriesOf(store, makerFor(store))].map((entry) => entry.sku)).toEqual(['B']);
  });

  it('makes entries of some keys only', () => {
    const store = storeOf(['A', 'B', 'C'].map((sku) => observed(JUNE, 100, { sku })));
    const only = new Set(['B\u001fdefault\u001fKRW', 'X\u001fdefault\u001fKRW']);
    expect([...entriesOf(store, makerFor(store), only)].map((entry) => entry.sku)).toEqual(['B']);
  });

  it('counts conflicting days and quarantined ones', () => {
    const days = Array.from({ length: 20 }, (_, at) => observed(JUNE + at, 10_000));
    const store = storeOf([...days, observed(JUNE + 3, 9_000), observed(JUNE + 20, 1_000)]);
    const maker = makerFor(store);
    expect([...entriesOf(store, maker)]).toHaveLength(1);
    expect(maker.tally).toEqual({
      keyCount: 1,
      quarantinedKeys: 1,
      quarantinedDays: 1,
      contaminatedKeys: 0,
      conflictingDays: 1,
    });
  });

  it.each([
    ['a fraction of a minor unit', observed(JUNE, 1.5)],
    ['not a number', observed(JUNE, NaN)],
    ['more than a safe integer', observed(JUNE, 2 ** 53)],
    ['half a day', observed(JUNE + 0.5, 100)],
    ['no SKU', observed(JUNE, 100, { sku: '' })],
    ['a line break in a SKU', observed(JUNE, 100, { sku: 'A\nB' })],
    ['the key separator in a price list', observed(JUNE, 100, { priceList: 'a\u001fb' })],
    ['half a character', observed(JUNE, 100, { sku: '\ud800' })],
  ])('refuses %s and stays usable', (_, row) => {
    const store = storeOf([observed(JUNE, 100)]);
    expect(() => store.observe(row)).toThrow(expect.objectContaining({ code: 'invalid-argument' }) as Error);
    store.observe(observed(JUNE + 1, 100, { sku: 'B' }));
    expect([...entriesOf(store, makerFor(store))].map((entry) => entry.sku)).toEqual(['A', 'B']);
  });
});
