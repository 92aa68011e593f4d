import type { Evidence } from '../catalog/finding.js';
import { UNWAIVABLE } from '../pricing/unwaivable.js';

/** The rule whose findings are about the payable price. */
const WORST_STACK = 'worst-stack';

/** The part of a finding that says what customers pay. */
export interface PayableFinding {
  readonly ruleId: string;
  readonly evidence: Evidence;
}

/**
 * What one unit costs by a finding: the payable price where the finding is about that, else the offer price.
 *
 * @returns undefined when the finding is about the payable price and it cannot be told, because the row names promotions
 * that nobody knows.
 */
export function payableOf({ ruleId, evidence }: PayableFinding, priceMinor: number): number | undefined {
  const unknown = evidence['unknownIds'];
  if (Array.isArray(unknown) && unknown.length > 0) return undefined;
  const payable = evidence['payableMinor'];
  if (typeof payable === 'number' && Number.isSafeInteger(payable)) return payable;
  return ruleId === WORST_STACK ? undefined : priceMinor;
}

/** True when, at the payable price, a rule would fire that nobody can approve. */
export function tripsUnwaivable(evidence: Evidence): boolean {
  const rules = evidence['ruleIds'];
  return Array.isArray(rules) && rules.some((rule) => typeof rule === 'string' && UNWAIVABLE.has(rule));
}
