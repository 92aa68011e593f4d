import { GuardError } from '../../core/errors.js';

/**
 * Turns an exact fraction `numerator / denominator` into a whole number. Each mode stands in the file of its name; the
 * names mean what they mean in decimal.js, Java and IEEE 754: `up` and `half-up` speak of the distance from 0.
 *
 * @param denominator above 0, or the mode throws GuardError `invalid-argument`.
 */
export type RoundingMode = (numerator: bigint, denominator: bigint) => bigint;

/** `numerator = quotient * denominator + remainder`, where 0 <= remainder < denominator. */
export interface FloorDivision {
  readonly quotient: bigint;
  readonly remainder: bigint;
}

/**
 * Exact division towards -infinity, from which every mode starts. (The `/` of bigint truncates towards 0.)
 *
 * @throws GuardError `invalid-argument` when `denominator` is not above 0.
 */
export function divideFloor(numerator: bigint, denominator: bigint): FloorDivision {
  if (denominator <= 0n) {
    throw new GuardError({
      code: 'invalid-argument',
      message: `denominator must be above 0, got ${String(denominator)}`,
    });
  }
  const quotient = numerator / denominator;
  const remainder = numerator % denominator;
  return remainder < 0n
    ? { quotient: quotient - 1n, remainder: remainder + denominator }
    : { quotient, remainder };
}

/**
 * Rounds to the nearest whole number; exactly between two, to the upper one when `tieGoesUp(lower)` says so.
 *
 * @param tieGoesUp is handed the lower of the two neighbours.
 */
export function divideToNearest(
  numerator: bigint,
  denominator: bigint,
  tieGoesUp: (lower: bigint) => boolean,
): bigint {
  const { quotient, remainder } = divideFloor(numerator, denominator);
  const twice = remainder * 2n;
  const goesUp = twice === denominator ? tieGoesUp(quotient) : twice > denominator;
  return goesUp ? quotient + 1n : quotient;
}
