import { divideToNearest, type RoundingMode } from './mode.js';

/** To the nearest; a tie towards 0: 2.5 to 2, -2.5 to -2. */
export const halfDown: RoundingMode = (numerator, denominator) =>
  divideToNearest(numerator, denominator, (lower) => lower < 0n);
