import type { SaleSnapshot, StockCounters } from '../../stock/verdict.js';

/** What can be wrong with a snapshot by itself, one sentence each; empty when all is well. */
export function snapshotBreaches(snapshot: SaleSnapshot): string[] {
  const { lossBudgetMinor, lossSpentMinor } = snapshot;
  const breaches = snapshot.counters.flatMap(counterBreaches);
  if (!isCount(lossSpentMinor)) breaches.push(`the loss spent is ${lossSpentMinor}`);
  if (lossBudgetMinor !== undefined && lossSpentMinor > lossBudgetMinor)
    breaches.push(`the loss spent is ${lossSpentMinor} of a budget of ${lossBudgetMinor}`);
  if (!isCount(snapshot.seq)) breaches.push(`the sequence is ${snapshot.seq}`);
  return breaches;
}

function counterBreaches(counters: StockCounters): readonly string[] {
  const { stockKey, allotment, available, reserved, committed, quarantined } = counters;
  const named = Object.entries({ allotment, available, reserved, committed, quarantined });
  const breaches = named
    .filter(([, units]) => !isCount(units))
    .map(([name, units]) => `${name} of '${stockKey}' is ${units}`);
  const total = available + reserved + committed + quarantined;
  if (total !== allotment)
    breaches.push(`the units of '${stockKey}' add up to ${total}, not to its allotment of ${allotment}`);
  return breaches;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
