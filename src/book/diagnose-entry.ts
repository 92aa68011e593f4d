import { DEFAULT_PRICE_LIST } from '../catalog/offer.js';
import { defaultStockKey, type BookRefusal, type PriceBookEntry } from '../catalog/price-book.js';
import type { CurrencyCode } from '../money/currency.js';
import { isGuardError } from '../core/errors.js';
import { canonicalJson } from '../seal/canonical-json.js';
import { quoted } from '../wire/problem.js';
import { entryProblem } from './check-entry.js';
import { ENTRY_MEMBERS } from './entry-members.js';
import { strictUtf8 } from './strict-utf8.js';

/** What is wrong with a line that is no entry. */
export interface Diagnosis {
  readonly refusal: BookRefusal;
  readonly message: string;
}

const MEMBERS: ReadonlySet<string> = new Set(Object.keys(ENTRY_MEMBERS));
const COMPONENT_MEMBERS: ReadonlySet<string> = new Set(['quantity', 'stockKey']);
const CR = 0x0d;

/**
 * Says in words what is wrong with a line that the scanner refused. It never decides: whatever it finds, or does not find, the
 * line stays refused.
 */
export function diagnoseEntry(line: Uint8Array, currency: CurrencyCode): Diagnosis {
  if (line.length === 0) return { refusal: 'not-canonical', message: 'the line is empty' };
  if (line.at(-1) === CR) return { refusal: 'not-canonical', message: 'the line ends with CR LF' };
  const text = strictUtf8(line);
  if (text === undefined) return bad('the line is not UTF-8');
  const value = parse(text);
  if (value === undefined) return bad('the line is not a JSON object');
  const canonical = canonicalOf(value);
  if (canonical !== text) {
    const message = canonical === undefined ? 'it holds half of a surrogate pair' : NOT_CANONICAL;
    return { refusal: 'not-canonical', message };
  }
  return memberDiagnosis(value, currency);
}

const NOT_CANONICAL =
  'the line is not in canonical form (RFC 8785): other blanks, order of members, numbers or escapes';

function memberDiagnosis(value: Readonly<Record<string, unknown>>, currency: CurrencyCode): Diagnosis {
  const foreign = Object.keys(value).find((name) => !MEMBERS.has(name)) ?? foreignInComponents(value);
  if (foreign !== undefined) return bad(`${quoted(foreign)} is no member of an entry`);
  const stated = statedDefault(value, currency);
  if (stated !== undefined)
    return { refusal: 'not-canonical', message: `${stated} is stated though it is the default` };
  const { gift = false, sku, priceList = DEFAULT_PRICE_LIST, ...members } = value;
  // What is no text is refused before the stock key is looked at.
  const stockKey =
    typeof sku === 'string' && typeof priceList === 'string' ? defaultStockKey(sku, priceList) : undefined;
  const entry = { currency, stockKey, ...members, sku, priceList, isGift: gift } as unknown as PriceBookEntry;
  return bad(entryProblem(entry) ?? 'it is no entry');
}

function statedDefault(value: Readonly<Record<string, unknown>>, currency: CurrencyCode): string | undefined {
  const { sku, priceList, stockKey } = value;
  if (value['currency'] === currency) return 'currency';
  if (priceList === DEFAULT_PRICE_LIST) return 'priceList';
  if (value['gift'] === false) return 'gift';
  if (typeof sku !== 'string' || stockKey === undefined) return undefined;
  const list = typeof priceList === 'string' ? priceList : DEFAULT_PRICE_LIST;
  return stockKey === defaultStockKey(sku, list) ? 'stockKey' : undefined;
}

function foreignInComponents({ components }: Readonly<Record<string, unknown>>): string | undefined {
  if (!Array.isArray(components)) return undefined;
  for (const component of components as readonly unknown[]) {
    if (typeof component !== 'object' || component === null) continue;
    const foreign = Object.keys(component).find((name) => !COMPONENT_MEMBERS.has(name));
    if (foreign !== undefined) return foreign;
  }
  return undefined;
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return value as Readonly<Record<string, unknown>>; // own members of an object from JSON
  } catch {
    return undefined;
  }
}

function canonicalOf(value: unknown): string | undefined {
  try {
    return canonicalJson(value);
  } catch (error) {
    if (isGuardError(error, 'invalid-argument')) return undefined;
    throw error;
  }
}

function bad(message: string): Diagnosis {
  return { refusal: 'bad-entry', message };
}
