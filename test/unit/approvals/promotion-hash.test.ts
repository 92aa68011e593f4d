import { describe, expect, it } from 'vitest';
import { promotionHash } from '../../../src/approvals/promotion-hash.js';
import type { PercentPromotion, Promotion, TierPricePromotion } from '../../../src/catalog/promotion.js';

const COUPON: PercentPromotion = {
  kind: 'percent',
  id: 'COUPON-1',
  name: undefined,
  isCoupon: true,
  currency: 'KRW',
  scope: {
    isListedOnly: false,
    skus: undefined,
    categories: ['Audio'],
    priceLists: undefined,
    channels: undefined,
    tiers: undefined,
  },
  minSpendMinor: 10_000,
  quantityMin: undefined,
  perOrderMax: 1,
  perCustomerMax: undefined,
  usesMax: 100,
  budgetMinor: undefined,
  startsAt: undefined,
  endsAt: undefined,
  group: undefined,
  isExclusive: false,
  excludes: ['A', 'B'],
  line: 3,
  rateBps: 1000,
  capMinor: 5000,
};

const EDITS: readonly Partial<Promotion>[] = [
  { id: 'COUPON-2' },
  { name: 'Summer' },
  { isCoupon: false },
  { currency: 'JPY' },
  { minSpendMinor: 9999 },
  { minSpendMinor: undefined },
  { quantityMin: 1 },
  { perOrderMax: 2 },
  { perCustomerMax: 1 },
  { usesMax: 101 },
  { budgetMinor: 1 },
  { startsAt: 0 },
  { endsAt: 1 },
  { group: 'g' },
  { isExclusive: true },
  { excludes: ['A'] },
  { scope: { ...COUPON.scope, isListedOnly: true } },
  { scope: { ...COUPON.scope, skus: ['EP-100'] } },
  { scope: { ...COUPON.scope, categories: undefined } },
  { scope: { ...COUPON.scope, priceLists: ['default'] } },
  { scope: { ...COUPON.scope, channels: ['app'] } },
  { scope: { ...COUPON.scope, tiers: ['vip'] } },
  { rateBps: 1001 },
  { capMinor: undefined },
];

describe('promotionHash', () => {
  it('changes with everything a promotion says', () => {
    // Each edit keeps the kind, so what comes out is a promotion again.
    const hashes = [COUPON, ...EDITS.map((edit) => ({ ...COUPON, ...edit }) as Promotion)].map(promotionHash);
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('does not change with its line, nor with the order of names', () => {
    const moved: Promotion = { ...COUPON, line: 99, excludes: ['B', 'A', 'B'] };
    expect(promotionHash(moved)).toBe(promotionHash(COUPON));
    const scoped = (categories: readonly string[]): Promotion => ({
      ...COUPON,
      scope: { ...COUPON.scope, categories },
    });
    expect(promotionHash(scoped(['Video', 'Audio']))).toBe(promotionHash(scoped(['Audio', 'Video'])));
  });

  it('keeps the order of steps, which has a meaning', () => {
    const { rateBps: _rate, capMinor: _cap, ...base } = COUPON;
    const tiered = (steps: TierPricePromotion['steps']): Promotion => ({
      ...base,
      kind: 'tier-price',
      steps,
    });
    const one = { quantityMin: 1, unitPriceMinor: 9 };
    const ten = { quantityMin: 10, unitPriceMinor: 8 };
    expect(promotionHash(tiered([one, ten]))).not.toBe(promotionHash(tiered([ten, one])));
  });
});
