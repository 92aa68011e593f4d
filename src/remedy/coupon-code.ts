import { canonicalJson } from '../seal/canonical-json.js';
import { hmacSha256 } from '../seal/hmac.js';

/** Crockford's base 32: no I, L, O or U, so that a code read out on the telephone is typed right. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 26 digits of 5 bits: 130 bits of the digest, far more than anybody can try. */
const CODE_LENGTH = 26;
/** Keeps these digests apart from any other use of the same key; the number rises should the making ever change. */
const PURPOSE = 'saleguard:apology-coupon:v1';

/** Whom a code is for. */
export interface CouponCodeInput {
  /** The shop's secret for coupon codes, at least 32 bytes. */
  readonly key: string | Uint8Array;
  readonly incidentId: string;
  readonly customer: string;
}

/**
 * The code of a customer's apology coupon in one incident: 26 digits of Crockford's base 32, from an HMAC-SHA-256. The same key,
 * incident and customer always give the same code, so that a plan made again grants no second one; without the key nobody can make one.
 *
 * @throws GuardError `invalid-argument` for a key of fewer than 32 bytes. No error repeats the key.
 */
export function couponCode({ key, incidentId, customer }: CouponCodeInput): string {
  const digest = hmacSha256({ key, message: canonicalJson([PURPOSE, incidentId, customer]) });
  let bits = BigInt(`0x${digest.toString('hex')}`) >> BigInt(256 - CODE_LENGTH * 5);
  let code = '';
  for (let index = 0; index < CODE_LENGTH; index++) {
    code = DIGITS.charAt(Number(bits & 31n)) + code;
    bits >>= 5n;
  }
  return code;
}
