import { assert } from './assert.js';

/**
 * A set of text keys that gives each new key the next ordinal 0, 1, 2 …; what belongs to a key is kept by the caller in
 * flat columns by ordinal (see {@link GrowableColumn}). A million keys take about 20 MB where a `Map` of strings takes
 * well over 100 MB.
 *
 * Keys themselves are not kept: a key is known by 96 bits of its hash. With a billion keys the chance that any two
 * collide is below 1e-11. `seed` makes the hash of one process unpredictable to whoever writes the file.
 */
export class KeyIndex {
  readonly #seed: number;
  #slots: Uint32Array;
  #hashes: Uint32Array;
  #count = 0;
  /** Hash of the key handed in last: three lanes, kept as fields so that no look-up allocates. */
  #a = 0;
  #b = 0;
  #c = 0;

  constructor(options: { readonly seed: number; readonly expectedCount?: number }) {
    this.#seed = options.seed | 0;
    let capacity = 1024;
    while (capacity * 0.7 < (options.expectedCount ?? 0)) capacity *= 2;
    this.#slots = new Uint32Array(capacity);
    this.#hashes = new Uint32Array(Math.max(1024, options.expectedCount ?? 0) * 3);
  }

  /** How many different keys were added. */
  get count(): number {
    return this.#count;
  }

  /** Ordinal of a key, or -1 when it was never added. */
  find(key: string): number {
    this.#hash(key);
    return this.#probe() - 1;
  }

  /** Ordinal of a key, adding it when new: then the ordinal equals the `count` from before the call. */
  add(key: string): number {
    this.#hash(key);
    const found = this.#probe();
    if (found !== 0) return found - 1;
    if ((this.#count + 1) * 10 > this.#slots.length * 7) this.#grow();
    return this.#insert();
  }

  #probe(): number {
    const slots = this.#slots;
    const hashes = this.#hashes;
    const mask = slots.length - 1;
    for (let slot = this.#a & mask; ; slot = (slot + 1) & mask) {
      const entry = slots[slot] ?? 0;
      if (entry === 0) return 0;
      const at = (entry - 1) * 3;
      if (hashes[at] === this.#a && hashes[at + 1] === this.#b && hashes[at + 2] === this.#c) return entry;
    }
  }

  #insert(): number {
    const ordinal = this.#count;
    assert(ordinal < 0xffff_fffe, 'a key index holds fewer than 2^32 - 2 keys');
    if (ordinal * 3 >= this.#hashes.length) {
      const wider = new Uint32Array(Math.ceil(this.#hashes.length / 3 / 2) * 3 * 3);
      wider.set(this.#hashes);
      this.#hashes = wider;
    }
    this.#hashes[ordinal * 3] = this.#a;
    this.#hashes[ordinal * 3 + 1] = this.#b;
    this.#hashes[ordinal * 3 + 2] = this.#c;
    this.#place(this.#a, ordinal);
    this.#count = ordinal + 1;
    return ordinal;
  }

  #place(hash: number, ordinal: number): void {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = ordinal + 1;
  }

  #grow(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2);
    for (let ordinal = 0; ordinal < this.#count; ordinal++)
      this.#place(this.#hashes[ordinal * 3] ?? 0, ordinal);
  }

  /** Three multiply-xor lanes over the UTF-16 units, finished as MurmurHash3 finishes its state. */
  #hash(key: string): void {
    let a = this.#seed ^ 0x9e3779b9;
    let b = this.#seed ^ 0x85ebca6b;
    let c = this.#seed ^ 0xc2b2ae35;
    for (let i = 0; i < key.length; i++) {
      const unit = key.charCodeAt(i);
      a = Math.imul(a ^ unit, 0x85ebca77);
      a ^= a >>> 15;
      b = Math.imul(b ^ unit, 0x9e3779b1);
      b ^= b >>> 13;
      c = Math.imul(c ^ unit, 0xc2b2ae3d);
      c ^= c >>> 16;
    }
    this.#a = finish(a ^ key.length);
    this.#b = finish(b ^ this.#a);
    this.#c = finish(c ^ this.#b);
  }
}

function finish(lane: number): number {
  let h = lane ^ (lane >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  h ^= h >>> 16;
  return h >>> 0;
}
