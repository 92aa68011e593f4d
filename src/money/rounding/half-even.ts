import { divideToNearest, type RoundingMode } from './mode.js';

/** To the nearest; a tie to the even neighbour: 2.5 to 2, 3.5 to 4, -2.5 to -2. Free of bias over many amounts. */
export const halfEven: RoundingMode = (numerator, denominator) =>
  divideToNearest(numerator, denominator, (lower) => lower % 2n !== 0n);
