import { DEFAULT_PRICE_LIST } from '../catalog/offer.js';
import { ascii } from './byte-scanner.js';
import type { EntryColumns } from './entry-columns.js';
import { ENTRY_MEMBERS } from './entry-members.js';
import { BOOK_LIMITS } from './limits.js';
import { REFERENCE_SOURCES } from './raw-entry.js';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const ZERO = 0x30;
const COMMA = 0x2c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const LF = 0x0a;
/** Digits of 2^53 - 1. */
const DIGITS_MAX = 16;
const INT32_MAX = 0x7fff_ffff;

const SOURCES: ReadonlyMap<string | undefined, Uint8Array> = new Map(
  REFERENCE_SOURCES.map((source) => [source, ascii(`${source ?? ''}"`)]),
);

/**
 * Prints entries as the lines of a book: canonical JSON (RFC 8785), members left out at their defaults. Bytes and not texts,
 * because that is what entries are held as and what is signed.
 */
export class EntryPrinter {
  readonly #columns: EntryColumns;
  readonly #encoder = new TextEncoder();
  #bytes: Uint8Array;
  #length = 0;
  readonly #digits = new Uint8Array(DIGITS_MAX);

  /** @param options.bytes printed lines are kept up to about so many before they are to be taken. */
  constructor(columns: EntryColumns, options: { readonly bytes: number }) {
    this.#columns = columns;
    this.#bytes = new Uint8Array(options.bytes + BOOK_LIMITS.entryBytesMax);
  }

  /** Bytes printed since the last `take`. */
  get length(): number {
    return this.#length;
  }

  /** What was printed since the last time, as an array of the caller's own. */
  take(): Uint8Array {
    const taken = this.#bytes.slice(0, this.#length);
    this.#length = 0;
    return taken;
  }

  /** Prints a line and its end. */
  print(ordinal: number): void {
    const columns = this.#columns;
    this.#byte(OPEN);
    const allotment = columns.allotment(ordinal);
    if (allotment !== undefined) {
      this.#member(ENTRY_MEMBERS.allotment, allotment);
      this.#byte(COMMA);
    }
    const components = columns.componentsText(ordinal);
    if (components !== undefined) {
      this.#put(ENTRY_MEMBERS.components);
      this.#put(this.#encoder.encode(components));
      this.#byte(COMMA);
    }
    const list = columns.priceList(ordinal);
    if (columns.lists.currencyOf(list) !== columns.lists.currencyOf(0)) {
      this.#put(ENTRY_MEMBERS.currency);
      this.#put(this.#encoder.encode(columns.lists.currencyOf(list)));
      this.#byte(QUOTE);
      this.#byte(COMMA);
    }
    this.#member(ENTRY_MEMBERS.floorMinor, columns.floorMinor(ordinal));
    this.#rest(ordinal, list);
    this.#byte(CLOSE);
    this.#byte(LF);
  }

  #rest(ordinal: number, list: number): void {
    const columns = this.#columns;
    if (columns.isGift(ordinal)) this.#put(ENTRY_MEMBERS.gift);
    const perCustomerMax = columns.perCustomerMax(ordinal);
    if (perCustomerMax !== undefined) this.#member(ENTRY_MEMBERS.perCustomerMax, perCustomerMax);
    if (columns.lists.priceListOf(list) !== DEFAULT_PRICE_LIST) {
      const name = columns.lists.bytesOf(list);
      this.#text(ENTRY_MEMBERS.priceList, name, 0, name.length);
    }
    this.#member(ENTRY_MEMBERS.priceMinor, columns.priceMinor(ordinal));
    const referenceMinor = columns.referenceMinor(ordinal);
    if (referenceMinor !== undefined) {
      this.#member(ENTRY_MEMBERS.referenceMinor, referenceMinor);
      this.#put(ENTRY_MEMBERS.referenceSource);
      this.#put(SOURCES.get(columns.referenceSource(ordinal)) ?? ENTRY_MEMBERS.referenceSource);
    }
    const start = columns.skuStart(ordinal);
    this.#text(ENTRY_MEMBERS.sku, columns.skuBytes, start, start + columns.skuLength(ordinal));
    const stockKey = columns.ownStockKey(ordinal);
    if (stockKey === undefined) return;
    const bytes = this.#encoder.encode(stockKey);
    this.#text(ENTRY_MEMBERS.stockKey, bytes, 0, bytes.length);
  }

  #member(name: Uint8Array, value: number): void {
    this.#put(name);
    this.#number(value);
  }

  /** Identifiers hold no control characters: only a quote and a backslash need an escape. */
  #text(name: Uint8Array, bytes: Uint8Array, start: number, end: number): void {
    this.#put(name);
    const printed = this.#bytes;
    let to = this.#length;
    for (let at = start; at < end; at++) {
      const byte = bytes[at] ?? 0;
      if (byte === QUOTE || byte === BACKSLASH) printed[to++] = BACKSLASH;
      printed[to++] = byte;
    }
    printed[to++] = QUOTE;
    this.#length = to;
  }

  /** A whole number of 0 or more. */
  #number(value: number): void {
    const digits = this.#digits;
    let from = DIGITS_MAX;
    let rest = value;
    // Divisions of doubles are exact here but slow: they end where whole numbers of 32 bits can go on.
    while (rest > INT32_MAX) {
      const next = Math.floor(rest / 10);
      digits[--from] = ZERO + (rest - next * 10);
      rest = next;
    }
    let small = rest | 0;
    do {
      const next = (small / 10) | 0;
      digits[--from] = ZERO + (small - next * 10);
      small = next;
    } while (small > 0);
    const printed = this.#bytes;
    let to = this.#length;
    while (from < DIGITS_MAX) printed[to++] = digits[from++] ?? ZERO;
    this.#length = to;
  }

  #put(text: Uint8Array): void {
    const bytes = this.#bytes;
    let at = this.#length;
    for (const byte of text) bytes[at++] = byte;
    this.#length = at;
  }

  #byte(byte: number): void {
    this.#bytes[this.#length++] = byte;
  }
}
