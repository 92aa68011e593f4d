import { describe, expect, it } from 'vitest';
import { findingOf, lineOf, orderOf } from '../shop.js';

describe('unapproved-price', () => {
  it('lets the approved price through', () => {
    expect(findingOf('unapproved-price', orderOf([lineOf({ quantity: 3 })]))).toBeUndefined();
  });

  it.each([8_900, 88_999, 89_001, 890_000])('blocks %d won, where 89,000 were approved', (unitPriceMinor) => {
    expect(findingOf('unapproved-price', orderOf([lineOf({ unitPriceMinor })]))).toMatchObject({
      severity: 'block',
      measured: { value: unitPriceMinor, unit: 'minor' },
      limit: { value: 89_000, unit: 'minor' },
    });
  });

  it('blocks a wrong line among right ones of the same SKU, whichever way it is wrong', () => {
    const lower = orderOf([lineOf({ quantity: 9 }), lineOf({ unitPriceMinor: 8_900 })]);
    expect(findingOf('unapproved-price', lower)?.measured.value).toBe(8_900);
    const higher = orderOf([lineOf({ unitPriceMinor: 98_000 }), lineOf({ quantity: 9 })]);
    expect(findingOf('unapproved-price', higher)?.measured.value).toBe(98_000);
  });

  it('tells the lowest of several wrong ones', () => {
    const prices = [98_000, 8_900, 890].map((unitPriceMinor) => lineOf({ unitPriceMinor }));
    expect(findingOf('unapproved-price', orderOf(prices))?.measured.value).toBe(890);
  });
});
