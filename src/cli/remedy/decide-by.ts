import type { PlanHeader, PlanRecord } from '../../remedy/plan.js';
import { localInstant } from './local-instant.js';

/**
 * By when somebody has to decide orders that a customer asks about, for whoever answers; undefined where all are decided. No customer
 * is told of it: what is not decided has no day.
 */
export function decideByText(
  { policy }: Pick<PlanHeader, 'policy'>,
  records: readonly Pick<PlanRecord, 'id' | 'reviewDueAt'>[],
): string | undefined {
  const open = records
    .flatMap(({ id, reviewDueAt }) => (reviewDueAt === undefined ? [] : [{ id, reviewDueAt }]))
    .sort((one, other) => one.reviewDueAt - other.reviewDueAt);
  const [first] = open;
  if (first === undefined) return undefined;
  const among = open.length === 1 ? '' : `, the first of ${open.length} orders of this customer`;
  const by = localInstant(first.reviewDueAt, policy.legal);
  return `order ${first.id} is for a person to decide by ${by}${among}: if it is cancelled, its money has to be back by then; the customer is told no date`;
}
