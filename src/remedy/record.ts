import { assert } from '../core/assert.js';
import { sha256Hex } from '../seal/digest.js';
import { scaledCoupon } from './coupon.js';
import { couponCode } from './coupon-code.js';
import type { CustomerWord } from './customers.js';
import type { DecidedOrder } from './decide-order.js';
import type { Deadlines } from './legal.js';
import type { OrderFacts } from './order-facts.js';
import type { PlanHeader, PlannedCoupon, PlanRecord } from './plan.js';

/** What all records of a plan have in common. */
export interface RecordTerms {
  readonly header: PlanHeader;
  readonly deadlines: Deadlines;
  readonly couponScaleBps: number;
  readonly couponKey: string | Uint8Array | undefined;
}

/** The record of an order. What goes back is what its cancelled lines say, and the shipping. */
export function recordOf(
  {
    facts,
    order,
    word,
  }: { readonly facts: OrderFacts; readonly order: DecidedOrder; readonly word: CustomerWord },
  terms: RecordTerms,
): PlanRecord {
  const { id, customer, receiver, status, channel, placedAt } = facts;
  const { decision, lines, payments, shippingMinor, earnedPoints, partnerMiles, couponRefs } = order;
  const paid = payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const owed = lines.reduce((sum, { refundMinor }) => sum + refundMinor, shippingMinor);
  assert(paid === owed, 'what is given back is what the cancelled lines and the shipping are worth');
  return {
    type: 'order',
    id,
    customer,
    receiver,
    status,
    channel,
    placedAt,
    decision,
    lines,
    payments,
    shippingMinor,
    earnedPoints,
    partnerMiles,
    couponRefs,
    coupon: couponOf(customer, word, terms),
    noticeFor: word.noticeFor,
    dueAt: payments.length === 0 ? undefined : dueAt(facts, terms),
  };
}

function couponOf(
  customer: string,
  { couponMinor }: CustomerWord,
  terms: RecordTerms,
): PlannedCoupon | undefined {
  const { header, couponKey, couponScaleBps } = terms;
  const amountMinor = scaledCoupon(header.policy.apology, {
    amountMinor: couponMinor,
    scaleBps: couponScaleBps,
  });
  if (amountMinor === 0) return undefined;
  if (couponKey === undefined) return { amountMinor, codeSha256: undefined };
  const code = couponCode({ key: couponKey, incidentId: header.incidentId, customer });
  return { amountMinor, codeSha256: sha256Hex(code) };
}

/** Counted from the earliest payment, or from when the shop knew, as the law says. */
function dueAt({ payments }: OrderFacts, { header, deadlines }: RecordTerms): number {
  const { countedFrom } = header.policy.legal;
  const from = countedFrom === 'known' ? header.incident.knownAt : Math.min(...payments.map(({ at }) => at));
  return deadlines.dueAt(from);
}
