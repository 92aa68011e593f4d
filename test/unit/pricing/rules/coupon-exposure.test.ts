import { describe, expect, it } from 'vitest';
import type { Promotion } from '../../../../src/catalog/promotion.js';
import { couponExposure as rule } from '../../../../src/pricing/rules/coupon-exposure.js';
import { fieldSwap } from '../../../../src/pricing/rules/field-swap.js';
import { TEST_NOW } from '../../../../src/testing/facts.js';
import {
  BOUND_TERMS,
  buyGet,
  fixed,
  freeShipping,
  judged,
  percent,
  tierPrice,
  type Values,
} from './promotion-judging.js';

/** Severity and reasons in one line, or `silent`. */
function outcome(promotion: Promotion, values: Values = {}): string {
  const judgement = judged(rule, promotion, values);
  if (judgement === undefined) return 'silent';
  return `${judgement.severity}: ${String(judgement.evidence['reasons'])}`;
}

const boundPercent = { ...BOUND_TERMS, rateBps: 1000, capMinor: 100_000, minSpendMinor: 300_000 };
const boundFixed = { ...BOUND_TERMS, amountMinor: 5000, minSpendMinor: 30_000 };

describe('coupon-exposure: coupons', () => {
  it('says nothing of coupons that leave nothing open', () => {
    expect(outcome(percent(boundPercent))).toBe('silent');
    expect(outcome(fixed(boundFixed))).toBe('silent');
    expect(outcome(buyGet({ ...BOUND_TERMS, buy: 1, get: 1 }))).toBe('silent');
    expect(outcome(tierPrice({ ...BOUND_TERMS, steps: [{ quantityMin: 1, unitPriceMinor: 100 }] }))).toBe(
      'silent',
    );
  });

  it.each([
    ['no minimum', { minSpendMinor: undefined }, 'block: no-minimum'],
    ['a minimum of nothing', { minSpendMinor: 0 }, 'block: no-minimum'],
    ['no count at all', { perCustomerMax: undefined, usesMax: undefined }, 'block: no-count'],
    ['a count for each customer only', { usesMax: undefined }, 'silent'],
    ['a count in all only', { perCustomerMax: undefined }, 'silent'],
    ['neither end nor count in all', { usesMax: undefined, endsAt: undefined }, 'block: no-end'],
    ['a count in all, no end', { endsAt: undefined }, 'silent'],
    [
      'nothing stated',
      { minSpendMinor: undefined, perCustomerMax: undefined, usesMax: undefined, endsAt: undefined },
      'block: no-minimum,no-count,no-end',
    ],
  ])('a fixed one with %s', (_, terms, expected) => {
    expect(outcome(fixed({ ...boundFixed, ...terms }))).toBe(expected);
  });

  it('blocks a percent coupon without a cap, whatever its percentage', () => {
    const { capMinor, ...uncapped } = boundPercent;
    expect(capMinor).toBeGreaterThan(0);
    expect(outcome(percent(uncapped))).toBe('block: no-cap');
    expect(outcome(percent({ ...uncapped, rateBps: 1, scope: { skus: ['A'] } }))).toBe('block: no-cap');
  });

  it('only warns of a percent coupon without a minimum, unless the policy asks for more', () => {
    const small = percent({ ...boundPercent, minSpendMinor: undefined });
    expect(outcome(small)).toBe('warn: no-minimum');
    expect(outcome(small, { percentNeedsMinSpend: true })).toBe('block: no-minimum');
  });

  it('tells what blocks before what only warns', () => {
    const open = percent({ ...BOUND_TERMS, rateBps: 5000 });
    expect(outcome(open)).toBe('block: no-cap,no-minimum');
  });

  it('asks for no minimum where the goods are named: their prices are known', () => {
    const named = { ...boundFixed, minSpendMinor: undefined };
    expect(outcome(fixed({ ...named, scope: { skus: ['A'] } }))).toBe('silent');
    expect(outcome(fixed({ ...named, scope: { isListedOnly: true } }))).toBe('silent');
    expect(outcome(fixed({ ...named, scope: { categories: ['Audio'] } }))).toBe('block: no-minimum');
    expect(outcome(fixed({ ...named, scope: { tiers: ['gold'] } }))).toBe('block: no-minimum');
  });

  it('leaves free shipping alone, which takes nothing off the goods', () => {
    expect(outcome(freeShipping({ isCoupon: true }))).toBe('silent');
  });
});

