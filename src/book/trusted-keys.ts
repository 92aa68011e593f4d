import { GuardError } from '../core/errors.js';
import { isSoundPublicKey, keyIdOf, verifySignature } from '../seal/ed25519.js';
import type { PriceBookTrailer } from '../catalog/price-book.js';
import { BOOK_SCHEMA } from './limits.js';

/** The keys whose signature makes a price book one, by key id. */
export type TrustedKeys = ReadonlyMap<string, string>;

/**
 * @param publicKeys raw, base64.
 * @throws GuardError `invalid-argument` when there is none, or one is not a key.
 */
export function trustedKeys(publicKeys: readonly string[]): TrustedKeys {
  if (publicKeys.length === 0)
    throw refuse('no public key to verify the price book by; give those of the people who may seal');
  publicKeys.forEach((publicKey, index) => {
    if (!isSoundPublicKey(publicKey))
      throw refuse(
        `publicKeys[${index}] is not the base64 of the 32 bytes of an Ed25519 public key that anybody can have made`,
      );
  });
  return new Map(publicKeys.map((publicKey) => [keyIdOf(publicKey), publicKey]));
}

/** What the signature of a book is over: the schema, so that it is worth nothing elsewhere, and the digest. */
export function signedMessage(sha256: string): string {
  return `${BOOK_SCHEMA}\n${sha256}`;
}

/** Whether the signature of a trailer is that of a key of ours over its digest. */
export function checkSignature(
  { keyId, sha256, signature }: PriceBookTrailer,
  keys: TrustedKeys,
): 'good' | 'unknown-key' | 'bad-signature' {
  const publicKey = keys.get(keyId);
  if (publicKey === undefined) return 'unknown-key';
  return verifySignature({ publicKey, message: signedMessage(sha256), signature }) ? 'good' : 'bad-signature';
}

function refuse(message: string): GuardError {
  return new GuardError({ code: 'invalid-argument', message });
}
