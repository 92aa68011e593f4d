import type { RemedyPolicy } from '../catalog/remedy-policy.js';
import { assert } from '../core/assert.js';
import { allocate } from '../money/allocate.js';
import { money } from '../money/money.js';
import type { OrderFacts, PaymentFacts } from './order-facts.js';
import type { DecisionReason, PlannedPayment } from './plan.js';

/** What is cancelled of an order. */
export interface Cancelled {
  /** What its cancelled units are worth, minor units. */
  readonly linesMinor: number;
  /** Nothing of the order is kept: no unit, of no line. */
  readonly isWhole: boolean;
}

/** What goes back of each payment, or why a person has to say. */
export type GivenBack =
  | {
      readonly kind: 'payments';
      readonly payments: readonly PlannedPayment[];
      readonly shippingMinor: number;
    }
  | { readonly kind: 'review'; readonly reason: DecisionReason };

/**
 * Says what goes back of each payment of an order. Only where its payments are worth exactly what the order is worth now; anything
 * else is for a person to look at, never a guess. What goes back is then what the cancelled units are worth, and the shipping where
 * nothing is kept: never more than was captured of any payment.
 */
export function giveBack(facts: OrderFacts, cancelled: Cancelled, policy: RemedyPolicy): GivenBack {
  const shippingMinor = cancelled.isWhole ? facts.shippingMinor : 0;
  const amountMinor = cancelled.linesMinor + shippingMinor;
  const problem = problemOf(facts, amountMinor);
  if (problem !== undefined) return { kind: 'review', reason: problem };
  if (cancelled.isWhole) {
    const payments = facts.payments.map((payment) => planned(payment, payment.leftMinor, policy));
    return { kind: 'payments', payments: payments.filter(isSomething), shippingMinor };
  }
  if (amountMinor === 0) return { kind: 'payments', payments: [], shippingMinor };
  // To capture less than was authorised is the shop's to do, and nobody knows how its bank counts a part of it.
  if (facts.payments.some(({ isCaptured, leftMinor }) => !isCaptured && leftMinor > 0))
    return { kind: 'review', reason: 'amounts-unclear' };
  const shares = split(facts.payments, amountMinor, policy);
  const payments = facts.payments.map((payment, index) => planned(payment, shares[index] ?? 0, policy));
  return { kind: 'payments', payments: payments.filter(isSomething), shippingMinor };
}

/** Why the payments of an order cannot be trusted to be worth `amountMinor` and what is kept. */
function problemOf(
  { payments, lines, others, shippingMinor }: OrderFacts,
  amountMinor: number,
): DecisionReason | undefined {
  let worthMinor = others.worthMinor + shippingMinor;
  for (const line of lines) worthMinor += line.worthMinor;
  let leftMinor = 0;
  for (const payment of payments) {
    if (payment.leftMinor < 0) return 'payments-do-not-add-up';
    leftMinor += payment.leftMinor;
  }
  // Sums beyond 2^53 are no longer exact, and so add up with nothing.
  if (!Number.isSafeInteger(worthMinor) || !Number.isSafeInteger(leftMinor)) return 'amounts-unclear';
  if (worthMinor === leftMinor) return undefined;
  if (payments.length === 0) return 'no-payment';
  return amountMinor > leftMinor ? 'refund-above-capture' : 'payments-do-not-add-up';
}

/** The share of each payment; their sum is the amount. */
function split(
  payments: readonly PaymentFacts[],
  amountMinor: number,
  policy: RemedyPolicy,
): readonly number[] {
  const left = payments.map((payment) => payment.leftMinor);
  if (policy.refund.split === 'proportional') return spread(left, amountMinor, policy);
  const { pointsMethods, giftMethods } = policy.refund;
  const isMoney = payments.map(
    ({ method }) => !pointsMethods.includes(method) && !giftMethods.includes(method),
  );
  const ofMoney = left.map((minor, index) => (isMoney[index] === true ? minor : 0));
  const moneyMinor = Math.min(amountMinor, sum(ofMoney));
  const others = left.map((minor, index) => (isMoney[index] === true ? 0 : minor));
  const first = spread(ofMoney, moneyMinor, policy);
  const second = spread(others, amountMinor - moneyMinor, policy);
  return first.map((minor, index) => minor + (second[index] ?? 0));
}

/** In proportion to what is left of each: as the amount is at most their sum, no share is more than what is left. */
function spread(left: readonly number[], amountMinor: number, { currency }: RemedyPolicy): readonly number[] {
  if (amountMinor === 0) return left.map(() => 0);
  assert(amountMinor <= sum(left), 'no more is given back than is left');
  return allocate(money(amountMinor, currency), left).map(({ minor }) => minor);
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, minor) => total + minor, 0);
}

function planned(payment: PaymentFacts, amountMinor: number, policy: RemedyPolicy): PlannedPayment {
  assert(amountMinor <= payment.leftMinor, 'a payment gives back no more than was captured of it');
  return { ref: payment.ref, method: payment.method, kind: kindOf(payment, policy), amountMinor };
}

function kindOf({ method, isCaptured }: PaymentFacts, { refund }: RemedyPolicy): PlannedPayment['kind'] {
  if (!isCaptured) return 'void';
  if (refund.pointsMethods.includes(method)) return 'restore-points';
  return refund.accountMethods.includes(method) ? 'account-refund' : 'refund';
}

function isSomething({ amountMinor }: PlannedPayment): boolean {
  return amountMinor > 0;
}
