import { assert } from './assert.js';

/** How much is held, and who gets the rest. */
export interface HeldTailOptions {
  /** Bytes held at most: those of the longest closing line, its end included. */
  readonly bytesMax: number;
  /** Takes the bytes before, in order; they are read before it returns. */
  readonly handOn: (bytes: Uint8Array) => void;
}

/**
 * Hands on a stream of bytes but for its closing line, of which it is known only at the end that it was one: so a file can end
 * with the digest of everything before.
 */
export class HeldTail {
  readonly #options: HeldTailOptions;
  #tail: Uint8Array = new Uint8Array(0);

  constructor(options: HeldTailOptions) {
    this.#options = options;
  }

  /** The next bytes of the stream; the piece may be used again. */
  push(piece: Uint8Array): void {
    const { bytesMax, handOn } = this.#options;
    if (piece.length >= bytesMax) {
      handOn(this.#tail);
      handOn(piece.subarray(0, piece.length - bytesMax));
      this.#tail = new Uint8Array(piece.subarray(piece.length - bytesMax));
      return;
    }
    const joined = new Uint8Array(this.#tail.length + piece.length);
    joined.set(this.#tail);
    joined.set(piece, this.#tail.length);
    const settled = Math.max(0, joined.length - bytesMax);
    handOn(joined.subarray(0, settled));
    this.#tail = joined.subarray(settled);
  }

  /** Ends the stream: hands on all that is held but its last `closingBytes` bytes, at most as many as are held. */
  finish(closingBytes: number): void {
    const { length } = this.#tail;
    assert(closingBytes >= 0 && closingBytes <= length, 'a closing line is among the bytes that are held');
    this.#options.handOn(this.#tail.subarray(0, length - closingBytes));
    this.#tail = new Uint8Array(0);
  }
}
