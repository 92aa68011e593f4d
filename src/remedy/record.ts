import { assert } from '../core/assert.js';
import type { EpochMs } from '../core/clock.js';
import { sha256Hex } from '../seal/digest.js';
import { scaledCoupon } from './coupon.js';
import { couponCode } from './coupon-code.js';
import type { CustomerWord, OfferedCoupon } from './customers.js';
import type { DecidedOrder } from './decide-order.js';
import type { Deadlines } from './legal.js';
import { offerTo } from './offers.js';
import { firstPaidAt, type OrderFacts } from './order-facts.js';
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
    tier: offerTo(terms.header.policy.apology, facts.tier).tier,
    decision,
    lines,
    payments,
    shippingMinor,
    earnedPoints,
    partnerMiles,
    couponRefs,
    coupon: couponOf(customer, word, terms),
    noticeFor: word.noticeFor,
    dueAt: payments.length === 0 ? undefined : legalDueAt(facts, terms),
    // The law does not wait until somebody has looked.
    reviewDueAt: decision === 'review' ? legalDueAt(facts, terms) : undefined,
  };
}

/** Of the coupons that are offered the one that is worth most when it is scaled; of two that are worth the same, the first. */
function couponOf(
  customer: string,
  { coupons }: CustomerWord,
  terms: RecordTerms,
): PlannedCoupon | undefined {
  const { header, couponKey, couponScaleBps } = terms;
  let best: OfferedCoupon = { amountMinor: 0 };
  for (const { tier, amountMinor: unscaledMinor } of coupons) {
    const offer = offerTo(header.policy.apology, tier);
    const amountMinor = scaledCoupon(offer, { amountMinor: unscaledMinor, scaleBps: couponScaleBps });
    if (amountMinor > best.amountMinor) best = { tier, amountMinor };
  }
  const { tier, amountMinor } = best;
  if (amountMinor === 0) return undefined;
  if (couponKey === undefined) return { amountMinor, tier, codeSha256: undefined };
  const code = couponCode({ key: couponKey, incidentId: header.incidentId, customer });
  return { amountMinor, tier, codeSha256: sha256Hex(code) };
}

/** Counted from the earliest payment, or from when the shop knew, as the law says. */
function legalDueAt(facts: OrderFacts, { header, deadlines }: RecordTerms): EpochMs {
  const { countedFrom } = header.policy.legal;
  return deadlines.dueAt(countedFrom === 'known' ? header.incident.knownAt : firstPaidAt(facts));
}
