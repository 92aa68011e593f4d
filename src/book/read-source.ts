import { GuardError } from '../core/errors.js';
import { BookReader, type BookReading, type ReadBook } from './book-reader.js';
import { BOOK_LIMITS, type BookSizeLimits } from './limits.js';
import type { RefusedBook } from './refusal.js';
import { trustedKeys } from './trusted-keys.js';

/** What a price book is verified by. */
export interface BookTrust {
  /** Raw Ed25519 public keys, base64, of the people who may seal. At least one. */
  readonly publicKeys: readonly string[];
  readonly limits?: BookSizeLimits;
}

/**
 * Reads a source to its end, or to the first thing that is wrong; leaving it early closes it.
 *
 * @throws GuardError `invalid-argument` for keys, limits or a source that are none; whatever the source throws.
 */
export async function readSource(
  source: AsyncIterable<Uint8Array>,
  { publicKeys, limits = {} }: BookTrust,
  keep: BookReading['keep'],
): Promise<ReadBook | RefusedBook> {
  const reader = new BookReader({
    keys: trustedKeys(publicKeys),
    entriesMax: limitOf(limits, 'entriesMax'),
    bytesMax: limitOf(limits, 'bytesMax'),
    keep,
  });
  for await (const piece of source) {
    const refused = reader.push(requireBytes(piece));
    if (refused !== undefined) return refused;
  }
  return reader.finish();
}

function limitOf(limits: BookSizeLimits, name: keyof BookSizeLimits): number {
  const maximum = BOOK_LIMITS[name];
  const limit = limits[name] ?? maximum;
  if (Number.isInteger(limit) && limit >= 1 && limit <= maximum) return limit;
  throw new GuardError({
    code: 'invalid-argument',
    message: `limits.${name} must be a whole number from 1 to ${maximum}, got ${limit}`,
  });
}

function requireBytes(piece: unknown): Uint8Array {
  if (piece instanceof Uint8Array) return piece;
  throw new GuardError({
    code: 'invalid-argument',
    message: `the source of a price book must give bytes, got a ${typeof piece}; open the stream without an encoding`,
  });
}
