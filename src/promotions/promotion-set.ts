import type { Promotion, WorstStack } from '../catalog/promotion.js';

/** The promotions that may hold for the rows that share them; one object for each distinct set. */
export interface PromotionSet {
  /** By id, free shipping included. */
  readonly promotions: readonly Promotion[];
  /**
   * A unit price that no order undercuts, whatever its quantity: at most what `worst` finds, mostly near it, and much
   * quicker. Where nothing is wrong with it, nothing is wrong with any stack.
   */
  least(priceMinor: number): number;
  /**
   * The lowest payable price of a row at `priceMinor`; see the head of `promotion-index.ts` for what is looked at. A price
   * of 0 or below is its own lowest. The answer may be kept and handed out again; its `promotionIds` are worked out when
   * they are first read.
   *
   * @param quantityMax 1 to 10,000.
   * @throws GuardError `invalid-argument` for arguments outside these ranges.
   */
  worst(priceMinor: number, quantityMax: number): WorstStack;
}
