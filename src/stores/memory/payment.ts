import type { CanonicalBeginPayment, CanonicalExtend } from '../../stock/canonical.js';
import type { SaleMode } from '../../stock/mode.js';
import type { ExtendVerdict } from '../../stock/verdict.js';
import { modeRefusal, OPEN_OR_DRAIN, OPEN_OR_PROBE } from './admission.js';
import { epochOf } from './clock.js';
import type { Instant } from './clock.js';
import { expireReservation } from './end.js';
import { refused } from './refusal.js';
import { isOverdue } from './record.js';
import { countEffect, findReservation } from './sale.js';
import type { ReservationRecord } from './record.js';
import type { Sale } from './sale.js';

/** The shopper is at the payment page. The time it adds does not count as an extension. */
export function beginPayment(sale: Sale, instant: Instant, request: CanonicalBeginPayment): ExtendVerdict {
  const record = findReservation(sale, request.id);
  const over = endedVerdict(sale, instant, record);
  if (record === undefined || over !== undefined) return over ?? refused({ reason: 'unknown_id' });
  if (record.state === 'paying') return extended(sale, instant, record);
  const refusal = modeRefusal(sale, record.content, OPEN_OR_PROBE);
  if (refusal !== undefined) return refused(refusal);
  record.state = 'paying';
  record.deadlineMs = Math.max(record.deadlineMs, instant.saleMs + request.ttlMs);
  sale.payingDue.add(record);
  sale.totals.paying += 1;
  countEffect(sale, instant, { type: 'paying', id: record.id });
  return extended(sale, instant, record);
}

/** The n-th extension; an attempt that was made before changes nothing. */
export function extend(sale: Sale, instant: Instant, request: CanonicalExtend): ExtendVerdict {
  const record = findReservation(sale, request.id);
  const over = endedVerdict(sale, instant, record);
  if (record === undefined || over !== undefined) return over ?? refused({ reason: 'unknown_id' });
  const count = record.extensionCount;
  if (request.attempt <= count) return extended(sale, instant, record);
  if (request.attempt > count + 1) return refused({ reason: 'extension_order', count });
  const refusal = modeRefusal(sale, record.content, modesToGoOn(record));
  if (refusal !== undefined) return refused(refusal);
  return applyExtension(sale, instant, { record, ttlMs: request.ttlMs });
}

/** Modes in which an open reservation may move on: one at its payment also while the sale drains. */
export function modesToGoOn({ state }: ReservationRecord): ReadonlySet<SaleMode> {
  return state === 'paying' ? OPEN_OR_DRAIN : OPEN_OR_PROBE;
}

function applyExtension(
  sale: Sale,
  instant: Instant,
  { record, ttlMs }: { readonly record: ReservationRecord; readonly ttlMs: number },
): ExtendVerdict {
  const { extensionCountMax: countMax, extensionTotalMaxMs: totalMaxMs } = sale.config;
  const deadlineMs = Math.max(record.deadlineMs, instant.saleMs + ttlMs);
  const extendedMs = record.extendedMs + deadlineMs - record.deadlineMs;
  if (record.extensionCount + 1 > countMax || extendedMs > totalMaxMs) {
    return refused({ reason: 'extension_limit', countMax, totalMaxMs });
  }
  record.deadlineMs = deadlineMs;
  record.extendedMs = extendedMs;
  record.extensionCount += 1;
  countEffect(sale, instant, { type: 'extended', id: record.id });
  return extended(sale, instant, record);
}

/** What is answered when there is nothing to extend: it has ended, or waits for a person. A reservation that has lapsed is expired on the spot. */
function endedVerdict(
  sale: Sale,
  instant: Instant,
  record: ReservationRecord | undefined,
): ExtendVerdict | undefined {
  switch (record?.state) {
    case undefined:
      return refused({ reason: 'unknown_id' });
    case 'committed':
      return refused({ reason: 'committed' });
    case 'restored':
      return refused({ reason: 'restored' });
    case 'released':
      return { kind: 'released' };
    case 'expired':
      return { kind: 'expired' };
    case 'reviewing':
    case 'reserved':
    case 'paying':
      if (!isOverdue(record, instant)) {
        return record.state === 'reviewing' ? refused({ reason: 'review' }) : undefined;
      }
      expireReservation(sale, instant, record);
      return { kind: 'expired' };
  }
}

function extended(sale: Sale, instant: Instant, { deadlineMs }: ReservationRecord): ExtendVerdict {
  return { kind: 'extended', expiresAt: epochOf(sale.clock, deadlineMs, instant) };
}
