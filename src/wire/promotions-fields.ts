import * as z from 'zod';
import { PLAIN_NUMBERS, readAmount } from '../money/decimal-text.js';
import { amountField, type DecimalAsWritten } from './amount-field.js';
import { cleanText, expecting, listOf, quoteFix } from './fields.js';

/** Not one digit above 0. */
const ZERO = /^[0.]*$/;

/** An amount above 0. */
export function positiveAmountField(ofZero: string): z.ZodType<DecimalAsWritten> {
  return amountField().refine((written) => !ZERO.test(String(written)), {
    error: `got 0, expected an amount above 0: ${ofZero}`,
  });
}

const PERCENT_TEXT = /^(?!0(?:\.0*)?$)(?:100(?:\.0{1,2})?|(?:0|[1-9]\d?)(?:\.\d{1,2})?)$/;
const WITH_SIGN = /^(\d{1,3}(?:\.\d{1,2})?) ?[%％]$/;
/** A number below 1 is as often meant as a share: 0.5 for a half. In quotes it is a percentage. */
const PERCENT_NUMBER_MIN = 1;

/** A percentage above 0 up to 100, at most two decimals. */
export function percentField(): z.ZodType<DecimalAsWritten> {
  const options = expecting(
    `a percentage above 0 up to 100 with at most 2 decimals, such as 10 or '12.5'`,
    percentFix,
  );
  const number = z
    .number(options)
    .min(PERCENT_NUMBER_MIN, options)
    .max(100, options)
    .refine((written) => PERCENT_TEXT.test(String(written)), options);
  return z.union([z.string(options).regex(PERCENT_TEXT, options), number], options);
}

function percentFix(got: unknown): string | undefined {
  if (typeof got === 'string') {
    const percent = WITH_SIGN.exec(got.trim())?.[1];
    return percent === undefined ? undefined : `write ${percent}`;
  }
  if (typeof got !== 'number' || got <= 0 || got >= 1) return undefined;
  const share = readAmount(String(got), 2, PLAIN_NUMBERS);
  return share.kind === 'amount'
    ? `write ${share.minor} for ${share.minor} %, or '${String(got)}' in quotes for less than one percent`
    : undefined;
}

/** A list of names that is not empty: whether an empty one means nothing or everything would be a guess. */
export function namesField(item: z.ZodType<string>, maximum: number): z.ZodType<readonly string[]> {
  return listOf(item, maximum).min(1, { error: 'got an empty list; name at least one, or leave it out' });
}

/** Half of a character, as only an escape such as `\\ud800` can write it: such a text has no UTF-8, and so no digest. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** A text of 1 to `maximum` whole characters. Numbers need quotes: `0123` and `123` are two SKUs. */
export function textField(maximum: number, what: string): z.ZodType<string> {
  const options = expecting(`${what} as text`, quoteFix);
  return z
    .string(options)
    .pipe(cleanText(maximum, what))
    .refine((text) => !LONE_SURROGATE.test(text), expecting(`${what} of whole characters`));
}
