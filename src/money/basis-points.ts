import { GuardError } from '../core/errors.js';
import { floor } from './rounding/floor.js';
import type { RoundingMode } from './rounding/mode.js';
import { exactOrOverflow, requireSafeInteger, toSafeInteger } from './safe-integer.js';

/** Parts of ten thousand, a safe integer: 9000 is 90 %, 10000 is the whole, negative is a mark-up. */
export type BasisPoints = number;

const WHOLE_BPS = 10_000;
const MAX_SAFE = Number.MAX_SAFE_INTEGER;

/**
 * How far a price is below its reference: the floor, towards -infinity, of `(1 - price / reference) * 10000`. Rounding
 * down means that a markdown shown as 9000 is at least 90 %, and the tiniest mark-up shows as -1.
 *
 * Exact for all safe integers. A result that is no safe integer itself (a price some 10^12 times its reference) is
 * returned as the nearest one, so that one absurd row cannot end an audit; it compares with every limit as the true
 * value would.
 *
 * @param priceMinor minor units, any safe integer.
 * @param referenceMinor minor units of the same currency, above 0.
 * @throws GuardError `invalid-argument` when an argument is no safe integer or the reference is not above 0.
 */
export function markdownBps(priceMinor: number, referenceMinor: number): BasisPoints {
  requireSafeInteger(priceMinor, 'priceMinor');
  requireReference(referenceMinor);
  const scaled = (referenceMinor - priceMinor) * WHOLE_BPS;
  if (scaled > MAX_SAFE || scaled < -MAX_SAFE) return slowMarkdownBps(priceMinor, referenceMinor);
  // Taking the remainder off first keeps the division exact; rounding the quotient of doubles might not be.
  const remainder = scaled % referenceMinor;
  const quotient = (scaled - remainder) / referenceMinor;
  return remainder < 0 ? quotient - 1 : quotient;
}

/**
 * True when the markdown is `bps` or more: `(1 - price / reference) * 10000 >= bps`, decided exactly by comparing
 * `reference * (10000 - bps)` with `price * 10000`. The same as `markdownBps(...) >= bps`, without a division.
 *
 * @param priceMinor minor units, any safe integer.
 * @param referenceMinor minor units of the same currency, above 0.
 * @param bps limit in basis points; `10000 - bps` must be a safe integer.
 * @throws GuardError `invalid-argument` for arguments outside these ranges: a comparison that cannot be made is no pass.
 */
export function isMarkdownAtLeast(priceMinor: number, referenceMinor: number, bps: BasisPoints): boolean {
  requireSafeInteger(priceMinor, 'priceMinor');
  requireReference(referenceMinor);
  requireSafeInteger(WHOLE_BPS - bps, '10000 - bps');
  return orderOfProducts(referenceMinor, WHOLE_BPS - bps, priceMinor, WHOLE_BPS) >= 0;
}

/**
 * Exact order of two products: the sign of `a * b - c * d`.
 *
 * @throws GuardError `invalid-argument` when a factor is not a safe integer.
 */
export function compareProducts(a: number, b: number, c: number, d: number): -1 | 0 | 1 {
  requireSafeInteger(a, 'a');
  requireSafeInteger(b, 'b');
  requireSafeInteger(c, 'c');
  requireSafeInteger(d, 'd');
  return orderOfProducts(a, b, c, d);
}

/** The same for factors already known to be safe integers. */
function orderOfProducts(a: number, b: number, c: number, d: number): -1 | 0 | 1 {
  const left = a * b;
  const right = c * d;
  // Rounding never swaps an order, so doubles that differ are in the exact order. Only a tie of rounded ones is open.
  if (left < right) return -1;
  if (left > right) return 1;
  return left <= MAX_SAFE && left >= -MAX_SAFE ? 0 : slowCompareProducts(a, b, c, d);
}

/**
 * `bps` basis points of an amount, `minor * bps / 10000`, rounded to whole minor units by `rounding`.
 *
 * @example
 * ```ts
 * applyBps(129000, 9000, halfEven); // 116100
 * ```
 * @throws GuardError `invalid-argument` when an argument is no safe integer; `overflow` when the result is none.
 */
export function applyBps(minor: number, bps: BasisPoints, rounding: RoundingMode): number {
  requireSafeInteger(minor, 'minor');
  requireSafeInteger(bps, 'bps');
  const product = minor * bps;
  if (product <= MAX_SAFE && product >= -MAX_SAFE && product % WHOLE_BPS === 0) {
    return exactOrOverflow(product / WHOLE_BPS, 'applyBps');
  }
  return toSafeInteger(rounding(BigInt(minor) * BigInt(bps), BigInt(WHOLE_BPS)), 'applyBps');
}

// The bigint halves stand apart so that the functions above stay small enough to be inlined.

function slowMarkdownBps(priceMinor: number, referenceMinor: number): BasisPoints {
  const reference = BigInt(referenceMinor);
  const quotient = floor((reference - BigInt(priceMinor)) * BigInt(WHOLE_BPS), reference);
  return Math.max(-MAX_SAFE, Math.min(MAX_SAFE, Number(quotient)));
}

function slowCompareProducts(a: number, b: number, c: number, d: number): -1 | 0 | 1 {
  const left = BigInt(a) * BigInt(b);
  const right = BigInt(c) * BigInt(d);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function requireReference(referenceMinor: number): void {
  requireSafeInteger(referenceMinor, 'referenceMinor');
  if (referenceMinor <= 0) {
    throw new GuardError({
      code: 'invalid-argument',
      message: `referenceMinor must be above 0, got ${referenceMinor}`,
    });
  }
}
