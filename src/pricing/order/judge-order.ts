/**
 * pricing/order: what an order is judged by at checkout: one file per rule, the order rule table, one judgement.
 * May import what pricing may. Invariant: pure; no order that cannot be judged, and no rule that fails, gives a clean answer.
 */
import { isAtLeast, severityRank, type Severity } from '../../catalog/finding.js';
import type { OrderFinding } from '../../catalog/order-finding.js';
import type { CheckoutOrder } from '../../catalog/order.js';
import type { EpochMs } from '../../core/clock.js';
import { findOrderProblem, placeOf, sumOf, type OrderProblem } from './check-order.js';
import { deepScopesOf } from './deep-scopes.js';
import { failedRule } from './failed-rule.js';
import { findingsOf } from './findings-of.js';
import { shareFreeShipping } from './free-shipping.js';
import { groupLines } from './group-lines.js';
import type { OrderGroup } from './order-group.js';
import type { OrderRules } from './order-rules.js';
import type { PriceSource } from './price-source.js';

/** What the price rules say of one order. */
export type OrderJudgement =
  | {
      readonly kind: 'judged';
      readonly findings: readonly OrderFinding[];
      /** Worst severity of the findings; undefined when there are none. */
      readonly worst: Severity | undefined;
      /** It carries a finding of `hold` or worse. */
      readonly isFlagged: boolean;
      /** What the customer pays for the goods, minor units; shipping is not in it. */
      readonly payableMinor: number;
      /** Sum of max(0, reference - payable price) x quantity, minor units: what the order spends of the loss budget. */
      readonly markdownMinor: number;
      /** By SKU, then price list; empty when a price book failed. */
      readonly groups: readonly OrderGroup[];
      /** Scopes in which the order counts as deep, for trip rules. */
      readonly deepScopes: readonly string[];
    }
  /** The order is not of the documented form; nothing was judged. */
  | ({ readonly kind: 'invalid' } & OrderProblem);

const NO_FINDINGS: readonly OrderFinding[] = [];

/** An order, and what it is judged by. */
export interface OrderToJudge {
  readonly book: PriceSource;
  readonly order: CheckoutOrder;
  readonly rules: OrderRules;
  /** The clock of the sale window, epoch ms. */
  readonly now: EpochMs;
}

/**
 * Judges the prices of one order against a price book, on what is finally paid. Looks at the currency, the shipping and the lines;
 * id, sale, customer, channel and payments are the caller's to check. Never throws: a rule, or a book, that does gives a finding
 * `rule-failed` of severity `block`.
 *
 * The answer does not depend on the order of lines, nor on how units of one SKU are split over lines.
 *
 * @example
 * const judgement = judgeOrder({ book, order, rules, now: Date.now() });
 * if (judgement.kind === 'judged' && judgement.worst === 'block') reject(judgement.findings);
 */
export function judgeOrder(init: OrderToJudge): OrderJudgement {
  return safely(init, () => {
    const problem = findOrderProblem(init.order);
    if (problem === undefined) return judge(init);
    return { kind: 'invalid', field: placeOf(problem), problem: problem.problem };
  });
}

/**
 * As {@link judgeOrder}, for an order that was checked as strictly before: a checkout that reads orders at its border does not pay
 * for it twice.
 */
export function judgeCheckedOrder(init: OrderToJudge): OrderJudgement {
  return safely(init, judge);
}

function safely(init: OrderToJudge, answer: (init: OrderToJudge) => OrderJudgement): OrderJudgement {
  try {
    return answer(init);
  } catch (error) {
    const finding = failedRule(init.order, { ruleId: 'price-book', error });
    return {
      kind: 'judged',
      findings: [finding],
      worst: 'block',
      isFlagged: true,
      payableMinor: 0,
      markdownMinor: 0,
      groups: [],
      deepScopes: [],
    };
  }
}

function judge({ book, order, rules, now }: OrderToJudge): OrderJudgement {
  const groups = groupLines(order, book);
  const freeShippingMinor = sumOf(order.shippingReductions ?? []);
  if (rules.freeShipping === 'reduces' && freeShippingMinor > 0) shareFreeShipping(groups, freeShippingMinor);
  const sums = sumsOf(groups);
  if (typeof sums === 'string') return { kind: 'invalid', field: 'lines', problem: sums };
  const findings = findingsOf({ order, book, groups, now }, rules) ?? NO_FINDINGS;
  const worst = worstOf(findings);
  return {
    kind: 'judged',
    findings,
    worst,
    isFlagged: worst !== undefined && isAtLeast(worst, 'hold'),
    payableMinor: sums.payableMinor,
    markdownMinor: sums.markdownMinor,
    groups,
    deepScopes: deepScopesOf(order, groups, rules.deepFromBps),
  };
}

/** Sums of the order, or why there are none. */
function sumsOf(
  groups: readonly OrderGroup[],
): { readonly payableMinor: number; readonly markdownMinor: number } | string {
  let payableMinor = 0;
  let markdownMinor = 0;
  for (const { amountMinor, payableMinor: paid, judgedMinor, referenceMinor, quantity } of groups) {
    payableMinor += paid;
    const worthMinor = referenceMinor === undefined ? 0 : referenceMinor * quantity;
    // A sum of what is no safe integer could be one again by chance: each is looked at by itself.
    const isExact =
      Number.isSafeInteger(amountMinor) &&
      Number.isSafeInteger(worthMinor) &&
      Number.isSafeInteger(judgedMinor);
    if (!isExact) return 'cost, or are worth, more than 2^53 - 1 minor units';
    if (worthMinor > judgedMinor) markdownMinor += worthMinor - judgedMinor;
  }
  if (Number.isSafeInteger(payableMinor) && Number.isSafeInteger(markdownMinor))
    return { payableMinor, markdownMinor };
  return 'cost, or are worth, more than 2^53 - 1 minor units together';
}

function worstOf(findings: readonly OrderFinding[]): Severity | undefined {
  let worst: Severity | undefined;
  for (const { severity } of findings)
    if (worst === undefined || severityRank(severity) < severityRank(worst)) worst = severity;
  return worst;
}
