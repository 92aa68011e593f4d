import { GrowableColumn } from '../core/growable-column.js';
import { ByteArena } from './byte-arena.js';

/** Texts one after another, by number: no object a text. */
export class TextArena {
  readonly #arena: ByteArena;
  #count = 0;
  /** Where the text of each number ends. */
  readonly #ends = new GrowableColumn((length) => new Uint32Array(length));
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });

  constructor(options: { readonly expectedBytes: number }) {
    this.#arena = new ByteArena(options);
  }

  /** Adds the first `length` bytes of a text. @returns its number. */
  add(text: Uint8Array, length: number): number {
    this.#ends.set(this.#count, this.#arena.add(text, length) + length);
    return this.#count++;
  }

  textOf(id: number): string {
    const start = id === 0 ? 0 : this.#ends.get(id - 1);
    return this.#decoder.decode(this.#arena.bytes.subarray(start, this.#ends.get(id)));
  }
}
