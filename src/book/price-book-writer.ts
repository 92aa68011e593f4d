import {
  defaultStockKey,
  type PriceBookEntry,
  type PriceBookHeader,
  type PriceBookTrailer,
} from '../catalog/price-book.js';
import { assert } from '../core/assert.js';
import { GuardError } from '../core/errors.js';
import { StreamDigest } from '../seal/digest.js';
import type { SigningKey } from '../seal/ed25519.js';
import { canonicalJson } from '../seal/canonical-json.js';
import { printBookHeader, printBookTrailer } from '../wire/price-book.js';
import { quoted } from '../wire/problem.js';
import { entryName, entryProblem } from './check-entry.js';
import { EntryColumns } from './entry-columns.js';
import { EntryPrinter } from './entry-printer.js';
import { encodeIdentifier } from './identifier-bytes.js';
import { compareKeys, ordinalsByKey } from './key-order.js';
import { BOOK_LIMITS } from './limits.js';
import { PriceLists } from './price-lists.js';
import { RawEntry, REFERENCE_SOURCES } from './raw-entry.js';
import { signedMessage } from './trusted-keys.js';
import { unsharedStock } from './unshared-stock.js';

/** What keeps an entry out of a price book. */
export interface BookProblem {
  /**
   * - `bad-entry`: it may not be as it is;
   * - `duplicate-entry`: another entry has its SKU, price list and currency;
   * - `stock-not-shared`: another entry has its stock key, and the sale does not say that they share stock;
   * - `too-large`: the book has more entries, price lists or bytes than one may have.
   */
  readonly kind: 'bad-entry' | 'duplicate-entry' | 'stock-not-shared' | 'too-large';
  /** Of the entry; undefined when the whole book is meant. */
  readonly sku: string | undefined;
  readonly priceList: string | undefined;
  readonly currency: string | undefined;
  /** What is wrong, and what to do. */
  readonly message: string;
}

/** What a writer of price books is given. */
export interface PriceBookWriterInit {
  readonly header: PriceBookHeader;
  /** Stock keys that several entries may have, as the sale says. */
  readonly sharedStockKeys?: ReadonlySet<string>;
}

/** Where the book goes. */
export interface BookTarget {
  readonly key: SigningKey;
  /** Takes the next bytes, in order; waited for. The bytes are its own. */
  write(bytes: Uint8Array): void | Promise<void>;
}

/** What became of a book. */
export type WrittenBook =
  | {
      readonly kind: 'written';
      readonly trailer: PriceBookTrailer;
      /** Of the whole book. */
      readonly bytes: number;
    }
  | {
      readonly kind: 'refused';
      /** The first 100. */
      readonly problems: readonly BookProblem[];
      readonly problemCount: number;
    };

const PROBLEMS_MAX = 100;
const PIECE_BYTES = 1 << 17;

/**
 * Writes a signed price book from entries in any order: equal entries give equal bytes. A million entries take about 100 MB until
 * they are written.
 *
 * Nothing is written while there is a problem with any entry, and without its trailer no book can be used: what a target was
 * given before it failed is worth nothing.
 *
 * @example
 * ```ts
 * const writer = new PriceBookWriter({ header });
 * for (const entry of entries) writer.add(entry);
 * const result = await writer.finish({ key, write: (bytes) => file.write(bytes) });
 * ```
 */
export class PriceBookWriter {
  readonly #headerLine: string;
  readonly #sharedStockKeys: ReadonlySet<string>;
  readonly #columns: EntryColumns;
  readonly #raw = new RawEntry();
  readonly #problems: BookProblem[] = [];
  #problemCount = 0;
  #isFinished = false;

  /** @throws GuardError `invalid-argument` for a header that may not be as it is. */
  constructor({ header, sharedStockKeys = new Set() }: PriceBookWriterInit) {
    this.#headerLine = printBookHeader(header);
    this.#sharedStockKeys = sharedStockKeys;
    this.#columns = new EntryColumns(new PriceLists(header.currency));
  }