describe('coupon-exposure: the share of an order', () => {
  it.each([
    [15_000, 30_000, 'silent'],
    [15_001, 30_000, 'block: share'],
    [30_000, 30_000, 'block: share'],
    [1, 2, 'silent'],
    [4_503_599_627_370_496, 9_007_199_254_740_991, 'block: share'],
    [4_503_599_627_370_495, 9_007_199_254_740_991, 'silent'],
  ])('%d off from %d: %s', (amountMinor, minSpendMinor, expected) => {
    expect(outcome(fixed({ ...BOUND_TERMS, amountMinor, minSpendMinor }))).toBe(expected);
  });

  it('counts every use one order may make', () => {
    expect(outcome(fixed({ ...boundFixed, perOrderMax: 3 }))).toBe('silent');
    expect(outcome(fixed({ ...boundFixed, perOrderMax: 4 }))).toBe('block: share');
    expect(outcome(percent({ ...boundPercent, rateBps: 2900, perOrderMax: 2 }))).toBe('silent');
    const twice = percent({ ...boundPercent, rateBps: 3000, perOrderMax: 2 });
    expect(judged(rule, twice)).toMatchObject({ measured: { value: 5100, unit: 'bps' } });
  });

  it('counts as many units as an amount off each of them asks for', () => {
    expect(outcome(fixed({ ...boundFixed, per: 'unit', quantityMin: 3 }))).toBe('silent');
    expect(outcome(fixed({ ...boundFixed, per: 'unit', quantityMin: 4 }))).toBe('block: share');
    expect(outcome(fixed({ ...boundFixed, per: 'order', quantityMin: 4 }))).toBe('silent');
  });

  it.each([
    [5000, 'silent'],
    [5001, 'block: share'],
    [10_000, 'block: share'],
  ])('%d basis points: %s', (rateBps, expected) => {
    expect(outcome(percent({ ...boundPercent, rateBps }))).toBe(expected);
  });

  it.each([
    [2, 1, 10_000, 'silent'],
    [1, 1, 10_000, 'silent'],
    [1, 2, 10_000, 'block: share'],
    [1, 2, 7500, 'silent'],
    [1, 2, 7501, 'block: share'],
    [1, 10, 10_000, 'block: share'],
  ])('buy %d get %d at %d off: %s', (buy, get, offBps, expected) => {
    expect(outcome(buyGet({ buy, get, offBps }))).toBe(expected);
  });

  it('follows the limit of the policy', () => {
    expect(outcome(percent({ ...boundPercent, rateBps: 5001 }), { shareBlockBps: 6000 })).toBe('silent');
    expect(outcome(percent({ ...boundPercent, rateBps: 1 }), { shareBlockBps: 0 })).toBe('block: share');
    const nothing = judged(rule, fixed(boundFixed), { shareBlockBps: 0 });
    expect(nothing?.evidence['minSpendLeastMinor']).toBeNull();
  });
});

describe('coupon-exposure: the budget', () => {
  it.each([
    [5000, 5000, 25_000_000, 'silent'],
    [5000, 5001, 25_000_000, 'block: over-budget'],
  ])('%d off, %d times, of %d', (amountMinor, usesMax, budgetMinor, expected) => {
    expect(outcome(fixed({ ...boundFixed, amountMinor, usesMax, budgetMinor }))).toBe(expected);
  });

  it('takes the cap for what a percentage can cost, and every use one order may make', () => {
    const terms = { ...boundPercent, usesMax: 100, budgetMinor: 10_000_000 };
    expect(outcome(percent(terms))).toBe('silent');
    expect(outcome(percent({ ...terms, perOrderMax: 2 }))).toBe('block: over-budget');
    const { capMinor, ...uncapped } = terms;
    expect(capMinor).toBeGreaterThan(0);
    expect(outcome(percent({ ...uncapped, isCoupon: false }))).toBe('silent');
  });

  it('is held to by what the cart gives, too: the file contradicts itself', () => {
    const terms = { amountMinor: 5000, minSpendMinor: 30_000, usesMax: 1000 };
    expect(outcome(fixed({ ...terms, budgetMinor: 1_000_000 }))).toBe('block: over-budget');
  });

  it('compares exactly where the product leaves the safe integers', () => {
    const budgetMinor = Number.MAX_SAFE_INTEGER;
    const terms = { ...boundFixed, minSpendMinor: budgetMinor, usesMax: 1_000_000_000, budgetMinor };
    expect(outcome(fixed({ ...terms, amountMinor: 9_007_199 }))).toBe('silent');
    const over = judged(rule, fixed({ ...terms, amountMinor: 9_007_200 }));
    expect(over).toMatchObject({ measured: { value: 'beyond 2^53', unit: 'text' } });
    expect(over?.evidence['totalMinor']).toBeNull();
  });
});

