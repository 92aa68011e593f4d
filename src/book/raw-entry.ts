import type { ReferenceSource } from '../catalog/reference.js';
import { BOOK_LIMITS } from './limits.js';

/**
 * One entry as numbers and bytes, used again for every entry: so a million can be read without an object each. Between a
 * line of a book and the columns it is held in.
 */
export class RawEntry {
  /** UTF-8. */
  readonly sku: Uint8Array = new Uint8Array(BOOK_LIMITS.identifierBytesMax);
  skuLength = 0;
  /** Number of the price list and currency in `PriceLists`. */
  priceList = 0;
  priceMinor = 0;
  floorMinor = 0;
  /** 0 where there is no reference. */
  referenceMinor = 0;
  /** Place in {@link REFERENCE_SOURCES}; 0 where there is no reference. */
  referenceSource = 0;
  /** -1 where the sale sets none. */
  allotment = -1;
  /** 0 for no limit. */
  perCustomerMax = 0;
  isGift = false;
  /** UTF-8; only when it is another than the default one. */
  readonly stockKey: Uint8Array = new Uint8Array(BOOK_LIMITS.identifierBytesMax);
  /** 0 for the default one. */
  stockKeyLength = 0;
  /** Canonical JSON of the list, UTF-8. */
  components: Uint8Array | undefined = undefined;
}

/** Where a reference may come from, by the number it is held as. */
export const REFERENCE_SOURCES: readonly (ReferenceSource | undefined)[] = [
  undefined,
  'history-median',
  'history-minimum',
  'list-price',
  'peer-estimate',
];
