import { describe, expect, it } from 'vitest';
import { unapprovedValues } from '../../../../src/pricing/order/unapproved-values.js';
import { bookOf, judged, lineOf, off, orderOf } from './shop.js';

const same = (text: string): string => text;

describe('the unapproved prices of an order', () => {
  it('are one for each SKU, with the scope of its stock', () => {
    const book = bookOf([{ sku: 'EP-100', priceMinor: 89_000, stockKey: 'EP' }]);
    const order = orderOf([lineOf({ unitPriceMinor: 8_900 }), lineOf({ sku: 'NEW', unitPriceMinor: 1 })]);
    expect(unapprovedValues(judged(order, { book }), same)).toEqual([
      { scope: 'sku:EP', value: '["EP-100","default",8900]' },
      // A SKU that nobody knows has no scope of its own: made-up ones would use up the counters.
      { scope: 'sale', value: '["NEW","default",1]' },
    ]);
  });

  it('are none where the price is approved and something else is wrong', () => {
    expect(unapprovedValues(judged(orderOf([lineOf(off(88_000))])), same)).toEqual([]);
  });
});
