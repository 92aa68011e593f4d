import { ceiling } from './ceiling.js';
import { floor } from './floor.js';
import type { RoundingMode } from './mode.js';

/** Towards 0, cutting the fraction off: 2.5 to 2, -2.5 to -2. For amounts that must not exceed the exact one. */
export const down: RoundingMode = (numerator, denominator) =>
  numerator < 0n ? ceiling(numerator, denominator) : floor(numerator, denominator);
