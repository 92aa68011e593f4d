import { ceiling } from './ceiling.js';
import { floor } from './floor.js';
import type { RoundingMode } from './mode.js';

/** Away from 0 whenever there is a fraction: 2.1 to 3, -2.1 to -3. */
export const up: RoundingMode = (numerator, denominator) =>
  numerator < 0n ? floor(numerator, denominator) : ceiling(numerator, denominator);
