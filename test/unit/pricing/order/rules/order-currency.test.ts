import { describe, expect, it } from 'vitest';
import { bookOf, judged, lineOf, orderOf } from '../shop.js';

describe('order-currency', () => {
  it('blocks an order in a currency in which the price is not approved, as the same number of minor units', () => {
    const order = orderOf([lineOf()], { currency: 'USD' });
    expect(judged(order).findings).toEqual([
      expect.objectContaining({
        ruleId: 'order-currency',
        severity: 'block',
        measured: { value: 'USD', unit: 'text' },
        limit: { value: 'KRW', unit: 'text' },
      }),
    ]);
  });

  it('is silent where the book has the currency as well', () => {
    const book = bookOf([
      { sku: 'EP-100', priceMinor: 89_000 },
      { sku: 'EP-100', priceMinor: 6_900, currency: 'USD' },
    ]);
    const order = orderOf([lineOf({ unitPriceMinor: 6_900 })], { currency: 'USD' });
    expect(judged(order, { book }).findings).toEqual([]);
  });

  it('leaves a price list without the SKU to not-in-book', () => {
    const order = orderOf([lineOf({ priceList: 'members' })], { currency: 'USD' });
    expect(judged(order).findings.map(({ ruleId }) => ruleId)).toEqual(['not-in-book']);
  });
});
