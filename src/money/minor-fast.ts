const MINUS = 45;
const POINT = 46;
const ZERO = 48;
/** Every number of 15 digits is a safe integer, so each step below stays exact. */
const FAST_DIGITS = 15;
/** Those digits, a sign and a point: a longer slice is not even walked through. */
const FAST_LENGTH = FAST_DIGITS + 2;

/**
 * Reads the plain canonical form from a slice of a longer text without cutting it out: the path of almost every row.
 *
 * @param start index of the first character.
 * @param end index after the last character.
 * @param exponent as for `readAmount`; not checked here.
 * @returns minor units, equal to what `readAmount` under `PLAIN_NUMBERS` says; or NaN, which means "ask `readAmount`":
 * it may be a number in another form, with surplus digits or of more than 15 digits, or no number at all.
 */
export function readMinorFast(text: string, start: number, end: number, exponent: number): number {
  const negative = text.charCodeAt(start) === MINUS;
  const first = negative ? start + 1 : start;
  if (first >= end || end - start > FAST_LENGTH) return NaN;
  const needlessZero =
    text.charCodeAt(first) === ZERO && first + 1 < end && text.charCodeAt(first + 1) !== POINT;
  if (needlessZero) return NaN;

  let minor = 0;
  let at = first;
  for (; at < end; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    if (!(digit >= 0 && digit <= 9)) break;
    minor = minor * 10 + digit;
  }
  const wholeDigits = at - first;
  if (wholeDigits === 0 || wholeDigits + exponent > FAST_DIGITS) return NaN;

  let missing = exponent;
  if (at < end) {
    const fractionDigits = end - at - 1;
    if (text.charCodeAt(at) !== POINT || fractionDigits === 0 || fractionDigits > exponent) return NaN;
    for (at++; at < end; at++) {
      const digit = text.charCodeAt(at) - ZERO;
      if (!(digit >= 0 && digit <= 9)) return NaN;
      minor = minor * 10 + digit;
    }
    missing -= fractionDigits;
  }
  for (; missing > 0; missing--) minor *= 10;
  return negative ? 0 - minor : minor;
}
