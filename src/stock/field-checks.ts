import { ID_PATTERN } from '../core/id.js';
import { STOCK_LIMITS } from './limits.js';
import { stockKeyScope } from './mode.js';
import { shownText, shownValue } from './shown-value.js';
import type { Checked } from './canonical.js';
import type { Refused } from './verdict.js';

/** The refusal of a request that is outside what is documented. */
export type Invalid = Refused<'invalid_request'>;

/** Whole numbers a field may hold, both ends included. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
}

/** Milliseconds of a reservation, a payment or an extension. */
export const TTL_RANGE: NumberRange = { min: STOCK_LIMITS.ttlMinMs, max: STOCK_LIMITS.ttlMaxMs };
/** Money in minor units, and epochs: whatever stays an exact integer. */
export const COUNTING_RANGE: NumberRange = { min: 0, max: Number.MAX_SAFE_INTEGER };

/** A refusal that names the field and says what is wrong with it. */
export function invalid(field: string, message: string): Invalid {
  return { kind: 'refused', reason: 'invalid_request', field, message };
}

/** The refusal for what a `...Message` function found; undefined when it found nothing. */
export function problem(field: string, message: string | undefined): Invalid | undefined {
  return message === undefined ? undefined : invalid(field, message);
}

/** A good request. */
export function accepted<T>(value: T): Checked<T> {
  return { ok: true, value };
}

/** A bad request. */
export function rejected(refusal: Invalid): { readonly ok: false; readonly refusal: Invalid } {
  return { ok: false, refusal };
}

/** Whether a list check came back with a refusal instead of the list. */
export function isInvalid(result: object): result is Invalid {
  return 'kind' in result;
}

/** Says why a request is not an object with no other fields than `known`. */
export function requestProblem(request: unknown, known: ReadonlySet<string>): Invalid | undefined {
  if (!isRecord(request)) return invalid('request', `got ${shownValue(request)}, expected an object`);
  const name = foreignField(request, known);
  return name === undefined ? undefined : unknownField(shownText(name), known);
}

