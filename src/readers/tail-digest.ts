import { createHash, type Hash } from 'node:crypto';

/** Longer than the closing line of any file that ends with its own digest. */
const TAIL_BYTES = 512;

/** SHA-256 over a stream but for its closing line, whose length is known only when the stream has ended. */
export class TailDigest {
  readonly #hash: Hash = createHash('sha256');
  #tail: Buffer = Buffer.alloc(0);

  update(chunk: Uint8Array): void {
    const bytes = Buffer.concat([this.#tail, chunk]);
    const settled = Math.max(0, bytes.length - TAIL_BYTES);
    this.#hash.update(bytes.subarray(0, settled));
    this.#tail = Buffer.from(bytes.subarray(settled));
  }

  /** Hex digest of everything but the last `closingBytes` bytes, 512 at most. */
  finish(closingBytes: number): string {
    return this.#hash
      .update(this.#tail.subarray(0, Math.max(0, this.#tail.length - closingBytes)))
      .digest('hex');
  }
}
