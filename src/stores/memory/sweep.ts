import type { CanonicalExpire } from '../../stock/canonical.js';
import type { ExpireVerdict } from '../../stock/verdict.js';
import { epochOf } from './clock.js';
import type { Instant } from './clock.js';
import { expireReservation } from './end.js';
import { isOverdue } from './record.js';
import type { ReservationRecord } from './record.js';
import type { Sale } from './sale.js';

/** Lapsed reservations one request may clear away before it is told that units are short. */
const INLINE_SWEEP_MAX = 64;

/** Expires up to `limit` lapsed reservations, reserved and paying, earliest deadline first. */
export function expire(sale: Sale, instant: Instant, { limit }: CanonicalExpire): ExpireVerdict {
  let expired = 0;
  while (expired < limit) {
    const next = earlierOf(sale.reservedDue.earliest(), sale.payingDue.earliest());
    if (next === undefined || !isOverdue(next, instant)) break;
    expireReservation(sale, instant, next);
    expired += 1;
  }
  return { kind: 'swept', expired, more: expired === limit };
}

/**
 * Clears a few lapsed reservations away before somebody is told that units are short. Never a paying one: its shopper is
 * at the payment page, and only their own request or a sweeper may end it.
 */
export function sweepInline(sale: Sale, instant: Instant): void {
  for (let expired = 0; expired < INLINE_SWEEP_MAX; expired++) {
    const next = sale.reservedDue.earliest();
    if (next === undefined || !isOverdue(next, instant)) return;
    expireReservation(sale, instant, next);
  }
}

/** Epoch ms before which no reservation that is not at its payment can lapse; undefined when there is none. */
export function nextChanceAt(sale: Sale, instant: Instant): number | undefined {
  const earliest = sale.reservedDue.earliest();
  return earliest === undefined ? undefined : epochOf(sale.clock, earliest.deadlineMs, instant);
}

function earlierOf(
  left: ReservationRecord | undefined,
  right: ReservationRecord | undefined,
): ReservationRecord | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return right.deadlineMs < left.deadlineMs ? right : left;
}
