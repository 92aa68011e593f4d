import { GuardError } from '../core/errors.js';
import { diagnoseRefusal, type AmountProblem } from './amount-problem.js';
import { PLAIN_NUMBERS, requireDistinctSeparators, type NumberFormat } from './number-format.js';
import { requireSafeInteger } from './safe-integer.js';

export type { AmountProblem } from './amount-problem.js';
export { readMinorFast } from './minor-fast.js';
export { PLAIN_NUMBERS, type NumberFormat } from './number-format.js';

/** What a text says as money. */
export type AmountReading =
  /**
   * `minor` minor units, a safe integer, never -0. `zeroFraction`: more fraction digits than the currency has, the
   * surplus all zero, as in `129000.00` KRW. Right in value, but the file may have been meant for another currency.
   */
  | { readonly kind: 'amount'; readonly minor: number; readonly zeroFraction: boolean }
  | { readonly kind: 'problem'; readonly problem: AmountProblem };

/** What a text says as a number that is not money. */
export type NumberReading =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'problem'; readonly problem: AmountProblem };

/** Longest text looked at. The widest safe integer with grouping, sign and currency stays below 30. */
const MAX_LENGTH = 40;
/** ISO 4217 ends at 4; the rest is room for rates. */
const MAX_EXPONENT = 12;
const ASCII_DIGITS = /^[0-9]+$/;
const THREE_DIGITS = /^[0-9]{3}$/;
const BLANK = /^[ \u00a0\u202f]$/;
const BLANKS = /[\u00a0\u202f]/g;
const APOSTROPHES = /’/g;

/**
 * Reads an amount written in the declared `format` into minor units, exactly: no float is involved, nothing is coerced.
 * The caller trims; blanks around the text are a problem here.
 *
 * Accepts `-`, digits without leading zeros and at most one decimal separator with digits on both sides; correct groups
 * of three and one currency sign (`-₩129,000`, `129,000 원`) only as declared. A zero fraction that looks like a group of
 * thousands (`129.000` KRW, `1.290` USD) is refused as `group-separator` unless the format declares a group separator:
 * read as a fraction it may be a thousandth of the price, which is the very accident an audit is there to find.
 *
 * @param exponent minor-unit exponent, 0 to 12, usually `currencyExponent(currency)`.
 * @throws GuardError `invalid-argument` for an impossible `exponent` or `format`; never because of `text`.
 */
export function readAmount(text: string, exponent: number, format: NumberFormat): AmountReading {
  requireExponent(exponent);
  requireDistinctSeparators(format);
  if (text.length > MAX_LENGTH) return problem('too-long');
  if (text === '') return problem('empty');

  const negative = text.startsWith('-');
  const number = withoutCurrencySign(negative ? text.slice(1) : text, format.currencySigns);
  const decimalAt = number.indexOf(format.decimalSeparator);
  const whole = ungroup(decimalAt === -1 ? number : number.slice(0, decimalAt), format);
  const fraction = decimalAt === -1 ? '' : number.slice(decimalAt + 1);
  if (whole === undefined || (decimalAt !== -1 && !ASCII_DIGITS.test(fraction))) {
    return problem(diagnoseRefusal(negative ? `-${number}` : number, format));
  }

  if (whole.length > 1 && whole.startsWith('0')) return problem('leading-zeros');
  for (let at = exponent; at < fraction.length; at++) {
    if (fraction[at] !== '0') return problem('fraction-digits');
  }
  const grouped = format.groupSeparator === undefined && mayBeGroup(whole, fraction, exponent);
  if (grouped) return problem('group-separator');
  const magnitude = Number(whole + fraction.slice(0, exponent).padEnd(exponent, '0'));
  if (!Number.isSafeInteger(magnitude)) return problem('out-of-range');
  return {
    kind: 'amount',
    minor: negative ? 0 - magnitude : magnitude,
    zeroFraction: fraction.length > exponent,
  };
}

/** What `readDecimal` accepts. */
export interface DecimalLimits {
  /** Most fraction digits that carry a value, 0 to 12. */
  readonly maxFractionDigits: number;
  /** Largest value, inclusive. */
  readonly max: number;
}

