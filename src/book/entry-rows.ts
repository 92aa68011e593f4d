import type { RawEntry } from './raw-entry.js';

/** Numbers of 64 bits in a row: price, floor, reference, and two of 32 bits. Two rows fill a line of a processor's cache. */
const ROW_FLOATS = 4;
const ROW_WORDS = ROW_FLOATS * 2;
const FLOOR = 1;
const REFERENCE = 2;
const SKU_START = 6;
/** From the lowest bit: bytes of the SKU (8), source of the reference (3), gift (1), nothing (4), price list (16). */
const MARKS = 7;
const LENGTH_MASK = 0xff;
const SOURCE_SHIFT = 8;
const SOURCE_MASK = 0x7;
const GIFT = 1 << 11;
const PRICE_LIST_SHIFT = 16;
const ROWS_EXPECTED = 1024;

/**
 * What checkout asks of an entry, row by row in one array and not column by column: a look-up waits for memory, and so it waits
 * once. Grows by half when full.
 */
export class EntryRows {
  #count = 0;
  #floats = new Float64Array(ROWS_EXPECTED * ROW_FLOATS);
  /** The same memory. */
  #words = new Uint32Array(this.#floats.buffer);

  get count(): number {
    return this.#count;
  }

  /** @returns the ordinal of the row: how many there were before. */
  add(entry: RawEntry, skuStart: number): number {
    const ordinal = this.#count++;
    if (this.#count * ROW_FLOATS > this.#floats.length) this.#grow();
    const floats = this.#floats;
    const at = ordinal * ROW_FLOATS;
    floats[at] = entry.priceMinor;
    floats[at + FLOOR] = entry.floorMinor;
    floats[at + REFERENCE] = entry.referenceMinor;
    const words = this.#words;
    const wordAt = ordinal * ROW_WORDS;
    words[wordAt + SKU_START] = skuStart;
    words[wordAt + MARKS] =
      entry.skuLength |
      (entry.referenceSource << SOURCE_SHIFT) |
      (entry.isGift ? GIFT : 0) |
      (entry.priceList << PRICE_LIST_SHIFT);
    return ordinal;
  }

  priceMinor(ordinal: number): number {
    return this.#floats[ordinal * ROW_FLOATS] ?? 0;
  }

  floorMinor(ordinal: number): number {
    return this.#floats[ordinal * ROW_FLOATS + FLOOR] ?? 0;
  }

  /** 0 for none. */
  referenceMinor(ordinal: number): number {
    return this.#floats[ordinal * ROW_FLOATS + REFERENCE] ?? 0;
  }

  skuStart(ordinal: number): number {
    return this.#words[ordinal * ROW_WORDS + SKU_START] ?? 0;
  }

  skuLength(ordinal: number): number {
    return this.#marks(ordinal) & LENGTH_MASK;
  }

  referenceSource(ordinal: number): number {
    return (this.#marks(ordinal) >>> SOURCE_SHIFT) & SOURCE_MASK;
  }

  isGift(ordinal: number): boolean {
    return (this.#marks(ordinal) & GIFT) !== 0;
  }

  priceList(ordinal: number): number {
    return this.#marks(ordinal) >>> PRICE_LIST_SHIFT;
  }

  #marks(ordinal: number): number {
    return this.#words[ordinal * ROW_WORDS + MARKS] ?? 0;
  }

  #grow(): void {
    const wider = new Float64Array(Math.ceil(this.#floats.length / ROW_FLOATS / 2) * 3 * ROW_FLOATS);
    // Copied as words: a word that happens to be a NaN is to stay the one it is.
    const words = new Uint32Array(wider.buffer);
    words.set(this.#words);
    this.#floats = wider;
    this.#words = words;
  }
}
