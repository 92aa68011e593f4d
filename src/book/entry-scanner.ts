import { DEFAULT_PRICE_LIST } from '../catalog/offer.js';
import { parseCurrency } from '../money/currency.js';
import { ascii, ByteScanner } from './byte-scanner.js';
import { defaultStockKeyLength, namesDefaultStockKey } from './default-stock-key.js';
import { ENTRY_MEMBERS } from './entry-members.js';
import { BOOK_LIMITS } from './limits.js';
import type { PriceLists } from './price-lists.js';
import { REFERENCE_SOURCES, type RawEntry } from './raw-entry.js';

const AMOUNT_MAX = Number.MAX_SAFE_INTEGER;
const CURRENCY_LENGTH = 3;

const OPEN = ascii('{');
const CLOSE = ascii('}');
const COMMA = ascii(',');
const QUOTE_COMMA = ascii('",');
const OPEN_LIST = ascii('[');
const CLOSE_LIST = ascii('],');
const COMPONENT = ascii('{"quantity":');
const SOURCES = REFERENCE_SOURCES.map((source) => ascii(`${source ?? '?'}"`));

/**
 * Reads the line of an entry in the one form in which a book may have it. There is no second, slower way: every entry has one
 * line and every other line is refused, so that a book has no bytes that could be changed without its meaning.
 */
export class EntryScanner {
  readonly #lists: PriceLists;
  readonly #scanner = new ByteScanner();
  readonly #text = new Uint8Array(BOOK_LIMITS.identifierBytesMax);
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });

  /** @param lists gains the price lists that entries name. */
  constructor(lists: PriceLists) {
    this.#lists = lists;
  }

  /**
   * Reads `bytes[start, end)`, the line end left out, into `entry`.
   *
   * @returns false when the line is not an entry in canonical form; `entry` then holds nothing of use.
   */
  scan(bytes: Uint8Array, start: number, end: number, entry: RawEntry): boolean {
    const scanner = this.#scanner;
    scanner.start(bytes, start, end);
    scanner.must(OPEN);
    entry.allotment = -1;
    if (scanner.has(ENTRY_MEMBERS.allotment)) {
      entry.allotment = scanner.number(0, BOOK_LIMITS.quantityMax);
      scanner.must(COMMA);
    }
    entry.components = scanner.has(ENTRY_MEMBERS.components) ? this.#components(bytes) : undefined;
    const currency = scanner.has(ENTRY_MEMBERS.currency) ? this.#currency(bytes) : undefined;
    scanner.must(ENTRY_MEMBERS.floorMinor);
    entry.floorMinor = scanner.number(0, AMOUNT_MAX);
    entry.isGift = scanner.has(ENTRY_MEMBERS.gift);
    entry.perCustomerMax = scanner.has(ENTRY_MEMBERS.perCustomerMax)
      ? scanner.number(1, BOOK_LIMITS.quantityMax)
      : 0;
    const listLength = scanner.has(ENTRY_MEMBERS.priceList) ? scanner.identifier(this.#text) : 0;
    if (listLength > 0 || currency !== undefined) this.#named(entry, listLength, currency);
    else entry.priceList = 0;
    scanner.must(ENTRY_MEMBERS.priceMinor);
    entry.priceMinor = scanner.number(0, AMOUNT_MAX);
    this.#reference(entry);
    scanner.must(ENTRY_MEMBERS.sku);
    entry.skuLength = scanner.identifier(entry.sku);
    entry.stockKeyLength = scanner.has(ENTRY_MEMBERS.stockKey) ? scanner.identifier(entry.stockKey) : 0;
    scanner.must(CLOSE);
    return !scanner.isBad && scanner.isAtEnd && this.#isSound(entry);
  }

  #reference(entry: RawEntry): void {
    const scanner = this.#scanner;
    entry.referenceMinor = 0;
    entry.referenceSource = 0;
    if (!scanner.has(ENTRY_MEMBERS.referenceMinor)) return;
    entry.referenceMinor = scanner.number(1, AMOUNT_MAX);
    scanner.must(ENTRY_MEMBERS.referenceSource);
    for (let source = 1; source < SOURCES.length; source++) {
      if (!scanner.has(SOURCES[source] ?? OPEN)) continue;
      entry.referenceSource = source;
      return;
    }
    scanner.isBad = true;
  }

  /** Only another currency than the book's may be named. */
  #currency(bytes: Uint8Array): string | undefined {
    const scanner = this.#scanner;
    const at = scanner.at;
    const text = String.fromCharCode(bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0);
    scanner.at = at + CURRENCY_LENGTH;
    scanner.must(QUOTE_COMMA);
    if (text === this.#lists.currencyOf(0)) scanner.isBad = true;
    return text;
  }

  /** For an entry that names a price list, a currency, or both. The text of the price list stands in `#text`. */
  #named(entry: RawEntry, listLength: number, currencyText: string | undefined): void {
    const lists = this.#lists;
    const priceList =
      listLength === 0 ? DEFAULT_PRICE_LIST : this.#decoder.decode(this.#text.subarray(0, listLength));
    const currency = currencyText === undefined ? lists.currencyOf(0) : parseCurrency(currencyText);
    if (
      currency === undefined ||
      this.#scanner.isBad ||
      (listLength > 0 && priceList === DEFAULT_PRICE_LIST)
    ) {
      this.#scanner.isBad = true;
      return;
    }
    const known = lists.find(priceList, currency);
    entry.priceList = known >= 0 ? known : lists.add(priceList, currency);
  }

  /** The list of a bundle: its bytes, brackets included. */
  #components(bytes: Uint8Array): Uint8Array | undefined {
    const scanner = this.#scanner;
    const start = scanner.at;
    scanner.must(OPEN_LIST);
    const stockKeys = new Set<string>();
    do {
      scanner.must(COMPONENT);
      scanner.number(1, BOOK_LIMITS.quantityMax);
      scanner.must(ENTRY_MEMBERS.stockKey);
      const length = scanner.identifier(this.#text);
      scanner.must(CLOSE);
      const stockKey = this.#decoder.decode(this.#text.subarray(0, length));
      if (stockKeys.has(stockKey) || stockKeys.size >= BOOK_LIMITS.componentsMax) scanner.isBad = true;
      stockKeys.add(stockKey);
    } while (!scanner.isBad && scanner.has(COMMA));
    scanner.must(CLOSE_LIST);
    // A copy: the piece will be used again. `slice` would be none, where the piece is a Buffer.
    return scanner.isBad ? undefined : new Uint8Array(bytes.subarray(start, scanner.at - 1));
  }

  /** What holds between members. */
  #isSound(entry: RawEntry): boolean {
    if (entry.floorMinor > entry.priceMinor) return false;
    if (entry.priceMinor === 0 && !entry.isGift) return false;
    if (entry.stockKeyLength > 0) return !namesDefaultStockKey(entry, this.#lists);
    return defaultStockKeyLength(entry, this.#lists) <= BOOK_LIMITS.identifierBytesMax;
  }
}
