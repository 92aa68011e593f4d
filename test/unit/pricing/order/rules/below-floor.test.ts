import { describe, expect, it } from 'vitest';
import { bookOf, findingOf, lineOf, off, orderOf, rulesOf } from '../shop.js';

describe('below-floor', () => {
  it('lets promotions take the price down to the floor, and not one won further', () => {
    expect(findingOf('below-floor', orderOf([lineOf(off(9_000))]))).toBeUndefined();
    expect(findingOf('below-floor', orderOf([lineOf(off(9_001))]))).toMatchObject({
      severity: 'block',
      measured: { value: 79_999, unit: 'minor' },
      limit: { value: 80_000, unit: 'minor' },
    });
  });

  it('looks at the sum of all lines of a SKU, however the reduction lies on them', () => {
    const together = orderOf([lineOf({ quantity: 2, ...off(18_000) })]);
    const apart = orderOf([lineOf(off(18_000)), lineOf()]);
    for (const order of [together, apart]) expect(findingOf('below-floor', order)).toBeUndefined();
    const oneWonMore = orderOf([lineOf(off(18_000)), lineOf(off(1))]);
    expect(findingOf('below-floor', oneWonMore)?.severity).toBe('block');
  });

  it('compares exactly where products leave the safe integers', () => {
    const floorMinor = 9_007_199_254_740_991;
    const book = bookOf([{ sku: 'EP-100', priceMinor: floorMinor, floorMinor }]);
    const rules = rulesOf('{ rules: { unapproved-price: { enabled: false } } }');
    const order = orderOf([lineOf({ unitPriceMinor: 4_503_599_627_370_495, quantity: 2 })]);
    expect(findingOf('below-floor', order, { book, rules })?.severity).toBe('block');
  });

  it('counts free shipping where the policy says so', () => {
    const order = orderOf([lineOf(off(9_000))], {
      shippingReductions: [{ promotionId: 'free-shipping', amountMinor: 3_000 }],
    });
    expect(findingOf('below-floor', order)).toBeUndefined();
    const rules = rulesOf('{ freeShipping: reduces }');
    expect(findingOf('below-floor', order, { rules })).toMatchObject({
      measured: { value: 77_000 },
      evidence: { freeShippingMinor: 3_000, reductionMinor: 9_000 },
    });
  });
});
