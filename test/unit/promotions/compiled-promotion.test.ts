import { describe, expect, it } from 'vitest';
import type { Promotion } from '../../../src/catalog/promotion.js';
import { CompiledPromotion } from '../../../src/promotions/compiled-promotion.js';
import { buyGet, fixed, freeShipping, percent, tierPrice } from './make-promotion.js';

function apply(promotion: Promotion, total: number, quantity = 1): number {
  return new CompiledPromotion(promotion, 0).apply(total, quantity);
}

describe('a promotion applied to a running total', () => {
  it.each([
    ['percent', percent('p', 2500), 1000, 1, 750],
    ['percent, rounded up in the customer’s favour', percent('p', 3333), 100, 1, 66],
    ['percent of nearly nothing takes the last unit', percent('p', 1), 1, 1, 0],
    ['percent at its cap', percent('p', 5000, { capMinor: 300 }), 1000, 1, 700],
    ['percent below its cap', percent('p', 5000, { capMinor: 300 }), 500, 1, 250],
    ['fixed an order', fixed('f', 300), 1000, 4, 700],
    ['fixed a unit', fixed('f', 300, { per: 'unit' }), 2000, 4, 800],
    ['fixed never goes below nothing', fixed('f', 300), 200, 1, 0],
    ['one of two free', buyGet('b', { buy: 1, get: 1 }), 400, 4, 200],
    ['one of two free, an odd unit paid', buyGet('b', { buy: 1, get: 1 }), 500, 5, 300],
    ['a third unit for half, rounded up', buyGet('b', { buy: 2, get: 1, offBps: 5000 }), 100, 3, 83],
    ['fewer units than a set', buyGet('b', { buy: 2, get: 1 }), 100, 2, 100],
    ['a tier price', tierPrice('t', [[3, 80]]), 300, 3, 240],
    ['a tier price below its step', tierPrice('t', [[3, 80]]), 200, 2, 200],
    ['a tier price above what is left', tierPrice('t', [[3, 80]]), 100, 3, 100],
    [
      'a later step that is dearer is not the best one reached',
      tierPrice('t', [
        [2, 50],
        [3, 80],
      ]),
      300,
      3,
      150,
    ],
    ['free shipping', freeShipping('s'), 300, 3, 300],
  ] as const)('%s', (_name, promotion, total, quantity, expected) => {
    expect(apply(promotion, total, quantity)).toBe(expected);
  });

  it('is exact where products leave the safe integers', () => {
    const most = Number.MAX_SAFE_INTEGER;
    expect(apply(percent('p', 1), most)).toBe(Number((BigInt(most) * 9999n) / 10_000n));
    expect(apply(buyGet('b', { buy: 2, get: 1, offBps: 3333 }), most, 7)).toBe(
      Number((BigInt(most) * (70_000n - 2n * 3333n)) / 70_000n),
    );
    expect(apply(fixed('f', most, { per: 'unit' }), most, 10_000)).toBe(0);
    expect(apply(tierPrice('t', [[1, most]]), most, 10_000)).toBe(most);
  });

  it('changes nothing the second time when it is a tier price, and is used as often as the file says otherwise', () => {
    const uses = (promotion: Promotion): number => new CompiledPromotion(promotion, 0).uses;
    expect(uses(tierPrice('t', [[1, 5]], { perOrderMax: 9 }))).toBe(1);
    expect(uses(freeShipping('s', { perOrderMax: 9 }))).toBe(1);
    expect(uses(percent('p', 5, { perOrderMax: 9 }))).toBe(9);
  });
});