describe('coupon-exposure: what the cart gives by itself', () => {
  it('may be open in what worst-stack judges row by row', () => {
    expect(outcome(percent({ rateBps: 1000 }))).toBe('silent');
    expect(outcome(percent({ rateBps: 5000 }))).toBe('silent');
    expect(outcome(buyGet({ buy: 1, get: 1 }))).toBe('silent');
    expect(outcome(tierPrice({ steps: [{ quantityMin: 3, unitPriceMinor: 0 }] }))).toBe('silent');
    expect(outcome(freeShipping({}))).toBe('silent');
    expect(outcome(fixed({ amountMinor: 1000, per: 'unit', scope: { categories: ['Audio'] } }))).toBe(
      'silent',
    );
    expect(outcome(fixed({ amountMinor: 1000, minSpendMinor: 30_000 }))).toBe('silent');
  });

  it('is blocked where it takes an amount off whatever is bought', () => {
    expect(outcome(fixed({ amountMinor: 5000 }))).toBe('block: no-minimum');
    expect(outcome(fixed({ amountMinor: 5000, scope: { channels: ['app'] } }))).toBe('block: no-minimum');
  });

  it('is blocked above the share', () => {
    expect(outcome(percent({ rateBps: 9000 }))).toBe('block: share');
    expect(outcome(fixed({ amountMinor: 20_000, minSpendMinor: 30_000 }))).toBe('block: share');
  });
});

describe('coupon-exposure: a promotion that is over', () => {
  it('is warned about, and so is what would be wrong with it', () => {
    expect(outcome(percent({ ...boundPercent, endsAt: TEST_NOW }))).toBe('warn: expired');
    expect(outcome(percent({ ...boundPercent, endsAt: TEST_NOW + 1 }))).toBe('silent');
    expect(outcome(freeShipping({ endsAt: TEST_NOW - 1 }))).toBe('warn: expired');
    expect(outcome(fixed({ ...boundFixed, minSpendMinor: 0, endsAt: 0 }))).toBe('warn: expired,no-minimum');
  });
});

describe('coupon-exposure: minimum and amount swapped', () => {
  const swapped = {
    ...BOUND_TERMS,
    amountMinor: 50_000,
    minSpendMinor: 5000,
    usesMax: 100,
    budgetMinor: 600_000,
  };

  it('is left to field-swap: one cause is told once', () => {
    expect(outcome(fixed(swapped))).toBe('silent');
    expect(judged(fieldSwap, fixed(swapped))?.severity).toBe('block');
  });

  it('still tells what else is open', () => {
    expect(outcome(fixed({ ...swapped, perCustomerMax: undefined, usesMax: undefined }))).toBe(
      'block: no-count',
    );
  });
});

describe('coupon-exposure: the incidents it would have stopped', () => {
  it.each([
    ["Kim's Club 2022", fixed({ isCoupon: true, amountMinor: 30_000, perCustomerMax: 1 }), 'no-minimum'],
    [
      'Pinduoduo 2019',
      fixed({ isCoupon: true, currency: 'CNY', amountMinor: 10_000, minSpendMinor: 10_001 }),
      'no-end',
    ],
    ['Auction', percent({ isCoupon: true, rateBps: 5000, perCustomerMax: 1 }), 'no-cap'],
  ])('%s', (_, promotion, reason) => {
    const judgement = judged(rule, promotion);
    expect(judgement?.severity).toBe('block');
    expect(judgement?.evidence['reasons']).toContain(reason);
  });
});
