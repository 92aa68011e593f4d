import type { PriceRun, RunStanding, ScreenedRun } from '../../catalog/reference.js';
import { compareProducts, isMarkdownAtLeast } from '../../money/basis-points.js';
import { WeightedValues } from './weighted-values.js';

/** The markdown from which deep-markdown blocks against a history: what is blocked on sale may not become a reference. */
export const QUARANTINE_MARKDOWN_BPS = 6000;

/** The factor from which a price is taken for one with a digit too many. */
export const QUARANTINE_FACTOR = 10;

/** Observed days after which a price counts although it would be blocked: two weeks unmended is hardly a slip. */
export const STOOD_DAYS = 14;

/**
 * Screens the runs of one key, so that a bad price does not become its own reference.
 *
 * Each run is compared with the lower median of the days counted in before it, and is *quarantined* when it lies
 * {@link QUARANTINE_MARKDOWN_BPS} or more below or {@link QUARANTINE_FACTOR} times or more above. Beyond that:
 *
 * - Zero and less are always quarantined; they have no logarithm, and nobody can accept them.
 * - The first price has nothing to be compared with and counts. If it was the bad one, the honest price after it is what
 *   looks wrong, and the next point settles it.
 * - Suspicious runs in a row that would not block each other are one *level*. When it has stood for
 *   {@link STOOD_DAYS} observed days without a return to the old prices, the whole level counts, flagged as `stood`. When
 *   what had counted before is less than that long, it was no better established: its days that the new level would block
 *   are quarantined instead.
 * - From then on a price counts when it fits either everything counted so far or the new level alone; the first is
 *   `admitted`, the second still `stood`. So neither staying on the new level nor returning to the old one is suspicious.
 * - A price that a person accepted counts and opens a level of its own.
 *
 * A level that stood stays flagged for as long as the change to it lies within the window: what happened before is not
 * known, on purpose, so that the answer depends on the days of the window alone and not on how they arrived.
 *
 * @param runs in the order of days.
 * @param isAccepted true for a price (minor units, above 0) that a person accepted for this key.
 */
export function screenRuns(
  runs: readonly PriceRun[],
  isAccepted: (priceMinor: number) => boolean,
): ScreenedRun[] {
  const standings = areAllAlike(runs) ? undefined : new Screening(runs, isAccepted).standings();
  return runs.map((run, at) => ({
    startsOn: run.startsOn,
    dayCount: run.dayCount,
    priceMinor: run.priceMinor,
    standing: standings?.[at] ?? (isAccepted(run.priceMinor) ? 'accepted' : 'admitted'),
  }));
}

/** True when no price can block any other: almost every key, decided without a median. */
function areAllAlike(runs: readonly PriceRun[]): boolean {
  let lowest = Infinity;
  let highest = 0;
  for (const { priceMinor } of runs) {
    if (priceMinor < lowest) lowest = priceMinor;
    if (priceMinor > highest) highest = priceMinor;
  }
  // Half is well inside the limit of 0.4, so the rounding of a double cannot matter.
  return lowest > 0 && lowest > highest * 0.5;
}

function wouldBlock(priceMinor: number, referenceMinor: number): boolean {
  return (
    isMarkdownAtLeast(priceMinor, referenceMinor, QUARANTINE_MARKDOWN_BPS) ||
    compareProducts(priceMinor, 1, referenceMinor, QUARANTINE_FACTOR) >= 0
  );
}

/** Positions of runs, with the median of their prices by days. */
class Level {
  readonly positions: number[] = [];
  readonly #prices = new WeightedValues();

  get dayCount(): number {
    return this.#prices.total;
  }

  add(at: number, run: PriceRun): void {
    this.positions.push(at);
    this.#prices.add(run.priceMinor, run.dayCount);
  }

  /** False when there is nothing to compare with. */
  blocks(priceMinor: number): boolean {
    return this.positions.length > 0 && wouldBlock(priceMinor, this.#prices.lowerMedian());
  }
}

/** One pass over the runs of a key. */
class Screening {
  readonly #runs: readonly PriceRun[];
  readonly #isAccepted: (priceMinor: number) => boolean;
  readonly #standings: RunStanding[];
  /** Everything counted so far. */
  #counted = new Level();
  /** What was counted since the level last changed; undefined until it does. */
  #level: Level | undefined;
  /** How runs that only the level vouches for are flagged. */
  #levelStanding: RunStanding = 'admitted';
  /** Suspicious runs since the last counted one that would not block each other. */
  #suspects = new Level();

  constructor(runs: readonly PriceRun[], isAccepted: (priceMinor: number) => boolean) {
    this.#runs = runs;
    this.#isAccepted = isAccepted;
    this.#standings = runs.map(() => 'quarantined');
  }

  standings(): readonly RunStanding[] {
    for (const [at, run] of this.#runs.entries()) {
      const { priceMinor } = run;
      if (priceMinor <= 0) continue;
      if (this.#isAccepted(priceMinor)) this.#accept(at, run);
      else if (!this.#counted.blocks(priceMinor)) this.#count(at, run, 'admitted');
      else if (this.#level?.blocks(priceMinor) === false) this.#count(at, run, this.#levelStanding);
      else this.#suspect(at, run);
    }
    return this.#standings;
  }

  #accept(at: number, run: PriceRun): void {
    if ((this.#level ?? this.#counted).blocks(run.priceMinor)) {
      this.#level = new Level();
      this.#levelStanding = 'admitted';
    }
    this.#count(at, run, 'accepted');
  }

  #count(at: number, run: PriceRun, standing: RunStanding): void {
    this.#standings[at] = standing;
    this.#counted.add(at, run);
    this.#level?.add(at, run);
    this.#suspects = new Level();
  }

  #suspect(at: number, run: PriceRun): void {
    if (this.#suspects.blocks(run.priceMinor)) this.#suspects = new Level();
    this.#suspects.add(at, run);
    if (this.#suspects.dayCount >= STOOD_DAYS) this.#establish(this.#suspects);
  }

  #establish(level: Level): void {
    if (this.#counted.dayCount < STOOD_DAYS) this.#dropBlockedBy(level);
    this.#level = new Level();
    this.#levelStanding = 'stood';
    for (const at of level.positions) {
      const run = this.#runs[at];
      if (run !== undefined) this.#count(at, run, 'stood');
    }
  }

  /** Takes back what had counted without being established and does not fit a level that is. */
  #dropBlockedBy(level: Level): void {
    const kept = new Level();
    for (const at of this.#counted.positions) {
      const run = this.#runs[at];
      if (run === undefined) continue;
      if (this.#standings[at] !== 'accepted' && level.blocks(run.priceMinor))
        this.#standings[at] = 'quarantined';
      else kept.add(at, run);
    }
    this.#counted = kept;
  }
}
