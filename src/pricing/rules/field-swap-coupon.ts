import type { FixedPromotion, Promotion } from '../../catalog/promotion.js';

/**
 * True when a promotion takes off more than the order has to be worth. Nobody means that: the two amounts stand in each
 * other's field. An amount equal to the minimum is a steep offer, and a cap above the minimum an ordinary one.
 */
export function hasSwappedMinimum(
  promotion: Promotion,
): promotion is FixedPromotion & { readonly minSpendMinor: number } {
  if (promotion.kind !== 'fixed') return false;
  const { minSpendMinor = 0, amountMinor } = promotion;
  return minSpendMinor > 0 && minSpendMinor < amountMinor;
}
