import { describe, expect, it } from 'vitest';
import { bookOf, findingOf, lineOf, off, orderOf, rulesOf } from '../shop.js';

describe('zero-line', () => {
  it('blocks goods for nothing, by their price or by reductions', () => {
    for (const line of [lineOf({ unitPriceMinor: 0 }), lineOf(off(89_000))])
      expect(findingOf('zero-line', orderOf([line]))?.severity).toBe('block');
  });

  it('lets gifts cost nothing', () => {
    const order = orderOf([lineOf(), lineOf({ sku: 'GIFT', unitPriceMinor: 0 })]);
    expect(findingOf('zero-line', order)).toBeUndefined();
  });

  it('blocks what costs nothing once free shipping counts', () => {
    const book = bookOf([{ sku: 'EP-100', priceMinor: 3_000, floorMinor: 0 }]);
    const order = orderOf([lineOf({ unitPriceMinor: 3_000 })], {
      shippingReductions: [{ promotionId: 'free-shipping', amountMinor: 3_500 }],
    });
    const rules = rulesOf('{ freeShipping: reduces }');
    expect(findingOf('zero-line', order, { book, rules })?.measured.value).toBe(-500);
    expect(findingOf('zero-line', order, { book })).toBeUndefined();
  });
});
