import { markdownBps } from '../money/basis-points.js';

/**
 * What share of a reference a price is, in basis points, rounded down: 9,999 for 99,999 of 100,000. Rounding down keeps
 * `price < share x reference` and `shareBps < share` the same statement for every whole share.
 *
 * @param priceMinor minor units, any safe integer.
 * @param referenceMinor minor units of the same currency, above 0.
 * @throws GuardError `invalid-argument` when an argument is no safe integer or the reference is not above 0.
 */
export function shareBps(priceMinor: number, referenceMinor: number): number {
  // markdownBps is floor((1 - p / ref) * 10000); with the sign of the price turned it is 10000 + floor(p / ref * 10000).
  return markdownBps(-priceMinor, referenceMinor) - 10_000;
}
