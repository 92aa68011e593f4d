import { canonicalJson } from '../seal/canonical-json.js';
import { sha256Hex } from '../seal/digest.js';
import { hmacSha256 } from '../seal/hmac.js';
import type { LotteryReceipt } from './plan.js';

/** What a ticket is drawn for. */
export interface Ticket {
  readonly sku: string;
  readonly priceList: string;
  readonly orderId: string;
}

/**
 * The ticket of an order for units of a SKU: 64 hex digits, lowest first. An HMAC, so that nobody who does not know the seed can tell
 * which order ids would win, and everybody who does can check each of them.
 *
 * @param seed kept secret until the draw, at least 32 bytes; its commitment is published before.
 * @throws GuardError `invalid-argument` for a shorter seed.
 */
export function lotteryTicket(seed: string, { sku, priceList, orderId }: Ticket): string {
  return hmacSha256({ key: seed, message: canonicalJson([sku, priceList, orderId]) }).toString('hex');
}

/** What is published before a draw: SHA-256, hex, of the seed's UTF-8 bytes. It tells nothing of the seed, and binds to it. */
export function lotteryCommitment(seed: string): string {
  return sha256Hex(seed);
}

/** The receipt of a draw, for the plan. */
export function lotteryReceipt(seed: string): LotteryReceipt {
  return { commitment: lotteryCommitment(seed), seed, rule: 'hmac-sha256-lowest-first' };
}

/** True for a receipt whose seed is the one that was committed to. */
export function isSoundReceipt({ commitment, seed }: LotteryReceipt): boolean {
  return lotteryCommitment(seed) === commitment;
}
