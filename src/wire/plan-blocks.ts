import { StreamDigest } from '../seal/digest.js';

/** Lines whose bytes are known by one digest: a million lines take 250 KB. */
export const BLOCK_LINES = 256;

/** Digests of a file's lines, so many at a time: what a second reading is held against before anything of it is used. */
export class BlockDigests {
  readonly #digests: string[] = [];
  #open = new StreamDigest();
  #lines = 0;

  /** Takes the bytes of the next line. */
  add(bytes: Uint8Array): void {
    this.#open.update(bytes);
    this.#lines += 1;
    if (this.#lines % BLOCK_LINES === 0) this.#close();
  }

  /** After the last line. */
  end(): void {
    if (this.#lines % BLOCK_LINES !== 0) this.#close();
  }

  /** Whether these lines are those of the block with this number, from 0. */
  isBlock(number: number, lines: readonly { readonly bytes: Uint8Array }[]): boolean {
    const digest = new StreamDigest();
    for (const { bytes } of lines) digest.update(bytes);
    return digest.hex() === this.#digests[number];
  }

  #close(): void {
    this.#digests.push(this.#open.hex());
    this.#open = new StreamDigest();
  }
}
