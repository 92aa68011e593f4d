import type { PriceBookHeader, PriceBookTrailer } from '../catalog/price-book.js';
import { readSource, type BookTrust } from './read-source.js';
import type { RefusedBook } from './refusal.js';

/** A price book that is, byte for byte, what a person whose key is trusted sealed. */
export interface VerifiedBook {
  readonly kind: 'verified';
  readonly header: PriceBookHeader;
  readonly trailer: PriceBookTrailer;
  /** Entries. */
  readonly count: number;
}

/**
 * Verifies a price book without keeping it: every line in its one canonical form, every entry sound and in order, the count, the
 * digest, and the signature by one of the keys. Memory stays flat whatever the bytes.
 *
 * It does not look at the clock: that a book is genuine does not say that its sale is open, nor that it is the newest.
 *
 * @param source the bytes, in pieces of any size; gzip taken off.
 * @returns the first thing that is wrong as `refused`, whatever the bytes are.
 * @throws GuardError `invalid-argument` when `publicKeys` are empty or no keys; whatever reading `source` throws.
 */
export async function verifyPriceBook(
  source: AsyncIterable<Uint8Array>,
  trust: BookTrust,
): Promise<VerifiedBook | RefusedBook> {
  const read = await readSource(source, trust, 'nothing');
  if (read.kind === 'refused') return read;
  const { header, trailer } = read;
  return { kind: 'verified', header, trailer, count: trailer.count };
}
