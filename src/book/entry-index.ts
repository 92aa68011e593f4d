import { encodeIdentifier } from './identifier-bytes.js';
import type { EntryColumns } from './entry-columns.js';
import { BOOK_LIMITS } from './limits.js';

/** Slots for each entry at the least: a look-up then meets hardly more than one other entry. */
const SLOTS_AN_ENTRY = 1.5;
const SLOTS_MIN = 16;

/**
 * Finds entries by SKU and price list. SKUs of orders come from outside, so a hash only says where to look: a hit is compared
 * byte by byte. Each slot holds the ordinal and, in the bits that an ordinal of this book does not need, a part of the hash, so
 * that nearly every other entry in the way is passed over without looking at its bytes.
 */
export class EntryIndex {
  readonly #columns: EntryColumns;
  readonly #slots: Uint32Array;
  readonly #seed: number;
  /** Selects the bits of a slot that hold the ordinal and one. */
  readonly #ordinalMask: number;
  readonly #sought = new Uint8Array(BOOK_LIMITS.identifierBytesMax);

  /** @param options.seed makes the places of a process unpredictable to whoever writes the SKUs of orders. */
  constructor(columns: EntryColumns, options: { readonly seed: number }) {
    this.#columns = columns;
    this.#seed = options.seed | 0;
    let slotCount = SLOTS_MIN;
    while (slotCount < columns.count * SLOTS_AN_ENTRY) slotCount *= 2;
    this.#slots = new Uint32Array(slotCount);
    this.#ordinalMask = 2 ** (32 - Math.clz32(columns.count)) - 1;
    for (let ordinal = 0; ordinal < columns.count; ordinal++) this.#place(ordinal);
  }

  /** Ordinal of an entry, or -1 when there is none. */
  find(sku: string, priceList: string, currency: string): number {
    const list = this.#columns.lists.find(priceList, currency);
    const length = list < 0 ? 0 : encodeIdentifier(sku, this.#sought);
    if (length === 0) return -1;
    const hash = this.#hash(this.#sought, 0, length, list);
    const slots = this.#slots;
    const ordinalMask = this.#ordinalMask;
    const tag = (hash & ~ordinalMask) >>> 0;
    const slotMask = slots.length - 1;
    for (let slot = hash & slotMask; ; slot = (slot + 1) & slotMask) {
      const held = slots[slot] ?? 0;
      if (held === 0) return -1;
      if ((held & ~ordinalMask) >>> 0 !== tag) continue;
      const ordinal = (held & ordinalMask) - 1;
      if (this.#isAt(ordinal, length, list)) return ordinal;
    }
  }

  #place(ordinal: number): void {
    const columns = this.#columns;
    const start = columns.skuStart(ordinal);
    const end = start + columns.skuLength(ordinal);
    const hash = this.#hash(columns.skuBytes, start, end, columns.priceList(ordinal));
    const slots = this.#slots;
    const slotMask = slots.length - 1;
    let slot = hash & slotMask;
    while (slots[slot] !== 0) slot = (slot + 1) & slotMask;
    slots[slot] = ((hash & ~this.#ordinalMask) | (ordinal + 1)) >>> 0;
  }

  #isAt(ordinal: number, length: number, list: number): boolean {
    const columns = this.#columns;
    if (columns.skuLength(ordinal) !== length || columns.priceList(ordinal) !== list) return false;
    const bytes = columns.skuBytes;
    const start = columns.skuStart(ordinal);
    for (let at = 0; at < length; at++) if (bytes[start + at] !== this.#sought[at]) return false;
    return true;
  }

  /** A multiply-xor lane over the bytes, finished as MurmurHash3 finishes its state. */
  #hash(bytes: Uint8Array, start: number, end: number, list: number): number {
    let hash = this.#seed ^ Math.imul(list + 1, 0x9e3779b1);
    for (let at = start; at < end; at++) {
      hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x85ebca77);
      hash ^= hash >>> 15;
    }
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return (hash ^ (hash >>> 16)) >>> 0;
  }
}
