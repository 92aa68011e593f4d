import * as z from 'zod';
import { parseInstant } from '../core/clock.js';
import { nearestName } from '../core/edit-distance.js';
import { CURRENCY_EXPONENTS, parseCurrency, type CurrencyCode } from '../money/currency.js';
import { gotText, quoted } from './problem.js';
import { ID_PATTERN } from '../core/id.js';

/** What zod hands to a message: only the value is of use, the rest names zod's own terms. */
type Issue = z.core.$ZodRawIssue;
type Hint = (got: unknown) => string | undefined;

/** Options of a zod schema that say what was got, what was expected and, where it can be told, what to write. */
export function expecting(
  expected: string,
  hint: Hint = noHint,
): { error: (issue: Issue) => string | undefined } {
  return {
    error: (issue) => {
      // An unknown key is told with its suggestion, from the schema.
      if (issue.code === 'unrecognized_keys') return undefined;
      const fix = hint(issue.input);
      return `got ${gotText(issue.input)}, expected ${expected}${fix === undefined ? '' : `; ${fix}`}`;
    },
  };
}

function noHint(): undefined {
  return undefined;
}

/** A section of named keys; one left empty, as `rules:` with nothing below, is a section at its defaults. */
export function section<S extends z.core.$ZodShape>(shape: S): z.ZodNullable<z.ZodObject<S, z.core.$strict>> {
  return z.strictObject(shape, expecting('a section of keys')).nullable();
}

const NUMBER_TEXT = /^-?\d{1,15}(?:\.\d{1,15})?$/;

const unquote: Hint = (got) => {
  if (typeof got !== 'string' || !NUMBER_TEXT.test(got)) return undefined;
  return `write ${got} without quotes`;
};

/** A whole number in an inclusive range. */
export function wholeNumber(
  minimum: number,
  maximum: number,
  what: string,
  hint: Hint = unquote,
): z.ZodNumber {
  const options = expecting(`${what} from ${minimum} to ${maximum}`, hint);
  return z.number(options).int(options).min(minimum, options).max(maximum, options);
}

/** A number in an inclusive range; `Number.MIN_VALUE` as minimum stands for "above 0". */
export function anyNumber(minimum: number, maximum: number): z.ZodNumber {
  const isAboveZero = minimum === Number.MIN_VALUE;
  const options = expecting(
    `a number ${isAboveZero ? 'above 0' : `from ${minimum}`} up to ${maximum}`,
    unquote,
  );
  const number = z.number(options).max(maximum, options);
  return isAboveZero ? number.gt(0, options) : number.min(minimum, options);
}

export function flag(): z.ZodBoolean {
  return z.boolean(
    expecting('true or false', (got) => {
      if (got === 'true' || got === 'false') return `write ${got} without quotes`;
      return undefined;
    }),
  );
}

/** Names listed in a message; a longer list is left to the documentation when the nearest name is known. */
const LISTED_MAX = 10;

/** One of a few names. */
export function oneOf<const N extends string>(names: readonly N[]): z.ZodEnum<{ [K in N]: K }> {
  const list = `one of ${names.map((name) => nameText(name)).join(', ')}`;
  return z.enum(names, {
    error: ({ input }) => {
      const nearest = typeof input === 'string' ? nearestName(input, names) : undefined;
      // Any sign is near any other.
      if (nearest === undefined || nearest.length < 2) return `got ${gotText(input)}, expected ${list}`;
      const expected = names.length > LISTED_MAX ? `one of ${names.length} names` : list;
      return `got ${gotText(input)}, expected ${expected}; did you mean ${nearest}?`;
    },
  });
}

function nameText(name: string): string {
  return /^[\w-]+$/.test(name) ? name : quoted(name);
}

/** Own keys of the table are the codes. */
const CURRENCIES = Object.keys(CURRENCY_EXPONENTS) as CurrencyCode[];

/** An ISO 4217 code. */
export function currencyCode(): z.ZodEnum<{ [K in CurrencyCode]: K }> {
  return z.enum(CURRENCIES, expecting('an ISO 4217 code such as KRW or USD', currencyHint));
}

const currencyHint: Hint = (got) => {
  const upper = typeof got === 'string' ? parseCurrency(got.trim().toUpperCase()) : undefined;
  return upper === undefined ? undefined : `write ${upper}`;
};

/** Neither blank at an end nor any control character: it could never equal what a reader hands on. */
const CLEAN_TEXT =
  /^[^\s\u0000-\u001f\u007f-\u009f](?:[^\u0000-\u001f\u007f-\u009f]*[^\s\u0000-\u001f\u007f-\u009f])?$/;

/** True for a text without blanks at its ends or control characters. */
export function isCleanText(text: string): boolean {
  return CLEAN_TEXT.test(text);
}

/** A text of 1 to `maximum` characters without blanks at its ends or control characters. */
export function cleanText(maximum: number, what: string): z.ZodString {
  const options = expecting(
    `${what}: 1 to ${maximum} characters, no blanks at the ends, no control characters`,
  );
  return z.string(options).min(1, options).max(maximum, options).regex(CLEAN_TEXT, options);
}

/** An ISO 8601 instant with its offset. */
export function instant(): z.ZodString {
  const options = expecting('an instant with its offset such as 2026-08-01T00:00:00+09:00');
  return z
    .string(options)
    .max(40, options)
    .refine((text) => parseInstant(text) !== undefined, options);
}

/** A list of at most `maximum` items. */
export function listOf<T extends z.ZodType>(item: T, maximum: number): z.ZodArray<T> {
  const options = expecting(`a list of at most ${maximum}`);
  return z.array(item, options).max(maximum, options);
}

/** What to write instead of a number or a flag where a text is meant: `0123` and `123` are two ids. */
export const quoteFix: Hint = (got) =>
  typeof got === 'number' || typeof got === 'boolean' ? `put it in quotes: '${String(got)}'` : undefined;

/** An id as orders, approvals, Redis and logs carry it. */
export function idField(what: string): z.ZodString {
  const options = expecting(`${what}: 1 to 64 of A-Z a-z 0-9 _ . : -`, quoteFix);
  return z.string(options).regex(ID_PATTERN, options);
}
