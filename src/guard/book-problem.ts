import { shownValue } from '../stock/shown-value.js';

const MEMBERS = [
  'ordinalOf',
  'ordinalsOfSku',
  'entryAt',
  'priceMinorAt',
  'floorMinorAt',
  'stockKeyAt',
] as const;

/** Says why a value is no price book of a sale. A second copy of this package makes books too, so their class is not asked. */
export function bookProblem(book: unknown, saleId: string): string | undefined {
  if (typeof book !== 'object' || book === null)
    return `got ${shownValue(book)}, expected a book that loadPriceBook gave`;
  // Anything may be handed in; each member is looked at.
  const { header, ...given } = { header: undefined, ...pick(book) } as { readonly header: unknown } & Record<
    string,
    unknown
  >;
  if (
    MEMBERS.some((member) => typeof given[member] !== 'function') ||
    typeof header !== 'object' ||
    header === null
  )
    return 'is no price book: expected the `book` of what loadPriceBook gave';
  const own = (header as { readonly saleId?: unknown }).saleId;
  return own === saleId
    ? undefined
    : `is of the sale ${shownValue(own)}, the store of "${saleId}": load the book of that sale`;
}

function pick(book: object): Record<string, unknown> {
  return Object.fromEntries(['header', ...MEMBERS].map((member) => [member, Reflect.get(book, member)]));
}
