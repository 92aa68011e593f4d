import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { GuardError } from '../core/errors.js';
import { sha256Hex } from './digest.js';
import { isSoundPoint } from './ed25519-point.js';

/** Raw length of an Ed25519 public key and of a signature (RFC 8032, section 5.1). */
const PUBLIC_KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

/** What stands before the 32 raw bytes of an Ed25519 key in SubjectPublicKeyInfo (RFC 8410, section 4). */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** A private key that can sign. The key itself never leaves it: not as a property, not in JSON, not in an error. */
export interface SigningKey {
  readonly keyId: string;
  /** Raw public key, base64, 32 bytes. */
  readonly publicKey: string;
  /** Ed25519 signature of a message, or of a text's UTF-8 bytes: base64, 64 bytes. */
  sign(message: string | Uint8Array): string;
}

/** A new private key as PKCS #8 PEM: for a file of mode 0600 and nothing else. */
export function newPrivateKeyPem(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/**
 * The key of a PEM text.
 *
 * @throws GuardError `invalid-argument` for a text that is no unencrypted Ed25519 private key; nothing of the text is in
 * the error.
 */
export function signingKeyFromPem(pem: string): SigningKey {
  const key = privateKeyOf(pem);
  const publicKey = rawPublicKey(createPublicKey(key));
  return Object.freeze({
    keyId: keyIdOf(publicKey),
    publicKey,
    sign: (message: string | Uint8Array) => sign(null, bytesOf(message), key).toString('base64'),
  });
}

function privateKeyOf(pem: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey({ key: pem, format: 'pem' });
  } catch {
    // Without the cause: what the parser quotes may be part of the key.
    throw refuse('this is no private key in PEM form; make one with: saleguard keys new');
  }
  if (key.asymmetricKeyType !== 'ed25519') {
    throw refuse(`this is a private key of type ${String(key.asymmetricKeyType)}, expected Ed25519`);
  }
  return key;
}

function rawPublicKey(key: KeyObject): string {
  const der = key.export({ type: 'spki', format: 'der' });
  return der.subarray(SPKI_PREFIX.length).toString('base64');
}

/** How a key is named: the first 16 hex digits of the SHA-256 of the 32 raw bytes of its public half. */
export function keyIdOf(publicKey: string): string {
  return sha256Hex(publicKeyBytes(publicKey)).slice(0, 16);
}

/** True for the base64 of 32 bytes in its one canonical spelling. */
export function isPublicKey(text: string): boolean {
  return isCanonicalBase64(text, PUBLIC_KEY_BYTES);
}

/**
 * True for a public key that somebody can have made: a point of the curve, and none of the few under which anybody can
 * sign (32 zero bytes are one). To be asked of every key that is to be trusted, once; a signature does not show it.
 */
export function isSoundPublicKey(text: string): boolean {
  return isPublicKey(text) && isSoundPoint(publicKeyBytes(text));
}

/**
 * True when `signature` is the one that the key's owner made over this very message.
 *
 * @param publicKey raw, base64.
 * @returns false also for a signature or key that is not of its one canonical spelling.
 */
export function verifySignature(input: SignedMessage & { readonly publicKey: string }): boolean {
  return signatureVerifier(input.publicKey)(input);
}

/** A message (a text is its UTF-8 bytes) and what is said to be a signature of it, base64. */
export interface SignedMessage {
  readonly message: string | Uint8Array;
  readonly signature: string;
}

/** As {@link verifySignature} for many messages of one key, which is read once: twice as fast. */
export function signatureVerifier(publicKey: string): (signed: SignedMessage) => boolean {
  let key: KeyObject | undefined;
  return ({ message, signature }) => {
    if (!isPublicKey(publicKey) || !isCanonicalBase64(signature, SIGNATURE_BYTES)) return false;
    try {
      key ??= keyOfPublic(publicKey);
      return verify(null, bytesOf(message), key, Buffer.from(signature, 'base64'));
    } catch {
      // 32 bytes that are no point of the curve: nobody can have signed with them.
      return false;
    }
  };
}

function keyOfPublic(publicKey: string): KeyObject {
  const der = Buffer.concat([SPKI_PREFIX, publicKeyBytes(publicKey)]);
  return createPublicKey({ key: der, format: 'der', type: 'spki' });
}

function publicKeyBytes(publicKey: string): Buffer {
  if (!isPublicKey(publicKey)) {
    throw refuse('a public key is the base64 of 32 bytes, as "saleguard keys new" prints it');
  }
  return Buffer.from(publicKey, 'base64');
}

function isCanonicalBase64(text: string, byteCount: number): boolean {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === byteCount && bytes.toString('base64') === text;
}

const LONE_SURROGATE = /\p{Surrogate}/u;

function bytesOf(message: string | Uint8Array): Uint8Array {
  if (typeof message !== 'string') return message;
  if (LONE_SURROGATE.test(message)) throw refuse('a text with half of a surrogate pair cannot be signed');
  return Buffer.from(message, 'utf8');
}

function refuse(message: string): GuardError {
  return new GuardError({ code: 'invalid-argument', message });
}
