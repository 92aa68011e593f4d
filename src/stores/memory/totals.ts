import { REFUSED_TOTALS, type RefusedTotal, type SaleTotals } from '../../stock/totals.js';

/** {@link SaleTotals} that grow. */
export type Totals = {
  -readonly [Name in Exclude<keyof SaleTotals, 'refused'>]: SaleTotals[Name];
} & {
  readonly refused: Record<RefusedTotal, number>;
};

/** Counts a refusal of `reserve` or `supersede`, when it is of a reason that is counted. */
export function countRefusal({ refused }: Totals, reason: string): void {
  const counted = REFUSED_TOTALS.find((name) => name === reason);
  if (counted !== undefined) refused[counted] += 1;
}
