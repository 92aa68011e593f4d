import { assert } from '../../core/assert.js';
import type { CanonicalCommit } from '../../stock/canonical.js';
import type { CommitVerdict, Refusal } from '../../stock/verdict.js';
import { epochRefusal, modeRefusal, ONLY_OPEN, unitsRefusal } from './admission.js';
import type { Instant } from './clock.js';
import { drainWhenSpent } from './loss-budget.js';
import { modesToGoOn } from './payment.js';
import { refused } from './refusal.js';
import { isOverdue } from './record.js';
import { countEffect, findReservation } from './sale.js';
import type { ReservationRecord } from './record.js';
import type { Sale } from './sale.js';
import { cellOf, endReservation, takeUnits } from './units.js';

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
    endReservation(sale, record, { state: 'expired', instant });
    return commitLate(sale, instant, payment);
  }
  const refusal = modeRefusal(sale, record.content, modesToGoOn(record));
  if (refusal !== undefined) return refused(refusal);
  for (const { stockKey, quantity } of record.content.lines) {
    const cell = cellOf(sale, stockKey);
    cell.reserved -= quantity;
    cell.committed += quantity;
  }
  settle(sale, instant, payment);
  return { kind: 'committed', rescued: false };
}

/** The payment came after the reservation had lapsed: refund, or reserve and commit anew in one step. */
function commitLate(sale: Sale, instant: Instant, payment: Payment): CommitVerdict {
  const { record, request } = payment;
  if (request.late === 'refund') return { kind: 'expired', rescue: undefined };
  const changed = priceChange(payment);
  if (changed !== undefined) return changed;
  const rescue: Refusal | undefined =
    modeRefusal(sale, record.content, ONLY_OPEN) ??
    epochRefusal(sale, record.content) ??
    unitsRefusal(sale, record.content, { instant, previous: undefined });
  if (rescue !== undefined) return { kind: 'expired', rescue };
  takeUnits(sale, record.content, 'committed');
  settle(sale, instant, payment);
  drainWhenSpent(sale, instant);
  return { kind: 'committed', rescued: true };
}

function priceChange({ record, request }: Payment): CommitVerdict | undefined {
  const { fingerprint } = record.content;
  if (fingerprint === undefined || request.fingerprint === undefined) return undefined;
  return fingerprint === request.fingerprint ? undefined : { kind: 'price_changed', fingerprint };
}

function settle(sale: Sale, instant: Instant, { record, request }: Payment): void {
  record.state = 'committed';
  record.paymentRef = request.paymentRef;
  countEffect(sale, instant);
}
