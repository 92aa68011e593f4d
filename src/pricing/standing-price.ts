import type { Offer } from '../catalog/offer.js';
import { compareProducts } from '../money/basis-points.js';
import type { Facts } from './facts.js';
import { LEVEL_WIDTH_BPS } from './references/level-width.js';

/** Observed days after which a price level counts as meant: the same that let a suspicious price into its reference. */
export const STANDING_DAYS_MIN = 14;

/**
 * True when the offer is at, or above, the price level its history has stood at for two weeks: it may be far below its
 * median, but nothing happens tomorrow that did not happen today. Such a price is worth a warning, not a block.
 */
export function isStandingPrice(offer: Offer, facts: Facts): boolean {
  const history = facts.history;
  if (history === undefined || history.standingDays < STANDING_DAYS_MIN) return false;
  return compareProducts(offer.priceMinor, 10_000, history.lastMinor, 10_000 - LEVEL_WIDTH_BPS) >= 0;
}