/** As {@link requestProblem} for the `index`-th item of the list `list`. The path is made only when there is something to say. */
export function itemProblem(
  item: unknown,
  known: ReadonlySet<string>,
  list: string,
  index: number,
): Invalid | undefined {
  if (!isRecord(item)) return invalid(`${list}[${index}]`, `got ${shownValue(item)}, expected an object`);
  const name = foreignField(item, known);
  return name === undefined ? undefined : unknownField(`${list}[${index}].${shownText(name)}`, known);
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Own fields only: a page that put something on Object.prototype must not make every request invalid. */
function foreignField(record: object, known: ReadonlySet<string>): string | undefined {
  for (const name in record) {
    if (!known.has(name) && Object.hasOwn(record, name)) return name;
  }
  return undefined;
}

function unknownField(field: string, known: ReadonlySet<string>): Invalid {
  return invalid(field, `is no field here, expected only ${[...known].join(', ')}`);
}

/** Says why `value` is not an id. The value itself is not repeated: what fails here may be an e-mail address. */
export function idMessage(value: unknown): string | undefined {
  if (typeof value === 'string' && ID_PATTERN.test(value)) return undefined;
  return `got ${foreignText(value)}, expected 1 to ${STOCK_LIMITS.idLengthMax} of A-Z a-z 0-9 _ . : -`;
}

/** What a telephone or card number may be written as, and no key of `customerRef`. */
const NUMBER_ALONE = /^(?:[.:-]*\d){10,}[.:-]*$/;

/**
 * As {@link idMessage} for the reference of a customer, which must not be a telephone or card number. Every number of ten digits or more
 * is refused, not only those that look like one: a shop that hands in raw numbers hears of it at its first order, and not at the one
 * in twenty-five whose check digit fits, nor when somebody reads its Redis.
 */
export function ownerMessage(value: unknown): string | undefined {
  const message = idMessage(value);
  if (message !== undefined) return message;
  // idMessage has seen that this is a text.
  return NUMBER_ALONE.test(value as string)
    ? 'is a number as telephones and cards have, expected an opaque reference; customerRef makes one'
    : undefined;
}

/** As {@link idMessage} for a field that may be left out. */
export function optionalIdMessage(value: unknown): string | undefined {
  return value === undefined ? undefined : idMessage(value);
}

/** Says why `value` is not a whole number in `range`. -0 is none: it compares equal to 0 and prints differently. */
export function numberMessage(value: unknown, range: NumberRange): string | undefined {
  if (
    typeof value === 'number' &&
    value >= range.min &&
    value <= range.max &&
    Number.isSafeInteger(value) &&
    !Object.is(value, -0)
  ) {
    return undefined;
  }
  return `got ${shownValue(value)}, expected a whole number from ${range.min} to ${range.max}`;
}

/** As {@link numberMessage} for a field that may be left out. */
export function optionalNumberMessage(value: unknown, range: NumberRange): string | undefined {
  return value === undefined ? undefined : numberMessage(value, range);
}

/** Says why `value` is not a stock key: 1 to 128 bytes of UTF-8, nothing that cannot be seen. */
export function stockKeyMessage(value: unknown): string | undefined {
  return textMessage(value, STOCK_LIMITS.keyBytesMax);
}

const STOCK_KEY_SCOPE_START = stockKeyScope('');

/** Says why `value` is not a scope. The scope of a stock key may be longer than others by its `sku:`. */
export function scopeMessage(value: unknown): string | undefined {
  if (typeof value === 'string' && value.startsWith(STOCK_KEY_SCOPE_START)) {
    const message = stockKeyMessage(value.slice(STOCK_KEY_SCOPE_START.length));
    return message === undefined ? undefined : `${message} after "${STOCK_KEY_SCOPE_START}"`;
  }
  return textMessage(value, STOCK_LIMITS.keyBytesMax);
}

/** Says why `value` is not a text of 1 to `bytesMax` bytes of UTF-8 in which everything can be seen. */
export function textMessage(value: unknown, bytesMax: number): string | undefined {
  if (typeof value !== 'string') return `got ${shownValue(value)}, expected a text`;
  if (value === '') return `got "", expected 1 to ${bytesMax} bytes of UTF-8`;
  // A UTF-16 unit takes at least one byte, so a text this long need not be looked at.
  const bytes = value.length > bytesMax ? value.length : visibleBytes(value);
  if (bytes === HIDDEN) {
    return `got ${shownValue(value)}, expected a text without control, direction or zero-width marks and without half of a surrogate pair`;
  }
  if (bytes <= bytesMax) return undefined;
  return `got ${shownValue(value)} of more than ${bytesMax} bytes, expected 1 to ${bytesMax} bytes of UTF-8`;
}

/** Says why `value` is not a flag that is `true` or left out. `false` is refused: it reads as a choice that nobody made. */
export function flagMessage(value: unknown): string | undefined {
  return value === undefined || value === true
    ? undefined
    : `got ${shownValue(value)}, expected true, or nothing`;
}

/** Says why `value` is not one of `choices`. */
export function choiceMessage(value: unknown, choices: readonly string[]): string | undefined {
  if (typeof value === 'string' && choices.includes(value)) return undefined;
  return `got ${shownValue(value)}, expected ${choices.map((choice) => `"${choice}"`).join(' or ')}`;
}

/** What a list holds too many or too few of. */
export function countMessage(value: unknown, range: NumberRange): string | undefined {
  if (!Array.isArray(value)) return `got ${shownValue(value)}, expected an array`;
  if (value.length >= range.min && value.length <= range.max) return undefined;
  return `got ${shownValue(value)}, expected ${range.min} to ${range.max}`;
}

const HIDDEN = -1;

/** UTF-8 bytes of a text, or {@link HIDDEN}. One pass over the units: this runs for every line of every order. */
function visibleBytes(text: string): number {
  let bytes = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x7f) {
      if (unit < 0x20) return HIDDEN;
      bytes += 1;
    } else if (unit < 0x800) {
      if (unit <= 0x9f || unit === 0x61c) return HIDDEN;
      bytes += 2;
    } else if (unit >= 0xd800 && unit <= 0xdfff) {
      if (unit > 0xdbff || !isLowSurrogate(text.charCodeAt(at + 1))) return HIDDEN;
      bytes += 4;
      at += 1;
    } else {
      if (unit >= 0x200b && isHiddenMark(unit)) return HIDDEN;
      bytes += 3;
    }
  }
  return bytes;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** What would make two stock keys look the same and differ; the catalogue refuses the same marks in its identifiers. */
function isHiddenMark(unit: number): boolean {
  return (
    unit === 0x200b ||
    unit === 0x200e ||
    unit === 0x200f ||
    (unit >= 0x2028 && unit <= 0x202e) ||
    (unit >= 0x2060 && unit <= 0x2069) ||
    unit === 0xfeff
  );
}

/** A text told by its length and its first foreign character, so that nothing personal is repeated. */
function foreignText(value: unknown): string {
  if (typeof value !== 'string') return shownValue(value);
  if (value === '') return '""';
  const at = value.search(/[^A-Za-z0-9_.:-]/);
  const length = `a text of ${value.length} characters`;
  if (at < 0) return length;
  return `${length} with ${shownValue(String.fromCodePoint(value.codePointAt(at) ?? 0))} at position ${at}`;
}
