import * as z from 'zod';
import { currencyExponent, type CurrencyCode } from '../money/currency.js';
import { PLAIN_NUMBERS, printAmount, readAmount, type AmountProblem } from '../money/decimal-text.js';
import type { AmountByCurrency, Parameter, ParameterValue } from '../pricing/parameters.js';
import { anyNumber, cleanText, currencyCode, expecting, flag, listOf, oneOf, wholeNumber } from './fields.js';

/** Numbers in a list, such as prices nobody means. */
const LIST_MAX = 1000;
/** Characters of one text in a list. */
const TEXT_MAX = 128;

/** Amounts as a file may write them: `100` and `'100'` are one amount. */
export type AmountsAsWritten = Readonly<Record<string, string | number | undefined>>;

/** How a parameter of a rule is written in a policy, by its kind and range. */
export function parameterField(parameter: Parameter): z.ZodType<ParameterValue | AmountsAsWritten> {
  const { minimum, maximum } = parameter;
  switch (parameter.kind) {
    case 'bps':
      return basisPointsField(minimum, maximum);
    case 'ratio':
      return anyNumber(minimum, maximum);
    case 'count':
      return wholeNumber(minimum, maximum, 'a whole number');
    case 'days':
      return wholeNumber(minimum, maximum, 'a whole number of days');
    case 'flag':
      return flag();
    case 'amounts':
      return amountsField();
    case 'numbers':
      return listOf(anyNumber(minimum, maximum), LIST_MAX);
    case 'texts':
      return listOf(
        parameter.choices === undefined ? cleanText(TEXT_MAX, 'a text') : oneOf(parameter.choices),
        maximum,
      );
  }
}

/** A share in basis points, within an inclusive range. */
export function basisPointsField(minimum: number, maximum: number): z.ZodNumber {
  return wholeNumber(minimum, maximum, 'basis points, a whole number (100 = 1 %)', basisPointsHint);
}

const PERCENT = /^(\d{1,3}(?:\.\d{1,2})?) ?%$/;

/** `60%` and `0.6` are what people mean by 6000. */
function basisPointsHint(got: unknown): string | undefined {
  if (typeof got === 'number') {
    const share = got > 0 && got < 1 ? readAmount(String(got), 4, PLAIN_NUMBERS) : undefined;
    return share?.kind === 'amount' ? inBasisPoints(String(got), share.minor) : undefined;
  }
  if (typeof got !== 'string') return undefined;
  const percent = PERCENT.exec(got.trim())?.[1];
  const share = percent === undefined ? undefined : readAmount(percent, 2, PLAIN_NUMBERS);
  if (share?.kind === 'amount') return inBasisPoints(`${percent ?? ''} %`, share.minor);
  return /^\d{1,5}$/.test(got) ? `write ${got} without quotes` : undefined;
}

function inBasisPoints(written: string, bps: number): string {
  const percent = `${printAmount(bps, 2).replace(/\.?0+$/, '')} %`;
  return `write ${bps} (basis points; ${written === percent ? '' : `${written} = `}${percent} = ${bps})`;
}

const AMOUNT_TEXT = /^\d{1,15}(?:\.\d{1,4})?$/;

/** A decimal in quotes, or a whole number: what a float cannot change. */
export function decimalField(what: string, pattern: RegExp): z.ZodType<string | number> {
  const options = expecting(what, (got) => {
    if (typeof got !== 'number' || Number.isInteger(got)) return undefined;
    return `put it in quotes: '${String(got)}'`;
  });
  return z.union([z.string(options).regex(pattern, options), z.int(options).min(0, options)], options);
}

/** Amounts in major units by currency. */
export function amountsField(): z.ZodType<AmountsAsWritten> {
  const amount = decimalField(`a decimal amount in quotes, such as '0.50', or a whole number`, AMOUNT_TEXT);
  return z
    .partialRecord(
      currencyCode(),
      amount,
      expecting("amounts by currency, such as { KRW: '100', USD: '0.50' }"),
    )
    .superRefine((amounts, context) => {
      for (const [code, written] of Object.entries(amounts)) {
        const currency = code as CurrencyCode; // the record's own key schema has checked it
        const reading = readAmount(String(written), currencyExponent(currency), PLAIN_NUMBERS);
        if (reading.kind === 'amount') continue;
        context.addIssue({
          code: 'custom',
          path: [code],
          message: `got ${written}, ${problemText(reading.problem, currency)}`,
        });
      }
    });
}

function problemText(problem: AmountProblem, currency: CurrencyCode): string {
  if (problem === 'fraction-digits' || problem === 'group-separator') {
    return `expected at most ${currencyExponent(currency)} decimals: ${currency} has no more`;
  }
  return `expected an amount of ${currency}; it is refused as ${problem}`;
}

/** Amounts as `printAmount` writes them, so that `0.5` and `0.50` USD are one value. */
export function canonicalAmounts(amounts: AmountsAsWritten): AmountByCurrency {
  const entries = Object.entries(amounts).map(([code, written]): [string, string] => {
    const exponent = currencyExponent(code as CurrencyCode); // checked by the schema, or stated in the rule table
    const reading = readAmount(String(written), exponent, PLAIN_NUMBERS);
    return [code, reading.kind === 'amount' ? printAmount(reading.minor, exponent) : String(written)];
  });
  return Object.fromEntries(entries);
}
