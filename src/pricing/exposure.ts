/** What an offer is sold at, compared with, and how often. */
export interface ExposedOffer {
  readonly priceMinor: number;
  readonly referenceMinor: number | undefined;
  /** Units; one where the row states no stock. */
  readonly stockToSell: number | undefined;
}

/**
 * What a price could cost: (reference - price) x stock to sell, minor units, 0 or more, at most the largest safe integer.
 * Undefined without a reference.
 */
export function exposureOf({
  priceMinor,
  referenceMinor,
  stockToSell = 1,
}: ExposedOffer): number | undefined {
  if (referenceMinor === undefined) return undefined;
  return Math.min(Number.MAX_SAFE_INTEGER, Math.max(0, referenceMinor - priceMinor) * stockToSell);
}