/**
 * Reads a non-negative decimal that is not money, such as the content `4.5` of a pack, in plain notation. The value is
 * the double nearest to the text: for a percentage that becomes basis points use `readAmount(text, 2, ...)`, whose minor
 * units are exactly the basis points.
 *
 * @returns the value; or a problem, `out-of-range` when it is negative or above `max`.
 * @throws GuardError `invalid-argument` for impossible limits; never because of `text`.
 */
export function readDecimal(text: string, limits: DecimalLimits): NumberReading {
  const { maxFractionDigits, max } = limits;
  if (Number.isNaN(max)) throw new GuardError({ code: 'invalid-argument', message: 'max must be a number' });
  const reading = readAmount(text, maxFractionDigits, PLAIN_NUMBERS);
  if (reading.kind === 'problem') return reading;
  // Both sides are exact doubles, so the quotient is the correctly rounded value of the text.
  const value = reading.minor / 10 ** maxFractionDigits;
  return value < 0 || value > max ? problem('out-of-range') : { kind: 'number', value };
}

/**
 * Reads a whole number such as a quantity, in plain notation: a safe integer, negative ones included. `5.0` is refused.
 */
export function readInteger(text: string): NumberReading {
  const reading = readAmount(text, 0, PLAIN_NUMBERS);
  if (reading.kind === 'problem') return reading;
  return reading.zeroFraction ? problem('fraction-digits') : { kind: 'number', value: reading.minor };
}

/**
 * Plain canonical text of an amount: `129000` (exponent 0), `12.90`, `-0.05` (exponent 2). `readAmount` and
 * `readMinorFast` read it back to the same minor units. For people see the text room.
 *
 * @throws GuardError `invalid-argument` when `minor` is not a safe integer or `exponent` is not 0 to 12.
 */
export function printAmount(minor: number, exponent: number): string {
  requireSafeInteger(minor, 'minor');
  requireExponent(exponent);
  const sign = minor < 0 ? '-' : '';
  const digits = String(Math.abs(minor)).padStart(exponent + 1, '0');
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/** Takes one declared sign from the front or the end, and one blank beside it. The longest sign wins: `US$` over `$`. */
function withoutCurrencySign(text: string, signs: readonly string[]): string {
  let rest = text;
  let longest = 0;
  for (const sign of signs) {
    if (sign.length <= longest) continue;
    if (text.startsWith(sign)) {
      rest = text.slice(BLANK.test(text.charAt(sign.length)) ? sign.length + 1 : sign.length);
      longest = sign.length;
    } else if (text.endsWith(sign)) {
      const end = text.length - sign.length;
      rest = text.slice(0, BLANK.test(text.charAt(end - 1)) ? end - 1 : end);
      longest = sign.length;
    }
  }
  return rest;
}

/** The digits before the decimal separator, or `undefined` when they are none or wrongly grouped. */
function ungroup(text: string, format: NumberFormat): string | undefined {
  if (ASCII_DIGITS.test(text)) return text;
  if (format.groupSeparator === undefined) return undefined;
  const [head = '', ...groups] = plainTwins(text, format.groupSeparator).split(format.groupSeparator);
  if (head.length > 3 || !ASCII_DIGITS.test(head)) return undefined;
  return groups.every((group) => THREE_DIGITS.test(group)) ? head + groups.join('') : undefined;
}

/** Typographic blanks and apostrophes as the plain ones a format declares. */
function plainTwins(text: string, separator: string): string {
  if (separator === ' ') return text.replace(BLANKS, ' ');
  return separator === "'" ? text.replace(APOSTROPHES, "'") : text;
}

/** `129.000` in a currency with fewer than three decimals: a fraction to us, 129 thousand to half of the world. */
function mayBeGroup(whole: string, fraction: string, exponent: number): boolean {
  return fraction.length === 3 && exponent < 3 && whole.length <= 3 && whole !== '0';
}

function requireExponent(exponent: number): void {
  if (!Number.isInteger(exponent) || exponent < 0 || exponent > MAX_EXPONENT) {
    throw new GuardError({
      code: 'invalid-argument',
      message: `exponent must be an integer from 0 to ${MAX_EXPONENT}, got ${String(exponent)}`,
    });
  }
}

function problem(name: AmountProblem): { readonly kind: 'problem'; readonly problem: AmountProblem } {
  return { kind: 'problem', problem: name };
}
