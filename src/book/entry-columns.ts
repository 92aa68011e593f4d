import type { PriceBookEntry } from '../catalog/price-book.js';
import { defaultStockKey } from '../catalog/price-book.js';
import type { ReferenceSource } from '../catalog/reference.js';
import { GrowableColumn } from '../core/growable-column.js';
import type { PriceLists } from './price-lists.js';
import { REFERENCE_SOURCES, type RawEntry } from './raw-entry.js';
import { ByteArena } from './byte-arena.js';
import { EntryRows } from './entry-rows.js';
import { TextArena } from './text-arena.js';

const SKU_BYTES_EXPECTED = 65_536;
const NAME_BYTES_EXPECTED = 256;

/** Entries by ordinal in flat typed arrays: some 60 bytes each where an object would take 500. */
export class EntryColumns {
  readonly lists: PriceLists;
  readonly #skus = new ByteArena({ expectedBytes: SKU_BYTES_EXPECTED });
  readonly #rows = new EntryRows();
  // What most books state for few entries is kept so that 0, which a column holds where nothing was set, means none.
  readonly #allotmentAndOne = new GrowableColumn((length) => new Uint32Array(length));
  readonly #perCustomerMax = new GrowableColumn((length) => new Uint32Array(length));
  readonly #stockKeyAndOne = new GrowableColumn((length) => new Uint32Array(length));
  readonly #componentsAndOne = new GrowableColumn((length) => new Uint32Array(length));
  readonly #texts = new TextArena({ expectedBytes: NAME_BYTES_EXPECTED });
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });

  constructor(lists: PriceLists) {
    this.lists = lists;
  }

  get count(): number {
    return this.#rows.count;
  }

  /** UTF-8 of all SKUs, one after another. Another array after an `add`. */
  get skuBytes(): Uint8Array {
    return this.#skus.bytes;
  }

  /** @returns the entry's ordinal: how many there were before. */
  add(entry: RawEntry): number {
    const ordinal = this.#rows.add(entry, this.#skus.add(entry.sku, entry.skuLength));
    if (entry.allotment >= 0) this.#allotmentAndOne.set(ordinal, entry.allotment + 1);
    if (entry.perCustomerMax > 0) this.#perCustomerMax.set(ordinal, entry.perCustomerMax);
    if (entry.stockKeyLength > 0)
      this.#stockKeyAndOne.set(ordinal, this.#texts.add(entry.stockKey, entry.stockKeyLength) + 1);
    if (entry.components !== undefined)
      this.#componentsAndOne.set(ordinal, this.#texts.add(entry.components, entry.components.length) + 1);
    return ordinal;
  }

  /** Where the SKU starts in `skuBytes`. */
  skuStart(ordinal: number): number {
    return this.#rows.skuStart(ordinal);
  }

  /** Its bytes. */
  skuLength(ordinal: number): number {
    return this.#rows.skuLength(ordinal);
  }

  sku(ordinal: number): string {
    const start = this.skuStart(ordinal);
    return this.#decoder.decode(this.skuBytes.subarray(start, start + this.skuLength(ordinal)));
  }

  /** Number of the price list and currency in `lists`. */
  priceList(ordinal: number): number {
    return this.#rows.priceList(ordinal);
  }

  priceMinor(ordinal: number): number {
    return this.#rows.priceMinor(ordinal);
  }

  floorMinor(ordinal: number): number {
    return this.#rows.floorMinor(ordinal);
  }

  referenceMinor(ordinal: number): number | undefined {
    const minor = this.#rows.referenceMinor(ordinal);
    return minor === 0 ? undefined : minor;
  }

  referenceSource(ordinal: number): ReferenceSource | undefined {
    return REFERENCE_SOURCES[this.#rows.referenceSource(ordinal)];
  }

  allotment(ordinal: number): number | undefined {
    const andOne = this.#allotmentAndOne.get(ordinal);
    return andOne === 0 ? undefined : andOne - 1;
  }

  perCustomerMax(ordinal: number): number | undefined {
    const units = this.#perCustomerMax.get(ordinal);
    return units === 0 ? undefined : units;
  }

  isGift(ordinal: number): boolean {
    return this.#rows.isGift(ordinal);
  }

  hasSameSku(left: number, right: number): boolean {
    const bytes = this.skuBytes;
    const length = this.skuLength(left);
    if (this.skuLength(right) !== length) return false;
    const leftStart = this.skuStart(left);
    const rightStart = this.skuStart(right);
    for (let at = 0; at < length; at++) if (bytes[leftStart + at] !== bytes[rightStart + at]) return false;
    return true;
  }

  hasOwnStockKey(ordinal: number): boolean {
    return this.#stockKeyAndOne.get(ordinal) !== 0;
  }

  /** The stock key when it is another than the default one. */
  ownStockKey(ordinal: number): string | undefined {
    const andOne = this.#stockKeyAndOne.get(ordinal);
    return andOne === 0 ? undefined : this.#texts.textOf(andOne - 1);
  }

  stockKey(ordinal: number): string {
    return (
      this.ownStockKey(ordinal) ??
      defaultStockKey(this.sku(ordinal), this.lists.priceListOf(this.priceList(ordinal)))
    );
  }

  /** Canonical JSON of the list of a bundle. */
  componentsText(ordinal: number): string | undefined {
    const andOne = this.#componentsAndOne.get(ordinal);
    return andOne === 0 ? undefined : this.#texts.textOf(andOne - 1);
  }

  /** All of one entry as an object. */
  entry(ordinal: number): PriceBookEntry {
    const list = this.priceList(ordinal);
    const components = this.componentsText(ordinal);
    return {
      sku: this.sku(ordinal),
      priceList: this.lists.priceListOf(list),
      currency: this.lists.currencyOf(list),
      priceMinor: this.priceMinor(ordinal),
      floorMinor: this.floorMinor(ordinal),
      referenceMinor: this.referenceMinor(ordinal),
      referenceSource: this.referenceSource(ordinal),
      stockKey: this.stockKey(ordinal),
      allotment: this.allotment(ordinal),
      perCustomerMax: this.perCustomerMax(ordinal),
      // What was checked byte by byte when it was added.
      components:
        components === undefined ? undefined : (JSON.parse(components) as PriceBookEntry['components']),
      isGift: this.isGift(ordinal),
    };
  }
}
