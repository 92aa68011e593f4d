import { DETECTORS, SALEGUARD } from './detectors.js';
import type { Recall } from './recall.js';

/** Below this share of faults found, saleguard must be better than a baseline and not only as good. */
const GOOD_ENOUGH = 0.99;

/** A place where saleguard is not above a baseline at the alarm rate that baseline has. */
export interface Shortfall {
  readonly kind: 'below' | 'level';
  readonly baseline: string;
  readonly fault: string;
  /** Operating point. */
  readonly rate: number;
  readonly baselineShare: number;
  readonly saleguardShare: number;
}

/** Compares every cell: `below` a baseline, or only `level` with one that finds less than 99 %. */
export function shortfalls(recall: Recall): Shortfall[] {
  return recall.rates.flatMap((rate, at) =>
    DETECTORS.flatMap(({ title: baseline }, detector) => {
      const outcome = recall.outcomes[at]?.[detector];
      if (detector === SALEGUARD || outcome === undefined) return [];
      return recall.faults.flatMap(({ title: fault }, faultAt) => {
        const theirs = outcome.found[faultAt];
        const ours = outcome.foundBySaleguard[faultAt];
        if (theirs === undefined || ours === undefined || theirs.count === 0) return [];
        const baselineShare = theirs.hits / theirs.count;
        const saleguardShare = ours.hits / ours.count;
        const kind = kindOf(baselineShare, saleguardShare);
        return kind === undefined
          ? []
          : [{ kind, baseline, fault, rate, baselineShare, saleguardShare } as const];
      });
    }),
  );
}

function kindOf(baselineShare: number, saleguardShare: number): Shortfall['kind'] | undefined {
  if (saleguardShare < baselineShare) return 'below';
  return saleguardShare === baselineShare && baselineShare < GOOD_ENOUGH ? 'level' : undefined;
}
