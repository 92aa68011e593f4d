import { randomBytes } from 'node:crypto';

const NONCE_BYTES = 16;

/** 32 hex digits from the CSPRNG: makes two signatures of the same words two. */
export function newNonce(): string {
  return randomBytes(NONCE_BYTES).toString('hex');
}
