import { divideFloor, type RoundingMode } from './mode.js';

/** Towards -infinity: 2.5 to 2, -2.5 to -3. */
export const floor: RoundingMode = (numerator, denominator) => divideFloor(numerator, denominator).quotient;
