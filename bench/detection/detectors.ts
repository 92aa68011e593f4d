import type { EpochDay } from '../../src/core/clock.js';
import { depthOf, isDepth90, logRatioTo14 } from './baselines.js';
import type { PolicyJudge, Verdict } from './policy-judge.js';
import type { Row } from './sku-day.js';
import { suspicion } from './suspicion.js';

/**
 * How a detector comes to its limit: `rate` is tuned to the operating point on the learning half, `p99.5` is that quantile
 * of the learning half whatever the operating point, `fixed` is a formula without one (its score is 1 or 0).
 */
export type Tuning = 'rate' | 'p99.5' | 'fixed';

/** What is compared. */
export interface Detector {
  readonly title: string;
  readonly tuning: Tuning;
}

/** saleguard first, then the baselines. A score is NaN where the columns a detector needs are missing. */
export const DETECTORS: readonly Detector[] = [
  { title: 'saleguard', tuning: 'rate' },
  { title: 'abs log ratio to the 14-median', tuning: 'rate' },
  { title: 'mean - 3 sd of the column', tuning: 'fixed' },
  { title: 'depth >= 90 %', tuning: 'fixed' },
  // All of the data is one category: headphones.
  { title: 'depth >= category p99.5', tuning: 'p99.5' },
];

/** Position of saleguard in {@link DETECTORS}. */
export const SALEGUARD = 0;

/** One row as seen by every detector and by the rules of the built-in policy. */
export interface Judged {
  /** In the order of {@link DETECTORS}. */
  readonly scores: readonly number[];
  readonly verdict: Verdict;
}

/** Above every score a price can reach: hard rules ring first, and still rank among themselves. */
const HARD = 1000;

/** Judges rows by every detector. */
export class Scorer {
  readonly #judge: PolicyJudge;
  readonly #columnFloors: ReadonlyMap<EpochDay, number>;

  constructor(judge: PolicyJudge, columnFloors: ReadonlyMap<EpochDay, number>) {
    this.#judge = judge;
    this.#columnFloors = columnFloors;
  }

  judge(row: Row): Judged {
    const { of, priceMinor, listMinor } = row;
    const verdict = this.#judge.judge(row);
    const depth = depthOf(row);
    const known = { history: of.history, formerMinor: of.formerMinor, listMinor };
    return {
      scores: [
        (verdict.isHard ? HARD : 0) + suspicion(priceMinor, known),
        logRatioTo14(row),
        priceMinor < (this.#columnFloors.get(of.day) ?? -Infinity) ? 1 : 0,
        depth === undefined ? NaN : isDepth90(row) ? 1 : 0,
        depth ?? NaN,
      ],
      verdict,
    };
  }
}
