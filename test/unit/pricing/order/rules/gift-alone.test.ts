import { describe, expect, it } from 'vitest';
import { findingOf, lineOf, orderOf, rulesOf } from '../shop.js';

const GIFT = lineOf({ sku: 'GIFT', unitPriceMinor: 0, quantity: 2 });

describe('gift-alone', () => {
  it('blocks an order of gifts alone', () => {
    expect(findingOf('gift-alone', orderOf([GIFT]))).toMatchObject({
      severity: 'block',
      evidence: { giftQuantity: 2 },
    });
  });

  it('lets gifts come with goods', () => {
    expect(findingOf('gift-alone', orderOf([GIFT, lineOf()]))).toBeUndefined();
  });

  it('is for the policy to switch off', () => {
    const rules = rulesOf('{ rules: { gift-alone: { enabled: false } } }');
    expect(findingOf('gift-alone', orderOf([GIFT]), { rules })).toBeUndefined();
  });
});
