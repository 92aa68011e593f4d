import type { PriceBookEntry } from '../catalog/price-book.js';
import { DEFAULT_PRICE_LIST } from '../catalog/offer.js';
import { parseCurrency } from '../money/currency.js';
import { gotText } from '../wire/problem.js';
import { encodeIdentifier } from './identifier-bytes.js';
import { BOOK_LIMITS } from './limits.js';
import { REFERENCE_SOURCES } from './raw-entry.js';

const { identifierBytesMax, quantityMax, componentsMax } = BOOK_LIMITS;
const AMOUNT_MAX = Number.MAX_SAFE_INTEGER;

/**
 * Says why a price book may not hold an entry: which member, what was got, what was expected. Undefined for a good one. Looks at
 * every member as if nothing were known of its type: entries also come from JSON and from JavaScript.
 */
export function entryProblem(entry: PriceBookEntry): string | undefined {
  return (
    identifierProblem(entry.sku, 'sku') ??
    (entry.priceList === DEFAULT_PRICE_LIST ? undefined : identifierProblem(entry.priceList, 'priceList')) ??
    currencyProblem(entry.currency) ??
    amountsProblem(entry) ??
    referenceProblem(entry) ??
    stockProblem(entry)
  );
}

function amountsProblem({ priceMinor, floorMinor, isGift }: PriceBookEntry): string | undefined {
  const problem =
    numberProblem(priceMinor, 'priceMinor', 0, AMOUNT_MAX) ??
    numberProblem(floorMinor, 'floorMinor', 0, AMOUNT_MAX);
  if (problem !== undefined) return problem;
  if (typeof isGift !== 'boolean') return `isGift: got ${gotText(isGift)}, expected true or false`;
  if (floorMinor > priceMinor)
    return `floorMinor: got ${floorMinor}, which is above the price of ${priceMinor}; nobody could pay it`;
  if (priceMinor === 0 && !isGift)
    return 'priceMinor: got 0, which only an entry declared as a gift may cost';
  return undefined;
}

function referenceProblem({ referenceMinor, referenceSource }: PriceBookEntry): string | undefined {
  if (referenceMinor === undefined && referenceSource === undefined) return undefined;
  if (referenceMinor === undefined || referenceSource === undefined)
    return 'referenceMinor and referenceSource: one is there without the other';
  const problem = numberProblem(referenceMinor, 'referenceMinor', 1, AMOUNT_MAX);
  if (problem !== undefined || REFERENCE_SOURCES.includes(referenceSource)) return problem;
  return `referenceSource: got ${gotText(referenceSource)}, which is no source of references`;
}

function stockProblem(entry: PriceBookEntry): string | undefined {
  const { stockKey, allotment, perCustomerMax } = entry;
  return (
    // The SKU was looked at before.
    (stockKey === entry.sku ? undefined : identifierProblem(stockKey, 'stockKey')) ??
    (allotment === undefined ? undefined : numberProblem(allotment, 'allotment', 0, quantityMax)) ??
    (perCustomerMax === undefined
      ? undefined
      : numberProblem(perCustomerMax, 'perCustomerMax', 1, quantityMax)) ??
    (entry.components === undefined ? undefined : componentsProblem(entry.components))
  );
}

function componentsProblem(components: unknown): string | undefined {
  if (!Array.isArray(components) || components.length === 0 || components.length > componentsMax)
    return `components: expected a list of 1 to ${componentsMax} goods`;
  const stockKeys = new Set<unknown>();
  for (const [index, component] of (components as readonly unknown[]).entries()) {
    const at = `components[${index}]`;
    if (typeof component !== 'object' || component === null)
      return `${at}: got ${gotText(component)}, expected a stock key and a quantity`;
    const { stockKey, quantity } = component as { readonly stockKey?: unknown; readonly quantity?: unknown };
    const problem =
      identifierProblem(stockKey, `${at}.stockKey`) ??
      numberProblem(quantity, `${at}.quantity`, 1, quantityMax);
    if (problem !== undefined) return problem;
    if (stockKeys.has(stockKey))
      return `${at}.stockKey: ${gotText(stockKey)} stands there twice; add up the quantities`;
    stockKeys.add(stockKey);
  }
  return undefined;
}

const scratch = new Uint8Array(identifierBytesMax);

function identifierProblem(text: unknown, member: string): string | undefined {
  if (typeof text === 'string' && encodeIdentifier(text, scratch) > 0) return undefined;
  return `${member}: got ${gotText(text)}, expected 1 to ${identifierBytesMax} bytes of UTF-8 without control, direction or zero-width marks`;
}

function currencyProblem(currency: unknown): string | undefined {
  if (typeof currency === 'string' && parseCurrency(currency) !== undefined) return undefined;
  return `currency: got ${gotText(currency)}, expected an ISO 4217 code such as KRW or USD`;
}

function numberProblem(value: unknown, member: string, minimum: number, maximum: number): string | undefined {
  const isGood =
    typeof value === 'number' &&
    Number.isSafeInteger(value) &&
    !Object.is(value, -0) &&
    value >= minimum &&
    value <= maximum;
  return isGood
    ? undefined
    : `${member}: got ${gotText(value)}, expected a whole number from ${minimum} to ${maximum}`;
}

/** How messages name an entry. */
export function entryName(key: {
  readonly sku: string;
  readonly priceList: string;
  readonly currency: string;
}): string {
  const list = key.priceList === DEFAULT_PRICE_LIST ? '' : `, price list ${gotText(key.priceList)}`;
  return `SKU ${gotText(key.sku)}${list}, ${key.currency}`;
}