  /** Takes an entry. @returns what is wrong with it by itself; `finish` tells that again, and what only all entries show. */
  add(entry: PriceBookEntry): BookProblem | undefined {
    if (this.#isFinished) throw finished();
    const message = entryProblem(entry);
    if (message !== undefined) return this.#note('bad-entry', entry, message);
    if (this.#columns.count >= BOOK_LIMITS.entriesMax)
      return this.#note('too-large', undefined, `a price book has at most ${BOOK_LIMITS.entriesMax} entries`);
    this.#fill(entry);
    if (this.#columns.lists.count > BOOK_LIMITS.priceListsMax) {
      const most = `a price book has at most ${BOOK_LIMITS.priceListsMax} price lists`;
      return this.#note('too-large', undefined, most);
    }
    this.#columns.add(this.#raw);
    return undefined;
  }

  /**
   * Sorts, writes and signs. Once.
   *
   * @throws whatever `write` throws.
   */
  async finish(target: BookTarget): Promise<WrittenBook> {
    if (this.#isFinished) throw finished();
    this.#isFinished = true;
    const ordinals = ordinalsByKey(this.#columns);
    this.#checkDuplicates(ordinals);
    this.#checkStock(ordinals);
    if (this.#problemCount > 0) return this.#refused();
    const digest = new StreamDigest();
    let bytes = 0;
    const emit = async (piece: Uint8Array): Promise<void> => {
      digest.update(piece);
      bytes += piece.length;
      await target.write(piece);
    };
    const encoder = new TextEncoder();
    await emit(encoder.encode(`${this.#headerLine}\n`));
    const printer = new EntryPrinter(this.#columns, { bytes: PIECE_BYTES });
    for (const ordinal of ordinals) {
      printer.print(ordinal);
      if (printer.length >= PIECE_BYTES) await emit(printer.take());
      if (bytes > BOOK_LIMITS.bytesMax) return this.#tooManyBytes();
    }
    await emit(printer.take());
    const sha256 = digest.hex();
    const signature = target.key.sign(signedMessage(sha256));
    const trailer = { count: ordinals.length, sha256, keyId: target.key.keyId, signature };
    const line = encoder.encode(`${printBookTrailer(trailer)}\n`);
    bytes += line.length;
    if (bytes > BOOK_LIMITS.bytesMax) return this.#tooManyBytes();
    await target.write(line);
    return { kind: 'written', trailer, bytes };
  }

  #fill(entry: PriceBookEntry): void {
    const raw = this.#raw;
    raw.skuLength = encodeIdentifier(entry.sku, raw.sku);
    raw.priceList = this.#columns.lists.add(entry.priceList, entry.currency);
    raw.priceMinor = entry.priceMinor;
    raw.floorMinor = entry.floorMinor;
    raw.referenceMinor = entry.referenceMinor ?? 0;
    raw.referenceSource =
      entry.referenceSource === undefined ? 0 : REFERENCE_SOURCES.indexOf(entry.referenceSource);
    raw.allotment = entry.allotment ?? -1;
    raw.perCustomerMax = entry.perCustomerMax ?? 0;
    raw.isGift = entry.isGift;
    const isDefault = entry.stockKey === defaultStockKey(entry.sku, entry.priceList);
    raw.stockKeyLength = isDefault ? 0 : encodeIdentifier(entry.stockKey, raw.stockKey);
    raw.components = entry.components === undefined ? undefined : componentsBytes(entry.components);
    assert(raw.skuLength > 0 && raw.referenceSource >= 0, 'an entry that was checked can be held');
  }

  /** Two entries that draw on one allotment without anybody having said so would sell it twice. */
  #checkStock(ordinals: Uint32Array): void {
    for (const { ordinal, other, stockKey } of unsharedStock(
      this.#columns,
      ordinals,
      this.#sharedStockKeys,
    )) {
      const entry = this.#columns.entry(ordinal);
      const owner = this.#columns.entry(other);
      // An entry that is there twice has been told of.
      if (isSameKey(owner, entry)) continue;
      const message = `its stock key ${quoted(stockKey)} is also that of ${entryName(owner)}; say in the sale that they share stock, or give one of them a stock key of its own`;
      this.#note('stock-not-shared', entry, message);
    }
  }

  #checkDuplicates(ordinals: Uint32Array): void {
    const columns = this.#columns;
    for (let at = 1; at < ordinals.length; at++) {
      const ordinal = ordinals[at] ?? 0;
      if (compareKeys(columns, ordinals[at - 1] ?? 0, ordinal) !== 0) continue;
      const message = 'the entry is there twice; one price list has one price for a SKU in a currency';
      this.#note('duplicate-entry', columns.entry(ordinal), message);
    }
  }

  #note(kind: BookProblem['kind'], entry: PriceBookEntry | undefined, what: string): BookProblem {
    const message = entry === undefined ? what : `${entryName(entry)}: ${what}`;
    const { sku, priceList, currency } = entry ?? NO_KEY;
    const problem: BookProblem = { kind, sku, priceList, currency, message };
    this.#problemCount += 1;
    if (this.#problems.length < PROBLEMS_MAX) this.#problems.push(problem);
    return problem;
  }

  #tooManyBytes(): WrittenBook {
    this.#note('too-large', undefined, `a price book has at most ${BOOK_LIMITS.bytesMax} bytes`);
    return this.#refused();
  }

  #refused(): WrittenBook {
    return { kind: 'refused', problems: this.#problems, problemCount: this.#problemCount };
  }
}

const NO_KEY = { sku: undefined, priceList: undefined, currency: undefined };

function componentsBytes(components: NonNullable<PriceBookEntry['components']>): Uint8Array {
  const plain = components.map(({ stockKey, quantity }) => ({ stockKey, quantity }));
  return new TextEncoder().encode(canonicalJson(plain));
}

function isSameKey(left: PriceBookEntry, right: PriceBookEntry): boolean {
  return left.sku === right.sku && left.priceList === right.priceList && left.currency === right.currency;
}

function finished(): GuardError {
  return new GuardError({ code: 'invalid-argument', message: 'this price book was finished before' });
}
