import * as z from 'zod';
import { currencyExponent, type CurrencyCode } from '../money/currency.js';
import { PLAIN_NUMBERS, readAmount, type AmountProblem } from '../money/decimal-text.js';
import { expecting } from './fields.js';

/** An amount in major units or a percentage, as a file may write it: `100` and `'100'` are one. */
export type DecimalAsWritten = string | number;

/** Up to 2^53 in minor units, and the four decimals of the currency that has most. */
const AMOUNT_TEXT = /^(?:0|[1-9]\d{0,15})(?:\.\d{1,4})?$/;

/** What to write instead of an amount that other programs would read as something else. */
const AMOUNT_FIXES: Readonly<Partial<Record<AmountProblem, string>>> = {
  'exponent-notation': 'write all its digits',
  'full-width-digits': 'write plain digits 0-9',
  'group-separator': 'leave out what separates thousands',
  'locale-comma': 'write a decimal point',
  'currency-sign': 'leave out the currency',
  'leading-zeros': 'a number does not start with 0',
};

/** Decimals that no currency exceeds: more are no reason to refuse an amount whose currency is not known yet. */
const EXPONENT_MAX = 4;

function amountFix(got: unknown): string | undefined {
  if (typeof got === 'number')
    return Number.isInteger(got) ? undefined : `put it in quotes: '${String(got)}'`;
  if (typeof got !== 'string') return undefined;
  const reading = readAmount(got, EXPONENT_MAX, PLAIN_NUMBERS);
  return reading.kind === 'problem' ? AMOUNT_FIXES[reading.problem] : undefined;
}

/** An amount in major units, 0 or more. Its decimals are checked where its currency is known. */
export function amountField(): z.ZodType<DecimalAsWritten> {
  const options = expecting(`an amount in quotes, such as '9000' or '12.50', or a whole number`, amountFix);
  return z.union([z.string(options).regex(AMOUNT_TEXT, options), z.int(options).min(0, options)], options);
}

/** Minor units of an amount; undefined for one that the currency cannot have. */
export function amountMinor(written: DecimalAsWritten, currency: CurrencyCode): number | undefined {
  const reading = readAmount(String(written), currencyExponent(currency), PLAIN_NUMBERS);
  return reading.kind === 'amount' ? reading.minor : undefined;
}

/** An amount that somebody typed, in minor units, or why it is none. */
export function typedAmount(
  text: string,
  currency: CurrencyCode,
):
  | { readonly kind: 'amount'; readonly minor: number }
  | { readonly kind: 'problem'; readonly problem: string } {
  if (!AMOUNT_TEXT.test(text))
    return { kind: 'problem', problem: 'expected an amount in plain digits such as 13900 or 19.99' };
  const minor = amountMinor(text, currency);
  if (minor !== undefined) return { kind: 'amount', minor };
  return { kind: 'problem', problem: amountIssue(text, currency) ?? `expected an amount of ${currency}` };
}

/** Why a currency cannot have an amount; undefined when it can. */
export function amountIssue(written: DecimalAsWritten, currency: CurrencyCode): string | undefined {
  const reading = readAmount(String(written), currencyExponent(currency), PLAIN_NUMBERS);
  return reading.kind === 'amount' ? undefined : `got ${written}, ${whyText(reading.problem, currency)}`;
}

function whyText(problem: AmountProblem, currency: CurrencyCode): string {
  // What looks like a group of thousands is a fraction with too many digits, too.
  if (problem === 'fraction-digits' || problem === 'group-separator') {
    return `expected at most ${currencyExponent(currency)} decimals: ${currency} has no more`;
  }
  if (problem === 'out-of-range') return `expected at most 2^53 - 1 minor units of ${currency}`;
  const fix = AMOUNT_FIXES[problem];
  return `expected an amount of ${currency}${fix === undefined ? '' : `; ${fix}`}`;
}
