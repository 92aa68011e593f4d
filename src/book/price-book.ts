import type { PriceBookEntry, PriceBookHeader, PriceBookTrailer } from '../catalog/price-book.js';
import type { ReferenceSource } from '../catalog/reference.js';
import type { EpochMs } from '../core/clock.js';
import { GuardError } from '../core/errors.js';
import type { EntryColumns } from './entry-columns.js';
import { EntryIndex } from './entry-index.js';
import { compareAcross, compareSku, isSameAcross } from './across-books.js';
import { encodeIdentifier } from './identifier-bytes.js';
import { BOOK_LIMITS } from './limits.js';

/** Where an instant lies in the window of a sale: the sale is open from `startsAt` until before `endsAt`. */
export type SaleWindowAnswer = 'not-yet' | 'open' | 'over';

/** Where an instant lies in the window that a header states. */
export function windowAt(
  { startsAt, endsAt }: Pick<PriceBookHeader, 'startsAt' | 'endsAt'>,
  now: EpochMs,
): SaleWindowAnswer {
  if (now < startsAt) return 'not-yet';
  return now < endsAt ? 'open' : 'over';
}

/**
 * What may be sold at which price: a signed price book that was verified, held in flat typed arrays. Only `loadPriceBook`
 * makes one. Immutable.
 *
 * Entries have ordinals 0 to `count - 1` in the order of the book: by the UTF-8 bytes of SKU, price list, currency. `find` makes
 * an object; a checkout that looks at a price or two takes `ordinalOf` and the getters by ordinal, which make none.
 */
export class PriceBook {
  readonly header: PriceBookHeader;
  readonly trailer: PriceBookTrailer;
  readonly #columns: EntryColumns;
  readonly #index: EntryIndex;

  /** @internal */
  constructor(init: {
    readonly header: PriceBookHeader;
    readonly trailer: PriceBookTrailer;
    readonly columns: EntryColumns;
    readonly seed: number;
  }) {
    this.header = init.header;
    this.trailer = init.trailer;
    this.#columns = init.columns;
    this.#index = new EntryIndex(init.columns, { seed: init.seed });
  }

  /**
   * Order of an entry of one book and one of another, by the UTF-8 bytes of SKU, price list, currency. Ordinals are not checked.
   *
   * @internal
   */
  static compareKeys(left: PriceBook, leftOrdinal: number, right: PriceBook, rightOrdinal: number): number {
    return compareAcross(left.#columns, leftOrdinal, right.#columns, rightOrdinal);
  }

  /**
   * Whether two entries of one key say the same. Ordinals are not checked.
   *
   * @internal
   */
  static isSameEntry(left: PriceBook, leftOrdinal: number, right: PriceBook, rightOrdinal: number): boolean {
    return isSameAcross(left.#columns, leftOrdinal, right.#columns, rightOrdinal);
  }

  /** Entries of the book. */
  get count(): number {
    return this.#columns.count;
  }

  /** Whether the sale is open at an instant. */
  windowAt(now: EpochMs): SaleWindowAnswer {
    return windowAt(this.header, now);
  }

  /** What may be sold under a SKU in a price list and currency; undefined when the book holds no such entry. */
  find(sku: string, priceList: string, currency: string): PriceBookEntry | undefined {
    const ordinal = this.#index.find(sku, priceList, currency);
    return ordinal < 0 ? undefined : this.#columns.entry(ordinal);
  }

  /** Ordinal of an entry, or -1 when the book holds no such entry. Allocates nothing. */
  ordinalOf(sku: string, priceList: string, currency: string): number {
    return this.#index.find(sku, priceList, currency);
  }

  /** Ordinals of all entries of a SKU: one for each price list and currency it is sold in. */
  ordinalsOfSku(sku: string): readonly number[] {
    const text = new Uint8Array(BOOK_LIMITS.identifierBytesMax);
    const length = encodeIdentifier(sku, text);
    if (length === 0) return [];
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareSku(this.#columns, middle, text, length) < 0) low = middle + 1;
      else high = middle;
    }
    const ordinals: number[] = [];
    for (let at = low; at < this.count && compareSku(this.#columns, at, text, length) === 0; at++)
      ordinals.push(at);
    return ordinals;
  }

  /** Every entry in the order of the book; one object at a time. */
  *entries(): Generator<PriceBookEntry, void, undefined> {
    for (let ordinal = 0; ordinal < this.count; ordinal++) yield this.#columns.entry(ordinal);
  }

  /** @throws GuardError `invalid-argument` for an ordinal that is none of this book, as do all getters below. */
  entryAt(ordinal: number): PriceBookEntry {
    return this.#columns.entry(this.#checked(ordinal));
  }

  priceMinorAt(ordinal: number): number {
    return this.#columns.priceMinor(this.#checked(ordinal));
  }

  /** Lowest payable price of one unit. */
  floorMinorAt(ordinal: number): number {
    return this.#columns.floorMinor(this.#checked(ordinal));
  }

  referenceMinorAt(ordinal: number): number | undefined {
    return this.#columns.referenceMinor(this.#checked(ordinal));
  }

  referenceSourceAt(ordinal: number): ReferenceSource | undefined {
    return this.#columns.referenceSource(this.#checked(ordinal));
  }

  /** Units released for the sale; undefined when the sale sets none. */
  allotmentAt(ordinal: number): number | undefined {
    return this.#columns.allotment(this.#checked(ordinal));
  }

  /** Units one customer may buy in the sale; undefined is no limit. */
  perCustomerMaxAt(ordinal: number): number | undefined {
    return this.#columns.perCustomerMax(this.#checked(ordinal));
  }

  isGiftAt(ordinal: number): boolean {
    return this.#columns.isGift(this.#checked(ordinal));
  }

  /** What the allotment counts. Makes a text. */
  stockKeyAt(ordinal: number): string {
    return this.#columns.stockKey(this.#checked(ordinal));
  }

  /** Whether the stock key is another than `defaultStockKey` of SKU and price list. Allocates nothing. */
  hasOwnStockKeyAt(ordinal: number): boolean {
    return this.#columns.hasOwnStockKey(this.#checked(ordinal));
  }

  /** The default would be 0 for an ordinal beyond the end: a price of nothing. */
  #checked(ordinal: number): number {
    if (Number.isInteger(ordinal) && ordinal >= 0 && ordinal < this.count) return ordinal;
    throw new GuardError({
      code: 'invalid-argument',
      message: `the price book has no entry of ordinal ${ordinal}: it holds ${this.count}, counted from 0`,
    });
  }
}
