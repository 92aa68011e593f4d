import { AlarmTally } from './alarm-tally.js';
import type { LearnedScope, SmallCategory } from './calibration.js';
import type { ScopeChoice } from './choose-scopes.js';
import type { LearnedLimit } from './learn-limits.js';
import type { RuleSample } from './rule-sample.js';

/** Everything known of the limits of one rule once they were judged. */
export interface JudgedLimits {
  readonly sample: RuleSample;
  /** Rows of the learning half by category with all below it. */
  readonly counts: Float64Array;
  /** By category. */
  readonly limits: readonly (readonly LearnedLimit[])[];
  readonly choice: ScopeChoice;
  /** Rows of the judging half by the category they name. */
  readonly judged: AlarmTally;
}

/** The scopes with limits of their own, each with the rows these limits judge and the categories that use them. */
export function learnedScopes({ sample, counts, limits, choice, judged }: JudgedLimits): LearnedScope[] {
  const { tree } = sample;
  const governed = new AlarmTally();
  const usedBy = new Map<number, SmallCategory[]>();
  for (let ordinal = 0; ordinal < tree.count; ordinal++) {
    const scope = choice.governing(ordinal);
    const seen = judged.of(ordinal);
    governed.add(scope, seen);
    // A category that only holds others has no rows to judge.
    if (scope === ordinal || (sample.ownCount(ordinal) === 0 && seen.rowCount === 0)) continue;
    const small = usedBy.get(scope) ?? [];
    small.push({
      category: tree.nameOf(ordinal),
      learnedRowCount: counts[ordinal] ?? 0,
      reason: choice.reasonOf(ordinal),
    });
    usedBy.set(scope, small);
  }
  return choice.scopes.map((ordinal) => ({
    category: tree.nameOf(ordinal) || undefined,
    learnedRowCount: counts[ordinal] ?? 0,
    limits: limits[ordinal] ?? [],
    judged: governed.of(ordinal),
    usedBy: (usedBy.get(ordinal) ?? []).sort((left, right) => (left.category < right.category ? -1 : 1)),
  }));
}
