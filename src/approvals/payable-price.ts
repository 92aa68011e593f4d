import type { Evidence } from '../catalog/finding.js';
import { exposureOf } from '../pricing/exposure.js';
import { UNWAIVABLE } from '../pricing/unwaivable.js';

/** The rule whose findings are about the payable price. */
const WORST_STACK = 'worst-stack';

/** The part of a finding that says what customers pay. */
export interface PayableFinding {
  readonly ruleId: string;
  readonly evidence: Evidence;
  /** The lowest payable price of the row by every promotion; undefined where none were handed in. */
  readonly payableMinor?: number | undefined;
}

/**
 * What one unit costs by a finding: the payable price where the finding is about that, else the offer price; and never more
 * than the lowest payable price of the row, because an approval of any finding lets the row be sold with every promotion that
 * holds for it.
 *
 * @returns undefined when the finding is about the payable price and it cannot be told, because the row names promotions
 * that nobody knows.
 */
export function payableOf(finding: PayableFinding, priceMinor: number): number | undefined {
  const told = toldBy(finding, priceMinor);
  return told === undefined ? undefined : Math.min(told, finding.payableMinor ?? told);
}

function toldBy({ ruleId, evidence }: PayableFinding, priceMinor: number): number | undefined {
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

/** What is known of the cost of a finding's row. */
export interface ExposedFinding {
  readonly exposureMinor?: number | undefined;
  readonly referenceMinor?: number | undefined;
}

/** The exposure of a finding is that of the offer price; where customers may pay less, it is larger. */
export function exposureAt(
  payableMinor: number | undefined,
  { exposureMinor, referenceMinor }: ExposedFinding,
  stockToSell: number | undefined,
): number | undefined {
  if (exposureMinor === undefined || payableMinor === undefined) return undefined;
  const atPayable = exposureOf({ priceMinor: payableMinor, referenceMinor, stockToSell });
  return atPayable === undefined ? undefined : Math.max(exposureMinor, atPayable);
}
