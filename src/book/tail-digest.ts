import { HeldTail } from '../core/held-tail.js';
import { StreamDigest } from '../seal/digest.js';
import { BOOK_LIMITS } from './limits.js';

/** SHA-256 over a book but for its trailer, of which it is known only at the end that it was one. */
export class TailDigest {
  readonly #digest = new StreamDigest();
  /** Holds the trailer's line with its end. */
  readonly #tail = new HeldTail({
    bytesMax: BOOK_LIMITS.trailerBytesMax + 1,
    handOn: (bytes) => this.#digest.update(bytes),
  });

  update(piece: Uint8Array): void {
    this.#tail.push(piece);
  }

  /** Hex digest of everything but the last `trailerBytes` bytes, the trailer's LF included: 513 at most. Once, at the end. */
  hexWithout(trailerBytes: number): string {
    this.#tail.finish(trailerBytes);
    return this.#digest.hex();
  }
}
