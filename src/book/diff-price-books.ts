import type { PriceBookEntry, PriceBookHeader } from '../catalog/price-book.js';
import { canonicalJson } from '../seal/canonical-json.js';
import { PriceBook } from './price-book.js';

/** What may differ between two entries of one SKU, price list and currency. */
export type EntryMember = Exclude<keyof PriceBookEntry, 'sku' | 'priceList' | 'currency'>;

/** In the order in which changes are told. */
const ENTRY_MEMBERS: readonly EntryMember[] = [
  'priceMinor',
  'floorMinor',
  'referenceMinor',
  'referenceSource',
  'allotment',
  'perCustomerMax',
  'stockKey',
  'components',
  'isGift',
];

/** One entry that is not the same in two books. */
export type EntryChange =
  /** On sale only by the later book. */
  | { readonly kind: 'added'; readonly after: PriceBookEntry }
  /** On sale only by the earlier book. */
  | { readonly kind: 'removed'; readonly before: PriceBookEntry }
  | {
      readonly kind: 'changed';
      readonly before: PriceBookEntry;
      readonly after: PriceBookEntry;
      /** What differs: price, floor, reference, allotment, limit, stock key, components, gift; at least one. */
      readonly members: readonly EntryMember[];
    };

/** A member of the header that is not the same in two books. */
export type HeaderMember = keyof PriceBookHeader;

/** How the number of the later book stands to that of the earlier. */
export type EpochStep = 'raised' | 'same' | 'lowered';

/** What differs between two price books. */
export interface BookDiff {
  /** Members of the header that differ, in the order of their names. */
  readonly header: readonly HeaderMember[];
  /** Checkout takes a later book only when it is `raised`. */
  readonly epoch: EpochStep;
  /** Entries that differ, in the order of the books; made while they are read. May be read again. */
  readonly changes: Iterable<EntryChange>;
}

/** Compares two books that were verified, in one pass over both: entries that are the same cost no object. */
export function diffPriceBooks(before: PriceBook, after: PriceBook): BookDiff {
  return {
    header: changedHeader(before.header, after.header),
    epoch: stepOf(before.header.epoch, after.header.epoch),
    changes: { [Symbol.iterator]: () => changesOf(before, after) },
  };
}

function* changesOf(before: PriceBook, after: PriceBook): Generator<EntryChange, void, undefined> {
  let left = 0;
  let right = 0;
  while (left < before.count || right < after.count) {
    const order = orderOf(before, left, after, right);
    if (order < 0) yield { kind: 'removed', before: before.entryAt(left++) };
    else if (order > 0) yield { kind: 'added', after: after.entryAt(right++) };
    else {
      if (!PriceBook.isSameEntry(before, left, after, right))
        yield changeOf(before.entryAt(left), after.entryAt(right));
      left++;
      right++;
    }
  }
}

/** The book that has ended comes last. */
function orderOf(before: PriceBook, left: number, after: PriceBook, right: number): number {
  if (left >= before.count) return 1;
  if (right >= after.count) return -1;
  return PriceBook.compareKeys(before, left, after, right);
}

function changeOf(before: PriceBookEntry, after: PriceBookEntry): EntryChange {
  const members = ENTRY_MEMBERS.filter((member) => !isSame(before[member], after[member]));
  return { kind: 'changed', before, after, members };
}

function changedHeader(before: PriceBookHeader, after: PriceBookHeader): readonly HeaderMember[] {
  // Own members of both, all of them present in a header that was read.
  const members = Object.keys(before) as HeaderMember[];
  return members.filter((member) => !isSame(before[member], after[member])).sort();
}

function isSame(left: unknown, right: unknown): boolean {
  if (left === undefined || right === undefined) return left === right;
  return canonicalJson(left) === canonicalJson(right);
}

function stepOf(before: number, after: number): EpochStep {
  if (after > before) return 'raised';
  return after === before ? 'same' : 'lowered';
}
