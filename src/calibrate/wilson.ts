/** A share with the bounds it is believed to lie in; all three between 0 and 1. */
export interface Share {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** 95 % of a normal distribution lies within so many deviations. */
const DEVIATIONS = 1.959963984540054;

/**
 * A share of counted cases with its Wilson score interval (95 %), which stays sensible at 0 % and 100 %.
 * E. B. Wilson, "Probable inference", JASA 22 (1927).
 *
 * @returns undefined when nothing was counted.
 */
export function wilson(hits: number, count: number): Share | undefined {
  if (count === 0) return undefined;
  const share = hits / count;
  const square = DEVIATIONS * DEVIATIONS;
  const centre = share + square / (2 * count);
  const half = DEVIATIONS * Math.sqrt((share * (1 - share)) / count + square / (4 * count * count));
  const scale = 1 + square / count;
  return {
    share,
    low: hits === 0 ? 0 : (centre - half) / scale,
    high: hits === count ? 1 : (centre + half) / scale,
  };
}
