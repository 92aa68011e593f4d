/**
 * book: the signed price book: writing, verifying, loading and comparing it.
 * May import core, money, seal, catalog and wire. Invariant: nothing of a book is handed out before its signature was
 * verified; no I/O, no clock: bytes, keys and `now` are handed in.
 */

/** Every limit of a price book. What is beyond one is refused, when written and when read. */
export const BOOK_LIMITS = {
  /** UTF-8 bytes of a SKU, a price list, a stock key: the limits of catalogues and of stock. */
  identifierBytesMax: 128,
  /** Units of an allotment, of a customer's limit, of a component: what stock can hold. */
  quantityMax: 1_000_000_000,
  /** Different goods in a bundle: well below the lines of one order. */
  componentsMax: 100,
  /** Bytes of an entry's line, its end left out. The longest that can be written takes half of it. */
  entryBytesMax: 65_536,
  /** Bytes of the header's line: room for 50,000 approvals. */
  headerBytesMax: 1_048_576,
  /** Bytes of the trailer's line: a good one has at most 230. */
  trailerBytesMax: 512,
  /** Different price lists, counted once for each currency. */
  priceListsMax: 65_535,
  /** Entries of a book. */
  entriesMax: 5_000_000,
  /** Bytes of a book, unpacked. */
  bytesMax: 1_073_741_824,
} as const;

/** How large a book may be that is read; for a process that must not take more memory than it was given. */
export interface BookSizeLimits {
  /** At most, and by default, 5,000,000. */
  readonly entriesMax?: number;
  /** At most, and by default, 1 GiB. */
  readonly bytesMax?: number;
}

/** Schema of the one format there is; also what signatures are bound to. */
export const BOOK_SCHEMA = 'saleguard/price-book/1';
