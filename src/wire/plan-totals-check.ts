import type { CohortCounts, PlanHeader, PlanTotals } from '../remedy/plan.js';
import type { TalliedTotals } from '../remedy/plan-tally.js';
import { canonicalJson } from '../seal/canonical-json.js';
import { withoutUndefined } from '../seal/without-undefined.js';

/** What the last line says of all orders, held against the orders: the first thing that differs, or undefined. */
export function totalsFault(
  said: PlanTotals,
  found: TalliedTotals,
  { policy }: PlanHeader,
): string | undefined {
  for (const [name, value] of Object.entries(found)) {
    const told: unknown = said[name as keyof TalliedTotals]; // the members of one are those of the other
    if (textOf(told) !== textOf(value))
      return `totals.${name}: says ${textOf(told)}, but the orders come to ${textOf(value)}`;
  }
  const { budgetMinor } = policy.apology;
  if (budgetMinor !== undefined && said.couponWorstMinor > budgetMinor)
    return `totals.couponWorstMinor: ${said.couponWorstMinor} is over the budget of ${budgetMinor}`;
  return undefined;
}

/** What the last line says of the rows that were read. */
export function cohortFault(
  said: CohortCounts,
  found: { readonly count: number; readonly sha256: string; readonly sample: readonly string[] },
): string | undefined {
  if (said.ordersIn !== found.count)
    return `cohort.ordersIn: says ${said.ordersIn}, but there are ${found.count} orders`;
  if (said.sha256 !== found.sha256) return 'cohort.sha256: is not the digest of the ids of the orders';
  if (textOf(said.sample) !== textOf(found.sample))
    return 'cohort.sample: is not the sample that the incident draws';
  const excluded = Object.values(said.excluded).reduce((sum, count) => sum + count, 0);
  if (said.ordersRead !== said.ordersIn + said.repeated + excluded)
    return `cohort.ordersRead: says ${said.ordersRead}, but the orders in it, those left out and those repeated are ${said.ordersIn + said.repeated + excluded}`;
  return undefined;
}

function textOf(value: unknown): string {
  return value === undefined ? 'nothing' : canonicalJson(withoutUndefined(value));
}
