import type { CanonicalResolveReview } from '../../stock/canonical.js';
import type { ResolveReviewVerdict } from '../../stock/verdict.js';
import { modeRefusal, OPEN_OR_PROBE } from './admission.js';
import { epochOf } from './clock.js';
import type { Instant } from './clock.js';
import { endAndCount, expireReservation } from './end.js';
import { isOverdue } from './record.js';
import type { ReservationRecord } from './record.js';
import { refused } from './refusal.js';
import { countEffect, findReservation } from './sale.js';
import type { Sale } from './sale.js';

/** A person looked at a reservation that was set aside for review. */
export function resolveReview(
  sale: Sale,
  instant: Instant,
  request: CanonicalResolveReview,
): ResolveReviewVerdict {
  const record = findReservation(sale, request.id);
  if (record === undefined) return refused({ reason: 'unknown_id' });
  if (record.state === 'expired') return { kind: 'expired' };
  if (record.state !== 'reviewing') return { kind: 'already', state: record.state };
  return request.decision === 'accept'
    ? accept(sale, instant, { record, request })
    : reject(sale, instant, { record, request });
}

interface Review {
  readonly record: ReservationRecord;
  readonly request: CanonicalResolveReview;
}

function accept(sale: Sale, instant: Instant, { record, request }: Review): ResolveReviewVerdict {
  if (isOverdue(record, instant)) {
    expireReservation(sale, instant, record);
    return { kind: 'expired' };
  }
  const refusal = modeRefusal(sale, record.content, OPEN_OR_PROBE);
  if (refusal !== undefined) return refused(refusal);
  const { id, decision, actor, reason, ttlMs = sale.config.ttlMs } = request;
  record.state = 'reserved';
  record.awaitsReview = false;
  record.deadlineMs = Math.max(record.deadlineMs, instant.saleMs + ttlMs);
  countEffect(sale, instant, { type: 'reviewed', id, decision, actor, reason });
  return { kind: 'resolved', state: 'reserved', expiresAt: epochOf(sale.clock, record.deadlineMs, instant) };
}

/** As a release: in every mode, and also past its deadline. */
function reject(sale: Sale, instant: Instant, { record, request }: Review): ResolveReviewVerdict {
  const { id, decision, actor, reason } = request;
  const event = { type: 'reviewed', id, decision, actor, reason } as const;
  endAndCount(sale, record, { instant, end: { state: 'released', event } });
  return { kind: 'resolved', state: 'released', expiresAt: undefined };
}
