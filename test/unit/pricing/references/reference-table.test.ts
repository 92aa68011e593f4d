import { describe, expect, it } from 'vitest';
import { entriesOf } from '../../../../src/pricing/references/merge.js';
import { ReferenceTable } from '../../../../src/pricing/references/reference-table.js';
import { JUNE, makerFor, observed, storeOf } from './observed.js';

const ROWS = Array.from({ length: 5000 }, (_, at) =>
  observed(JUNE + (at % 60), 10_000 + ((at * 37) % 900), {
    sku: `S${at % 700}`,
    priceList: at % 3 === 0 ? 'a' : 'b',
  }),
);

describe('ReferenceTable', () => {
  it.each([undefined, 5000])('finds the statistics of every key, expecting %s', (expectedCount) => {
    const store = storeOf(ROWS);
    const entries = [...entriesOf(store, makerFor(store))];
    const endsOn = JUNE + 59;
    const table = new ReferenceTable({
      endsOn,
      seed: 1,
      ...(expectedCount === undefined ? {} : { expectedCount }),
    });
    for (const entry of entries) table.add(entry);
    expect(table.count).toBe(entries.length);
    expect(table.endsOn).toBe(endsOn);
    for (const { sku, priceList, currency, statistics } of entries) {
      expect(table.find(sku, priceList, currency)).toEqual(statistics);
    }
  });

  it('keeps apart what differs in one part of the key', () => {
    const store = storeOf([observed(JUNE, 100)]);
    const table = new ReferenceTable({ endsOn: JUNE, seed: 1 });
    for (const entry of entriesOf(store, makerFor(store))) table.add(entry);
    expect(table.find('A', 'default', 'KRW')).toMatchObject({ medianMinor: 100, minimum30Minor: 100 });
    expect(table.find('A', 'default', 'USD')).toBeUndefined();
    expect(table.find('A', 'overseas', 'KRW')).toBeUndefined();
    expect(table.find('', 'Adefault', 'KRW')).toBeUndefined();
  });

  it('knows the last price of a SKU and price list in other currencies, and what its keys are called', () => {
    const store = storeOf([
      observed(JUNE, 100),
      observed(JUNE + 1, 120),
      observed(JUNE, 999, { currency: 'JPY' }),
      observed(JUNE, 500, { currency: 'EUR', priceList: 'eu' }),
    ]);
    const table = new ReferenceTable({ endsOn: JUNE + 1, seed: 1 });
    for (const entry of entriesOf(store, makerFor(store, JUNE + 1))) table.add(entry);
    expect(table.inOtherCurrencies('A', 'default', 'USD')).toEqual([
      { currency: 'JPY', priceMinor: 999, source: 'history' },
      { currency: 'KRW', priceMinor: 120, source: 'history' },
    ]);
    expect(table.inOtherCurrencies('A', 'default', 'KRW')).toMatchObject([{ currency: 'JPY' }]);
    expect(table.inOtherCurrencies('B', 'default', 'USD')).toEqual([]);
    expect(table.keys.priceLists).toEqual(['default', 'eu']);
    expect(table.keys.example).toEqual({ sku: 'A', priceList: 'default', currency: 'JPY' });
  });

  it('answers with one object that the next call fills anew', () => {
    const store = storeOf([observed(JUNE, 100), observed(JUNE, 200, { sku: 'B' })]);
    const table = new ReferenceTable({ endsOn: JUNE, seed: 1 });
    for (const entry of entriesOf(store, makerFor(store))) table.add(entry);
    const first = table.find('A', 'default', 'KRW');
    expect(table.find('B', 'default', 'KRW')).toBe(first);
    expect(first?.medianMinor).toBe(200);
  });

  it('does not know a key whose every price is quarantined', () => {
    const store = storeOf([observed(JUNE, 0)]);
    const table = new ReferenceTable({ endsOn: JUNE, seed: 1 });
    for (const entry of entriesOf(store, makerFor(store))) table.add(entry);
    expect([table.count, table.find('A', 'default', 'KRW')]).toEqual([0, undefined]);
  });
});
