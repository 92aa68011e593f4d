import { divideToNearest, type RoundingMode } from './mode.js';

/** To the nearest; a tie away from 0: 2.5 to 3, -2.5 to -3. What shops and tax forms call commercial rounding. */
export const halfUp: RoundingMode = (numerator, denominator) =>
  divideToNearest(numerator, denominator, (lower) => lower >= 0n);
