import * as z from 'zod';
import { parseInstant } from '../core/clock.js';
import { CURRENCY_EXPONENTS, type CurrencyCode } from '../money/currency.js';
import { isCleanText } from './fields.js';
import { ID_PATTERN } from '../core/id.js';

/** The last instant that a `Date` can name. */
const INSTANT_MAX = 8_640_000_000_000_000;
/** Characters of a number that is shown: a telephone or card number has more. */
const SHOWN_DIGITS = 6;

/** What zod hands to a message: only the value is of use. */
type Issue = z.core.$ZodRawIssue;

/**
 * As `expecting`, but what was got is told by its kind and never repeated: in an order file anything may be somebody's name,
 * telephone or card number.
 */
export function expectingUnshown(
  expected: string,
  fixOf?: (got: unknown) => string,
): { error: (issue: Issue) => string | undefined } {
  return {
    error: (issue) =>
      // An unknown name is told by who knows all of them.
      issue.code === 'unrecognized_keys'
        ? undefined
        : `got ${kindText(issue.input)}, expected ${expected}${fixOf?.(issue.input) ?? ''}`,
  };
}

/** What stands where something else was expected, without repeating it: short numbers alone are shown. */
export function kindText(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'string') return textText(value);
  if (typeof value === 'object') return Array.isArray(value) ? `a list of ${value.length}` : 'a section';
  if (typeof value === 'number')
    return String(value).length <= SHOWN_DIGITS ? String(value) : 'a longer number';
  return typeof value === 'boolean' ? String(value) : `a ${typeof value}`;
}

function textText({ length }: string): string {
  if (length === 0) return 'an empty text';
  return `a text of ${length} ${length === 1 ? 'character' : 'characters'}`;
}

/** A name that may be shown: what people call a column or a member. Never a value. */
const WORD = /^[\p{L}_][\p{L}\p{N}_-]{0,39}$/u;

/** A name that the file has and nobody knows. */
export function unknownText(name: string): string {
  return WORD.test(name) ? `"${name}"` : `of ${name.length} characters that is no name`;
}

/** An id as orders, Redis and logs carry it. */
export function unshownId(what: string): z.ZodString {
  const options = expectingUnshown(`${what}: 1 to 64 of A-Z a-z 0-9 _ . : -`);
  return z.string(options).regex(ID_PATTERN, options);
}

/** As `cleanText`, and whole characters alone: half of a surrogate pair has no digest. */
export function unshownText(maximum: number, what: string): z.ZodString {
  const options = expectingUnshown(
    `${what}: 1 to ${maximum} characters, no blanks at the ends, no control characters`,
  );
  return z
    .string(options)
    .min(1, options)
    .max(maximum, options)
    .refine((text) => isCleanText(text) && !/\p{Surrogate}/u.test(text), options);
}

export function unshownWhole(range: {
  readonly minimum: number;
  readonly maximum: number;
  readonly what: string;
}): z.ZodNumber {
  const { minimum, maximum, what } = range;
  const options = expectingUnshown(`${what} from ${minimum} to ${maximum}`, (got) =>
    typeof got === 'string' && /^-?\d{1,16}$/.test(got) ? '; write a number without quotes' : '',
  );
  return z.number(options).int(options).min(minimum, options).max(maximum, options);
}

/** Minor units, 0 or more. */
export function unshownAmount(): z.ZodNumber {
  const what = 'minor units, a whole number';
  return unshownWhole({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, what });
}

export function unshownOneOf<const N extends string>(names: readonly N[]): z.ZodEnum<{ [K in N]: K }> {
  return z.enum(names, expectingUnshown(`one of ${names.join(', ')}`));
}

const CURRENCIES = Object.keys(CURRENCY_EXPONENTS) as CurrencyCode[];

export function unshownCurrency(): z.ZodEnum<{ [K in CurrencyCode]: K }> {
  return z.enum(CURRENCIES, expectingUnshown('an ISO 4217 code such as KRW or USD'));
}

export function unshownList<T extends z.ZodType>(item: T, maximum: number): z.ZodArray<T> {
  const options = expectingUnshown(`a list of at most ${maximum}`);
  return z.array(item, options).max(maximum, options);
}

/** Milliseconds as the type has them, or a text that names its offset, as people write it. */
export function unshownInstant(): z.ZodType<number> {
  return z.unknown().transform((value, context) => {
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= INSTANT_MAX)
      return value;
    const read = typeof value === 'string' ? parseInstant(value) : undefined;
    if (read !== undefined && read >= 0) return read;
    const message = `got ${kindText(value)}, expected milliseconds since 1970, or an instant with its offset such as 2026-08-01T00:00:00+09:00`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}
