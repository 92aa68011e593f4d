import type { Severity } from '../../src/catalog/finding.js';
import { DETECTORS, SALEGUARD } from './detectors.js';
import { MATCHED, type Count, type Recall } from './recall.js';

/** Below this share of faults found, saleguard must be better than a baseline and not only as good. */
const GOOD_ENOUGH = 0.99;

/** A place where saleguard is not above a baseline at the same alarm rate. */
export interface Shortfall {
  readonly kind: 'below' | 'level';
  readonly baseline: string;
  readonly fault: string;
  /** The operating point as a share of clean rows, or the severity by which the built-in policy was counted. */
  readonly at: number | Severity;
  readonly baselineShare: number;
  readonly saleguardShare: number;
}

/** Compares every cell of the score: `below` a baseline, or only `level` with one that finds less than 99 %. */
export function shortfalls(recall: Recall): Shortfall[] {
  return recall.rates.flatMap((rate, rateAt) =>
    DETECTORS.flatMap(({ title: baseline }, detector) => {
      const outcome = recall.outcomes[rateAt]?.[detector];
      if (detector === SALEGUARD || outcome === undefined) return [];
      return compared(recall, outcome.foundBySaleguard, outcome.found).map((one) => ({
        ...one,
        baseline,
        at: rate,
      }));
    }),
  );
}

/** The same for the built-in policy, against the tuned baselines at the alarm rate the policy has. */
export function policyShortfalls(recall: Recall): Shortfall[] {
  return recall.policy.flatMap(({ severity, found, foundByMatched }) =>
    foundByMatched.flatMap((theirs, at) => {
      const detector = MATCHED[at] ?? SALEGUARD;
      const baseline = DETECTORS[detector]?.title ?? '';
      if (detector === SALEGUARD) return [];
      return compared(recall, found, theirs).map((one) => ({ ...one, baseline, at: severity }));
    }),
  );
}

type Compared = Pick<Shortfall, 'kind' | 'fault' | 'baselineShare' | 'saleguardShare'>;

function compared({ faults }: Recall, ours: readonly Count[], theirs: readonly Count[]): Compared[] {
  return faults.flatMap(({ title: fault }, at) => {
    const our = ours[at];
    const their = theirs[at];
    if (our === undefined || their === undefined || their.count === 0) return [];
    const baselineShare = their.hits / their.count;
    const saleguardShare = our.hits / our.count;
    const kind = kindOf(baselineShare, saleguardShare);
    return kind === undefined ? [] : [{ kind, fault, baselineShare, saleguardShare }];
  });
}

function kindOf(baselineShare: number, saleguardShare: number): Shortfall['kind'] | undefined {
  if (saleguardShare < baselineShare) return 'below';
  return saleguardShare === baselineShare && baselineShare < GOOD_ENOUGH ? 'level' : undefined;
}
