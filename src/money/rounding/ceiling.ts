import { divideFloor, type RoundingMode } from './mode.js';

/** Towards +infinity: 2.5 to 3, -2.5 to -2. */
export const ceiling: RoundingMode = (numerator, denominator) =>
  -divideFloor(-numerator, denominator).quotient;
