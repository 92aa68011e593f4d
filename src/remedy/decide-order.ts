import type { RemedyPolicy } from '../catalog/remedy-policy.js';
import { assert } from '../core/assert.js';
import { fatesOf, plannedLine, reviewedLine, type LineFate, type Outcome } from './decide-lines.js';
import { giveBack } from './give-back.js';
import { isWrong, statusReview } from './may-keep.js';
import type { OrderFacts } from './order-facts.js';
import type { DecisionReason, LineDecision, PlannedLine, PlanRecord } from './plan.js';

/** Everything about an order that its own lines, payments and place in the queue decide; the rest is its customer's. */
export type DecidedOrder = Pick<
  PlanRecord,
  'decision' | 'lines' | 'payments' | 'shippingMinor' | 'earnedPoints' | 'partnerMiles' | 'couponRefs'
> & {
  /** Units that were meant to be cancelled, those that a person looks at included. */
  readonly unitsMeant: number;
};

/** What others say of an order. */
export interface Among extends Outcome {
  /** Reasons that its customer gives, or a second order of the same id: a person looks at it. */
  readonly review: readonly DecisionReason[];
}

/**
 * Decides an order: honour, cancel, partial or review, and what goes back. A person is asked about the whole order or not at all: where
 * one line is for a person, nothing of the order is cancelled. What is delivered stays delivered whatever the shop's signals say.
 */
export function decideOrder(facts: OrderFacts, among: Among, policy: RemedyPolicy): DecidedOrder {
  const isDelivered = policy.honour.statuses.includes(facts.status);
  const told = new Set([...facts.review, ...among.review]);
  const forced = [...told].filter(
    (reason) => reason !== ONLY_OF_CANCELLED && (!isDelivered || !ONLY_OF_OPEN_ORDERS.has(reason)),
  );
  const wrongUnits = unitsOf(facts, (line) => isWrong(line) && !isDelivered);
  if (forced.length > 0)
    return reviewed(
      facts.lines.map((line) => reviewedLine(line, forced)),
      wrongUnits,
    );

  const fates = fatesOf(facts, among, policy);
  const lines = facts.lines.map((line, index) => plannedLine(line, fateAt(fates, index), policy.currency));
  const unitsMeant = lines.reduce((sum, line) => sum + line.cancelledUnits, 0);
  if (unitsMeant === 0) return { ...NOTHING, decision: decisionOf(lines), lines, unitsMeant };

  const status = statusReview(facts, policy);
  const linesMinor = lines.reduce((sum, line) => sum + line.refundMinor, 0);
  const isWhole =
    facts.others.count === 0 && lines.every(({ cancelledUnits, quantity }) => cancelledUnits === quantity);
  const back = giveBack(facts, { linesMinor, isWhole }, policy);
  const many = told.has(ONLY_OF_CANCELLED) ? ONLY_OF_CANCELLED : undefined;
  const why = [status, many, back.kind === 'review' ? back.reason : undefined].filter(
    (reason) => reason !== undefined,
  );
  if (why.length > 0 || back.kind === 'review') return reviewed(withReview(facts, lines, why), unitsMeant);
  return {
    decision: decisionOf(lines),
    lines,
    payments: back.payments,
    shippingMinor: back.shippingMinor,
    ...earned(facts, lines),
    couponRefs: couponsBack(facts, lines, isWhole),
    unitsMeant,
  };
}

/** A delivered order is not undone for them. */
const ONLY_OF_OPEN_ORDERS: ReadonlySet<DecisionReason> = new Set(['flagged', 'too-many-orders']);
/** It is about what is cancelled, and keeps nobody from getting anything. */
const ONLY_OF_CANCELLED: DecisionReason = 'many-units';

const NOTHING = {
  payments: [],
  shippingMinor: 0,
  earnedPoints: 0,
  partnerMiles: undefined,
  couponRefs: [],
} as const;

function reviewed(lines: readonly PlannedLine[], unitsMeant: number): DecidedOrder {
  return { ...NOTHING, decision: 'review', lines, unitsMeant };
}

/** The lines that were to be cancelled become a person's; the others stay as they are. */
function withReview(
  facts: OrderFacts,
  lines: readonly PlannedLine[],
  why: readonly DecisionReason[],
): readonly PlannedLine[] {
  return lines.map((line, index) => {
    const own = facts.lines[index];
    return line.cancelledUnits === 0 || own === undefined ? line : reviewedLine(own, why);
  });
}

function fateAt(fates: readonly LineFate[], index: number): LineFate {
  const fate = fates[index];
  assert(fate !== undefined, 'each line of an order has a fate');
  return fate;
}

function unitsOf(facts: OrderFacts, isCounted: (line: OrderFacts['lines'][number]) => boolean): number {
  return facts.lines.reduce((sum, line) => sum + (isCounted(line) ? line.units : 0), 0);
}

/** The decision of the lines where they agree. */
function decisionOf(lines: readonly PlannedLine[]): LineDecision {
  const decisions = new Set(lines.map(({ decision }) => decision));
  const [first] = decisions;
  return decisions.size === 1 && first !== undefined ? first : 'partial';
}

/** What was earned with the cancelled units, rounded down. */
function earned(
  facts: OrderFacts,
  lines: readonly PlannedLine[],
): Pick<PlanRecord, 'earnedPoints' | 'partnerMiles'> {
  let points = 0;
  let miles = 0;
  for (const [index, line] of facts.lines.entries()) {
    const units = lines[index]?.cancelledUnits ?? 0;
    points += partOf(line.earnedPoints, units, line.ordered);
    miles += partOf(line.earnedMiles, units, line.ordered);
  }
  const partner = facts.milesPartner;
  return {
    earnedPoints: points,
    partnerMiles: partner === undefined || miles === 0 ? undefined : { partner, miles },
  };
}

function partOf(amount: number, units: number, of: number): number {
  return Number((BigInt(amount) * BigInt(units)) / BigInt(of));
}

/** Coupons that nothing kept uses. One that no line names comes back with the whole order only: nobody knows what it was used for. */
function couponsBack(facts: OrderFacts, lines: readonly PlannedLine[], isWhole: boolean): readonly string[] {
  const isGone = (index: number): boolean => lines[index]?.cancelledUnits === lines[index]?.quantity;
  return facts.coupons
    .filter((coupon) => {
      if (isWhole) return true;
      if (coupon.isUsedElsewhere || coupon.isUsedByShipping) return false;
      return coupon.lines.length > 0 && coupon.lines.every(isGone);
    })
    .map(({ ref }) => ref);
}
