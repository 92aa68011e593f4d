import type { OrderStatus } from '../catalog/order.js';
import type { RemedyPolicy } from '../catalog/remedy-policy.js';
import type { LineFacts, OrderFacts } from './order-facts.js';
import type { DecisionReason } from './plan.js';

/** Packed, or out of the shop: what an order in these got of a shortfall it keeps. */
const GONE: readonly OrderStatus[] = ['packed', 'shipped', 'delivered', 'collected', 'partly-returned'];

/** True for a line whose price or promotion nobody meant. */
export function isWrong(line: LineFacts): boolean {
  return line.intendedMinor !== undefined || line.wrongReductionMinor !== undefined;
}

/** Why the status of an order asks for a person before anything of it is cancelled; undefined where it does not. */
export function statusReview({ status }: OrderFacts, policy: RemedyPolicy): DecisionReason | undefined {
  if (policy.honour.statuses.includes(status) || !policy.review.statuses.includes(status)) return undefined;
  return status === 'packed' || status === 'shipped' ? 'being-packed' : 'flagged';
}

/** True for an order whose wrong prices the honour budget may pay for. */
export function mayBeHonoured(facts: OrderFacts, policy: RemedyPolicy): boolean {
  const isOpen = facts.review.length === 0 && statusReview(facts, policy) === undefined;
  return isOpen && !policy.honour.statuses.includes(facts.status) && facts.lines.some(isWrong);
}

/** True for an order that keeps the units it got before anybody else gets one. */
export function keepsItsUnits({ status }: OrderFacts, policy: RemedyPolicy): boolean {
  return GONE.includes(status) || policy.honour.statuses.includes(status);
}

/**
 * True for a line that units of its shortfall have to be there for: it is delivered if there are any, or a person may still say so.
 * False for one that is cancelled for its price, and for those of a cancelled order.
 */
export function wantsUnits(
  {
    facts,
    line,
    isHonoured,
  }: { readonly facts: OrderFacts; readonly line: LineFacts; readonly isHonoured: boolean },
  policy: RemedyPolicy,
): boolean {
  if (line.shortfall === undefined || facts.status === 'cancelled') return false;
  if (!isWrong(line) || isHonoured || keepsItsUnits(facts, policy)) return true;
  return facts.review.length > 0 || statusReview(facts, policy) !== undefined;
}
