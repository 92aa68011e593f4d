import type { OrderFinding } from '../catalog/order-finding.js';
import { assert } from '../core/assert.js';
import { orderWindow } from '../pricing/order/rules/order-window.js';
import type { Refusal } from '../stock/verdict.js';
import type { ShadowVerdict } from '../guard/verdict.js';

/** What the guard would have answered to an order; from the mildest to the strictest. */
export const REPLAY_VERDICTS = ['admitted', 'review', 'rejected'] as const;

/** One of {@link REPLAY_VERDICTS}. */
export type ReplayVerdict = (typeof REPLAY_VERDICTS)[number];

/** The guard's answer to a past order, told so that two answers can be compared. */
export interface ReplayOutcome {
  readonly verdict: ReplayVerdict;
  /**
   * Why it is no plain `admitted`: ids of the order rules that hold or reject it, sorted; else the reason, such as `sold_out`,
   * `customer_limit`, `loss_budget`, `mode`, `invalid_order`. Empty for what is admitted.
   */
  readonly causes: readonly string[];
  /** Of the price rules, all severities. */
  readonly findings: readonly OrderFinding[];
  /** What the store answered, where it was asked. */
  readonly refusal: Refusal | undefined;
  /** For `invalid_order`: which field, and what is wrong with it. */
  readonly problem: string | undefined;
}

const NO_CAUSES: readonly string[] = Object.freeze([]);

/** The outcome that a verdict of the guard stands for. */
export function outcomeOf(verdict: ShadowVerdict): ReplayOutcome {
  // A store in memory always answers.
  assert(verdict.kind !== 'unknown', 'a replay has no answer that was lost');
  const { kind, findings } = verdict;
  if (kind === 'admitted')
    return { verdict: kind, causes: NO_CAUSES, findings, refusal: undefined, problem: undefined };
  const { refusal } = verdict;
  if (kind === 'review')
    return { verdict: kind, causes: rulesOf(findings, 'hold'), findings, refusal, problem: undefined };
  return { verdict: kind, causes: causesOf(verdict), findings, refusal, problem: verdict.problem };
}

/** Whether two policies came to the same answer for the same reasons. */
export function isSameOutcome(left: ReplayOutcome, right: ReplayOutcome): boolean {
  return (
    left.verdict === right.verdict &&
    left.causes.length === right.causes.length &&
    left.causes.every((cause, index) => cause === right.causes[index])
  );
}

/** Above 0 when the first is the stricter verdict, below when it is the milder, 0 for the same. */
export function compareStrictness(left: ReplayOutcome, right: ReplayOutcome): number {
  return REPLAY_VERDICTS.indexOf(left.verdict) - REPLAY_VERDICTS.indexOf(right.verdict);
}

function causesOf(verdict: Extract<ShadowVerdict, { readonly kind: 'rejected' }>): readonly string[] {
  const { reason, findings, refusal } = verdict;
  if (reason === 'price') return rulesOf(findings, 'block');
  // Outside of the window no other price says anything: the shopper was at the door too early, or too late.
  if (reason === 'sale_closed') return [refusal?.reason ?? orderWindow.id];
  return [reason];
}

function rulesOf(findings: readonly OrderFinding[], severity: OrderFinding['severity']): readonly string[] {
  const rules = findings.filter((finding) => finding.severity === severity).map(({ ruleId }) => ruleId);
  return [...new Set(rules)].sort();
}
