import { StreamDigest } from '../seal/digest.js';
import { BOOK_LIMITS } from './limits.js';

/** The trailer's line with its end. */
const TAIL_BYTES = BOOK_LIMITS.trailerBytesMax + 1;

/** SHA-256 over a book but for its trailer, of which it is known only at the end that it was one. */
export class TailDigest {
  readonly #digest = new StreamDigest();
  /** The last bytes, not yet digested. */
  #tail: Uint8Array = new Uint8Array(0);

  update(piece: Uint8Array): void {
    if (piece.length >= TAIL_BYTES) {
      this.#digest.update(this.#tail);
      this.#digest.update(piece.subarray(0, piece.length - TAIL_BYTES));
      this.#tail = new Uint8Array(piece.subarray(piece.length - TAIL_BYTES));
      return;
    }
    const joined = new Uint8Array(this.#tail.length + piece.length);
    joined.set(this.#tail);
    joined.set(piece, this.#tail.length);
    const settled = Math.max(0, joined.length - TAIL_BYTES);
    this.#digest.update(joined.subarray(0, settled));
    this.#tail = joined.subarray(settled);
  }

  /** Hex digest of everything but the last `trailerBytes` bytes, the trailer's LF included: 513 at most. */
  hexWithout(trailerBytes: number): string {
    this.#digest.update(this.#tail.subarray(0, Math.max(0, this.#tail.length - trailerBytes)));
    return this.#digest.hex();
  }
}
