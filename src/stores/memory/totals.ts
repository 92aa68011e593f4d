import type { RefusedTotal, SaleTotals } from '../../stock/verdict.js';
import { REFUSED_TOTALS } from '../../stock/verdict.js';

/** {@link SaleTotals} that grow. */
export type Totals = {
  -readonly [Name in Exclude<keyof SaleTotals, 'refused'>]: SaleTotals[Name];
} & {
  readonly refused: Record<RefusedTotal, number>;
};

/** Totals of a sale that has just been opened. */
export function startTotals(): Totals {
  return {
    reserved: 0,
    reviewing: 0,
    paying: 0,
    committed: 0,
    released: 0,
    expired: 0,
    restored: 0,
    signalled: 0,
    rejected: 0,
    refused: {
      mode: 0,
      epoch: 0,
      regressed: 0,
      unknown_sku: 0,
      insufficient: 0,
      customer_limit: 0,
      loss_budget: 0,
      owner_key: 0,
    },
  };
}

/** Counts a refusal of `reserve` or `supersede`, when it is of a reason that is counted. */
export function countRefusal({ refused }: Totals, reason: string): void {
  const counted = REFUSED_TOTALS.find((name) => name === reason);
  if (counted !== undefined) refused[counted] += 1;
}
