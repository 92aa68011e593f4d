import { SALEGUARD } from './detectors.js';
import { interval, percent } from './markdown.js';
import type { Count, Recall } from './recall.js';

/** Of a fault found less often than this, a reader must be told. */
const FOUND_WELL = 0.99;

/** Faults that saleguard's score finds less than 99 % of at the loosest operating point. */
export function scoreBlindSpots(recall: Recall): string[] {
  const rate = recall.rates.at(-1) ?? 0;
  const outcomes = recall.outcomes.at(-1) ?? [];
  return spots(recall, outcomes[SALEGUARD]?.found, `found at ${percent(rate, 2)} %`);
}

/** Faults that the built-in policy holds or blocks less than 99 % of. */
export function policyBlindSpots(recall: Recall): string[] {
  const found = recall.policy.find(({ severity }) => severity === 'hold')?.found;
  return spots(recall, found, 'held or blocked');
}

function spots(recall: Recall, found: readonly Count[] | undefined, how: string): string[] {
  return recall.faults.flatMap(({ title }, fault) => {
    const count = found?.[fault];
    if (count === undefined || count.hits >= FOUND_WELL * count.count) return [];
    return [`- ${title}: ${interval(count)} % ${how}`];
  });
}
