import { describe, expect, it } from 'vitest';
import { PreviousTable } from '../../../src/audit/previous-table.js';
import { offerKey } from '../../../src/catalog/offer-key.js';
import { makeOffer, type Offer, type OfferInit } from '../../../src/catalog/offer.js';

const offer = (init: Partial<OfferInit> = {}): Offer =>
  makeOffer({ sku: 'EP-100', currency: 'KRW', priceMinor: 129_000, ...init });

function tableOf(offers: readonly Offer[]): PreviousTable {
  const table = new PreviousTable({ seed: 1 });
  for (const one of offers) table.see(one);
  return table;
}

describe('the previous catalogue', () => {
  it('finds an offer by SKU, price list and currency', () => {
    const table = tableOf([offer({ pack: 6 })]);
    expect(table.find(offerKey(offer()))).toMatchObject({ priceMinor: 129_000, pack: 6 });
    expect(table.find(offerKey(offer({ currency: 'USD' })))).toBeUndefined();
  });

  it('knows what an offer cost in other currencies, by code, and in no other price list', () => {
    const table = tableOf([
      offer(),
      offer({ currency: 'JPY', priceMinor: 14_000 }),
      offer({ currency: 'EUR', priceMinor: 9_900, priceList: 'eu' }),
    ]);
    expect(table.inOtherCurrencies(offer({ currency: 'USD' }))).toEqual([
      { currency: 'JPY', priceMinor: 14_000, source: 'previous-catalogue' },
      { currency: 'KRW', priceMinor: 129_000, source: 'previous-catalogue' },
    ]);
    expect(table.inOtherCurrencies(offer({ currency: 'JPY' }))).toHaveLength(1);
    expect(table.inOtherCurrencies(offer({ sku: 'EP-200', currency: 'USD' }))).toEqual([]);
  });

  it('says the same of a SKU that stands twice, whichever row came first', () => {
    const rows = [offer(), offer({ priceMinor: 99_000 })];
    for (const seen of [rows, [...rows].reverse()]) {
      expect(tableOf(seen).inOtherCurrencies(offer({ currency: 'USD' }))).toMatchObject([
        { priceMinor: 99_000 },
      ]);
    }
  });

  it('tells what its offers are called', () => {
    const { keys } = tableOf([offer({ sku: 'B' }), offer({ sku: 'A', priceList: 'kr' })]);
    expect(keys.priceLists).toEqual(['default', 'kr']);
    expect(keys.example).toEqual({ sku: 'A', priceList: 'kr', currency: 'KRW' });
  });
});
