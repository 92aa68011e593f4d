import type { EntryColumns } from './entry-columns.js';

/** Bytes of a SKU that one pass looks at. */
const WORD_BYTES = 4;
/** Shorter runs are sorted by comparing: setting up a pass costs more. */
const PASS_MIN = 24;

/**
 * Ordinals of all entries by the UTF-8 bytes of SKU, then price list, then currency.
 *
 * SKUs are sorted four bytes at a time: a pass packs the next four bytes of each SKU and its ordinal into one number of 64 bits
 * and sorts the numbers, which the engine does without calling back; runs that are still equal go into the next pass. A million
 * entries take 16 MB and a fraction of the time of comparing them.
 */
export function ordinalsByKey(columns: EntryColumns): Uint32Array {
  const ordinals = new Uint32Array(columns.count);
  for (let ordinal = 0; ordinal < ordinals.length; ordinal++) ordinals[ordinal] = ordinal;
  new KeySorting(columns, ordinals).sort();
  return ordinals;
}

/** Where an array of 32-bit halves shows the low and the high half of a 64-bit number: processors differ in it. */
const LOW = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 0 : 1;
const HIGH = 1 - LOW;

class KeySorting {
  readonly #columns: EntryColumns;
  readonly #ordinals: Uint32Array;
  readonly #packed: BigUint64Array;
  readonly #halves: Uint32Array;

  constructor(columns: EntryColumns, ordinals: Uint32Array) {
    this.#columns = columns;
    this.#ordinals = ordinals;
    this.#packed = new BigUint64Array(ordinals.length);
    this.#halves = new Uint32Array(this.#packed.buffer);
  }

  sort(): void {
    // Runs still to be sorted, as start, end and bytes already equal; a list and not a recursion, whose depth SKUs would set.
    const runs: number[] = [0, this.#ordinals.length, 0];
    while (runs.length > 0) {
      const depth = runs.pop() ?? 0;
      const end = runs.pop() ?? 0;
      const start = runs.pop() ?? 0;
      if (end - start < PASS_MIN) this.#sortShort(start, end, depth);
      else this.#pass(start, end, depth, runs);
    }
  }

  #pass(start: number, end: number, depth: number, runs: number[]): void {
    const ordinals = this.#ordinals;
    const halves = this.#halves;
    for (let at = start; at < end; at++) {
      const ordinal = ordinals[at] ?? 0;
      halves[at * 2 + HIGH] = this.#word(ordinal, depth);
      halves[at * 2 + LOW] = ordinal;
    }
    this.#packed.subarray(start, end).sort();
    for (let at = start; at < end; at++) ordinals[at] = halves[at * 2 + LOW] ?? 0;
    for (let from = start; from < end;) {
      const word = halves[from * 2 + HIGH] ?? 0;
      let to = from + 1;
      while (to < end && halves[to * 2 + HIGH] === word) to++;
      if (to - from > 1) this.#goOn(from, to, depth, word, runs);
      from = to;
    }
  }

  /** A last byte of 0 stands behind the end of a SKU: equal ones are then equal as a whole. */
  #goOn(start: number, end: number, depth: number, word: number, runs: number[]): void {
    if ((word & 0xff) !== 0) runs.push(start, end, depth + WORD_BYTES);
    else this.#sortEqual(start, end);
  }

  #word(ordinal: number, depth: number): number {
    const bytes = this.#columns.skuBytes;
    const from = this.#columns.skuStart(ordinal) + depth;
    const left = this.#columns.skuLength(ordinal) - depth;
    if (left >= WORD_BYTES)
      return (
        (((bytes[from] ?? 0) << 24) |
          ((bytes[from + 1] ?? 0) << 16) |
          ((bytes[from + 2] ?? 0) << 8) |
          (bytes[from + 3] ?? 0)) >>>
        0
      );
    let word = 0;
    for (let at = 0; at < WORD_BYTES; at++) word = (word << 8) | (at < left ? (bytes[from + at] ?? 0) : 0);
    return word >>> 0;
  }

  /** By insertion. */
  #sortShort(start: number, end: number, depth: number): void {
    const ordinals = this.#ordinals;
    for (let next = start + 1; next < end; next++) {
      const ordinal = ordinals[next] ?? 0;
      let at = next;
      while (at > start && compareKeys(this.#columns, ordinals[at - 1] ?? 0, ordinal, depth) > 0) {
        ordinals[at] = ordinals[at - 1] ?? 0;
        at--;
      }
      ordinals[at] = ordinal;
    }
  }

  /** Entries of one SKU. */
  #sortEqual(start: number, end: number): void {
    this.#ordinals.subarray(start, end).sort((left, right) => this.#byPriceList(left, right));
  }

  #byPriceList(left: number, right: number): number {
    const columns = this.#columns;
    return columns.lists.compare(columns.priceList(left), columns.priceList(right));
  }
}

/** @param depth bytes of both SKUs that are known to be equal. */
export function compareKeys(columns: EntryColumns, left: number, right: number, depth = 0): number {
  const bytes = columns.skuBytes;
  const leftStart = columns.skuStart(left);
  const rightStart = columns.skuStart(right);
  const byLength = columns.skuLength(left) - columns.skuLength(right);
  const shorter = byLength < 0 ? columns.skuLength(left) : columns.skuLength(right);
  for (let at = depth; at < shorter; at++) {
    const difference = (bytes[leftStart + at] ?? 0) - (bytes[rightStart + at] ?? 0);
    if (difference !== 0) return difference;
  }
  return byLength === 0 ? columns.lists.compare(columns.priceList(left), columns.priceList(right)) : byLength;
}
