import { createHmac } from 'node:crypto';
import { GuardError } from '../core/errors.js';

/** Bytes of a key, below which it is easier to guess than the digest: the output length of SHA-256 (RFC 2104, section 3). */
export const HMAC_KEY_BYTES_MIN = 32;

const LONE_SURROGATE = /\p{Surrogate}/u;

/** What {@link hmacSha256} takes. */
export interface HmacInput {
  /** At least 32 bytes; of a text its UTF-8 bytes. */
  readonly key: string | Uint8Array;
  readonly message: string;
}

/**
 * HMAC-SHA-256 (RFC 2104) of a text's UTF-8 bytes: 32 bytes. Neither the key nor the message is ever part of an error.
 *
 * @throws GuardError `invalid-argument` for a key that is too short or of another type, and for a text with half of a
 * surrogate pair: as UTF-8 it would become U+FFFD, and two different texts would share a digest.
 */
export function hmacSha256({ key, message }: HmacInput): Buffer {
  if (typeof key !== 'string' && !((key as unknown) instanceof Uint8Array)) {
    throw refuse('the key of an HMAC is neither a text nor a Uint8Array');
  }
  if (LONE_SURROGATE.test(message) || (typeof key === 'string' && LONE_SURROGATE.test(key))) {
    throw refuse('a text with half of a surrogate pair has no HMAC');
  }
  const keyBytes = typeof key === 'string' ? Buffer.from(key) : key;
  if (keyBytes.length < HMAC_KEY_BYTES_MIN) {
    throw refuse(
      `the key of an HMAC has ${keyBytes.length} bytes, expected at least ${HMAC_KEY_BYTES_MIN} random ones`,
    );
  }
  return createHmac('sha256', keyBytes).update(message).digest();
}

function refuse(message: string): GuardError {
  return new GuardError({ code: 'invalid-argument', message });
}
