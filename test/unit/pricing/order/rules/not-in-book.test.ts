import { describe, expect, it } from 'vitest';
import { bookOf, findingOf, judged, lineOf, orderOf } from '../shop.js';

describe('not-in-book', () => {
  it('blocks a SKU that nobody approved, and no other rule speaks of it', () => {
    const order = orderOf([lineOf(), lineOf({ sku: 'NEW', unitPriceMinor: 0 })]);
    expect(judged(order).findings).toEqual([
      expect.objectContaining({ ruleId: 'not-in-book', severity: 'block', sku: 'NEW', lineIds: ['l-2'] }),
    ]);
  });

  it('names the price lists that have the SKU', () => {
    const book = bookOf([
      { sku: 'EP-100', priceList: 'members', priceMinor: 85_000 },
      { sku: 'EP-100', priceList: 'staff', priceMinor: 80_000 },
    ]);
    expect(findingOf('not-in-book', orderOf([lineOf()]), { book })?.evidence).toMatchObject({
      otherPriceLists: ['members', 'staff'],
    });
  });

  it.each(['__proto__', 'constructor', 'EP-100 ', 'ep-100', 'EP-100\u0000'])(
    'blocks %j, which is another SKU',
    (sku) => {
      expect(findingOf('not-in-book', orderOf([lineOf({ sku })]))?.severity).toBe('block');
    },
  );
});
