import type { CanonicalCommit } from '../../stock/canonical.js';
import { STOCK_LIMITS } from '../../stock/limits.js';
import type { CommitVerdict, RescueRefusal } from '../../stock/verdict.js';
import type { Instant } from './clock.js';
import type { ReservationRecord } from './record.js';
import { countEffect } from './sale.js';
import type { Sale } from './sale.js';

/** A lapsed reservation and the payment that comes for it. */
export interface LatePayment {
  readonly record: ReservationRecord;
  readonly request: CanonicalCommit;
}

/** What is answered to a late payment before its price is looked at; undefined when a rescue may be tried. */
export function lateRefusal(sale: Sale, instant: Instant, payment: LatePayment): CommitVerdict | undefined {
  const { record, request } = payment;
  const isRescue = request.late === 'rescue';
  if (isRefusedForGood(record, request.paymentRef))
    return { kind: 'expired', rescue: isRescue ? { reason: 'payment_refused' } : undefined };
  return isRescue ? undefined : refuseForGood(sale, instant, { ...payment, rescue: undefined });
}

/**
 * Refuses a late payment and remembers it: whoever is told so gives the money back, so the same payment must never buy the order
 * afterwards. One effect.
 */
export function refuseForGood(
  sale: Sale,
  instant: Instant,
  { record, request, rescue }: LatePayment & { readonly rescue: RescueRefusal | undefined },
): CommitVerdict {
  const { id, paymentRef } = request;
  record.refusedPayments = [...record.refusedPayments, paymentRef];
  countEffect(sale, instant, { type: 'payment_refused', id, paymentRef });
  return { kind: 'expired', rescue };
}

/** Also when there is no room to remember another one: then none is taken any more. */
function isRefusedForGood({ refusedPayments }: ReservationRecord, paymentRef: string): boolean {
  return refusedPayments.includes(paymentRef) || refusedPayments.length >= STOCK_LIMITS.refusedPaymentsMax;
}
