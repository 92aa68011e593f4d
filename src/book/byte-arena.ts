/** Pieces of bytes one after another in one array that grows by half when full. */
export class ByteArena {
  #bytes: Uint8Array;
  #length = 0;

  constructor(options: { readonly expectedBytes: number }) {
    this.#bytes = new Uint8Array(options.expectedBytes);
  }

  /** All bytes. Another array after an `add` that made it grow. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** Adds the first `length` bytes of a piece. @returns where they start. */
  add(piece: Uint8Array, length: number): number {
    const from = this.#length;
    const to = from + length;
    if (to > this.#bytes.length) {
      const wider = new Uint8Array(Math.max(to, Math.ceil(this.#bytes.length * 1.5)));
      wider.set(this.#bytes);
      this.#bytes = wider;
    }
    const bytes = this.#bytes;
    for (let at = 0; at < length; at++) bytes[from + at] = piece[at] ?? 0;
    this.#length = to;
    return from;
  }
}
