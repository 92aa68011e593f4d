import { GuardError } from '../core/errors.js';
import { hmacSha256 } from '../seal/hmac.js';
import { isKeyId } from './check-open.js';

/** The shop's secret for customer references. */
export interface CustomerKey {
  /** At least 32 random bytes, or a text of at least 32 bytes. Keep it where passwords are kept. */
  readonly key: string | Uint8Array;
  /** Names the key, so that a rotation is noticed: 1 to 16 of `A-Z a-z 0-9 _ -`. `open` can pin it for a sale. */
  readonly keyId: string;
}

const RAW_BYTES_MAX = 1_024;
/** 22 characters of 6 bits: 132 bits, too many for two customers ever to meet, short enough for an id. */
const DIGEST_LENGTH = 22;
/** Keeps these digests apart from any other use of the same key; the number rises should the making ever change. */
const PURPOSE = 'saleguard:customer:v1';

/**
 * An opaque reference of a customer, an owner of a reservation: `keyId.` and 22 characters of an HMAC-SHA-256. The same
 * `raw` and key always give the same reference, and only references reach the store, its logs and its journal.
 *
 * A plain hash would not hide anybody: there are about 10^8 Korean mobile numbers, and a laptop hashes all of them within
 * minutes. With an HMAC whoever has the references but not the key can try nothing.
 *
 * `raw` is made by the caller: put the kind in front (`account:123`, `device:...`, `card:<fingerprint of the provider>`,
 * `phone:+821012345678`), so that an account number never meets a device number, and bring what people type into one form
 * first: phone numbers in E.164, e-mail addresses trimmed and in lower case. Two forms of one customer are two customers
 * to every limit. Unicode is taken care of here: `raw` is read in NFC, so a name typed on a Mac and on Windows is one.
 *
 * @example
 * ```ts
 * customerRef('account:123', { key: 'a secret of at least thirty-two bytes', keyId: 'k1' }); // 'k1.BIIGyOGyl9PQ2VkSxCTaKx'
 * ```
 * @throws GuardError `invalid-argument` when `raw` is not a text of 1 to 1,024 UTF-8 bytes, the key has fewer than 32
 * bytes, or the key id is not one. No error repeats `raw` or the key.
 */
export function customerRef(raw: string, { key, keyId }: CustomerKey): string {
  if (!isKeyId(keyId)) {
    throw refuse('the key id of a customer reference is not 1 to 16 of A-Z a-z 0-9 _ -');
  }
  if (typeof raw !== 'string') throw refuse(`a customer is handed in as ${typeof raw}, expected a text`);
  // Length first: normalising costs time, and a UTF-16 unit takes at least one byte.
  const customer = raw.length > RAW_BYTES_MAX ? undefined : raw.normalize('NFC');
  if (customer === undefined || customer === '' || Buffer.byteLength(customer) > RAW_BYTES_MAX) {
    throw refuse(
      `a customer is handed in as a text of ${raw.length} characters, expected 1 to ${RAW_BYTES_MAX} bytes`,
    );
  }
  const digest = hmacSha256({ key, message: `${PURPOSE}\u0000${customer}` });
  return `${keyId}.${digest.toString('base64url').slice(0, DIGEST_LENGTH)}`;
}

function refuse(message: string): GuardError {
  return new GuardError({ code: 'invalid-argument', message });
}
