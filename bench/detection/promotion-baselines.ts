import type { Promotion, Promotions } from '../../src/catalog/promotion.js';
import type { Offer } from '../../src/catalog/offer.js';
import { PromotionIndex } from '../../src/promotions/promotion-index.js';
import type { Shop, ShopRow } from './promotion-shop.js';

/** Every promotion by itself: none combines with another, as where each is checked when it is entered. */
export function eachAlone(calendar: Promotions): Promotions {
  return { ...calendar, promotions: calendar.promotions.map((one) => ({ ...one, isExclusive: true })) };
}

/**
 * What a spreadsheet adds up for a row: the percentages of everything in the calendar that holds for it, whatever combines,
 * whenever it runs. An amount off counts as its share of the minimum spend, or of the price where there is none.
 */
export function percentSums(calendar: Promotions, { now }: Shop): (row: ShopRow) => number {
  const index = new PromotionIndex(calendar, { now });
  return ({ offer }) =>
    (index.setFor(offer)?.promotions ?? []).reduce((sum, one) => sum + shareOf(one, offer), 0);
}

/** Share of the price that a promotion seems to take, 0 or more. */
function shareOf(promotion: Promotion, { priceMinor }: Offer): number {
  switch (promotion.kind) {
    case 'percent':
      return promotion.rateBps / 10_000;
    case 'fixed':
      return promotion.amountMinor / (promotion.minSpendMinor ?? priceMinor);
    case 'buy-x-get-y':
      return (promotion.get * promotion.offBps) / ((promotion.buy + promotion.get) * 10_000);
    case 'tier-price': {
      const lowest = Math.min(...promotion.steps.map((step) => step.unitPriceMinor));
      return Math.max(0, 1 - lowest / priceMinor);
    }
    case 'free-shipping':
      return 0;
  }
}
