import { createHash, type Hash } from 'node:crypto';
import { GuardError } from '../core/errors.js';

const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * SHA-256 of bytes, or of a text's UTF-8 bytes, as 64 lower-case hex digits.
 *
 * @throws GuardError `invalid-argument` for a text with half of a surrogate pair: as UTF-8 it would become U+FFFD, and
 * two different texts would share a digest.
 */
export function sha256Hex(content: string | Uint8Array): string {
  if (typeof content === 'string' && LONE_SURROGATE.test(content)) {
    throw new GuardError({
      code: 'invalid-argument',
      message: 'a text with half of a surrogate pair has no digest',
    });
  }
  return createHash('sha256').update(content).digest('hex');
}

/** SHA-256 of bytes that come in pieces. */
export class StreamDigest {
  readonly #hash: Hash = createHash('sha256');

  /** The bytes are read before it returns: the piece may be used again. */
  update(piece: Uint8Array): void {
    this.#hash.update(piece);
  }

  /** Of all pieces so far, as 64 lower-case hex digits; more may follow. */
  hex(): string {
    return this.#hash.copy().digest('hex');
  }
}
