import { assert } from '../../core/assert.js';
import type { CanonicalCommit } from '../../stock/canonical.js';
import type { CommitVerdict, Refusal } from '../../stock/verdict.js';
import { modeRefusal, ONLY_OPEN, unitsRefusal } from './admission.js';
import type { Instant } from './clock.js';
import { expireReservation } from './end.js';
import { bookRefusal, rescueEpochRefusal } from './epoch.js';
import { modesToGoOn } from './payment.js';
import { refused } from './refusal.js';
import type { Because } from './refusal.js';
import { lateRefusal, refuseForGood } from './late-payment.js';
import { isOverdue } from './record.js';
import { countEffect, findReservation } from './sale.js';
import type { ReservationRecord } from './record.js';
import type { Sale } from './sale.js';
import { countOrder, drainWhenSpent } from './trips.js';
import { cellOf, takeUnits } from './units.js';

/** Turns a reservation into a sale. */
export function commit(sale: Sale, instant: Instant, request: CanonicalCommit): CommitVerdict {
  const record = findReservation(sale, request.id);
  if (record === undefined) return refused({ reason: 'unknown_id' });
  switch (record.state) {
    case 'committed':
      return boughtBefore(record, request);
    case 'restored':
      return refused({ reason: 'restored' });
    case 'released':
      return { kind: 'released' };
    case 'expired':
      return commitLate(sale, instant, { record, request });
    case 'reviewing':
    case 'reserved':
    case 'paying':
      return commitOpen(sale, instant, { record, request });
  }
}

/** A reservation and what is asked of it. */
interface Payment {
  readonly record: ReservationRecord;
  readonly request: CanonicalCommit;
}

function boughtBefore({ paymentRef }: ReservationRecord, request: CanonicalCommit): CommitVerdict {
  assert(paymentRef !== undefined, `reservation ${request.id} is committed without a payment`);
  return paymentRef === request.paymentRef ? { kind: 'already' } : { kind: 'duplicate_payment', paymentRef };
}

function commitOpen(sale: Sale, instant: Instant, payment: Payment): CommitVerdict {
  const { record } = payment;
  const changed = priceChange(payment);
  if (changed !== undefined) return changed;
  if (isOverdue(record, instant)) {
    expireReservation(sale, instant, record);
    return commitLate(sale, instant, payment);
  }
  if (record.state === 'reviewing') return refused({ reason: 'review' });
  const refusal =
    bookRefusal(sale, instant, payment) ?? modeRefusal(sale, record.content, modesToGoOn(record));
  if (refusal !== undefined) return refused(refusal);
  for (const { stockKey, quantity } of record.content.lines) {
    const cell = cellOf(sale, stockKey);
    cell.reserved -= quantity;
    cell.committed += quantity;
  }
  settle(sale, instant, { ...payment, rescued: false });
  countOrder(sale, instant, { ...record.content, events: ['committed'] });
  return { kind: 'committed', rescued: false };
}

/** The payment came after the reservation had lapsed: refund, or reserve and commit anew in one step. */
function commitLate(sale: Sale, instant: Instant, payment: Payment): CommitVerdict {
  const early = lateRefusal(sale, instant, payment) ?? priceChange(payment);
  if (early !== undefined) return early;
  const rescue = rescueRefusal(sale, instant, payment);
  if (rescue !== undefined) return refuseForGood(sale, instant, { ...payment, rescue });
  const { content } = payment.record;
  takeUnits(sale, content, 'committed');
  settle(sale, instant, { ...payment, rescued: true });
  drainWhenSpent(sale, instant);
  countOrder(sale, instant, { ...content, events: ['committed'], spentMinor: content.markdownMinor });
  return { kind: 'committed', rescued: true };
}

/** What stands against reserving a lapsed order anew. An order that nobody has accepted is not sold by being late. */
function rescueRefusal(sale: Sale, instant: Instant, payment: Payment): Refusal | undefined {
  const { content, awaitsReview } = payment.record;
  if (awaitsReview) return { reason: 'review' };
  const modeAgain = (): Because<'mode'> | undefined => modeRefusal(sale, content, ONLY_OPEN);
  return (
    bookRefusal(sale, instant, payment) ??
    modeAgain() ??
    rescueEpochRefusal(sale, instant, payment) ??
    unitsRefusal(sale, content, { instant, previous: undefined, modeAgain })
  );
}

function priceChange({ record, request }: Payment): CommitVerdict | undefined {
  const { fingerprint } = record.content;
  if (fingerprint === undefined || request.fingerprint === undefined) return undefined;
  return fingerprint === request.fingerprint ? undefined : { kind: 'price_changed', fingerprint };
}

function settle(
  sale: Sale,
  instant: Instant,
  { record, request, rescued }: Payment & { readonly rescued: boolean },
): void {
  const { id, paymentRef } = request;
  record.state = 'committed';
  record.paymentRef = paymentRef;
  sale.totals.committed += 1;
  countEffect(sale, instant, { type: 'committed', id, paymentRef, rescued });
}
