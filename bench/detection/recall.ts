import { isAtLeast, type Severity } from '../../src/catalog/finding.js';
import { DETECTORS, SALEGUARD, type Judged, type Scorer } from './detectors.js';
import { FAULTS, inject, type Fault } from './faults.js';
import { allowedAt, countAbove, descending, limitFor } from './limit.js';
import { Random } from './random.js';
import { cleanRow, type Columns, type SkuDay } from './sku-day.js';
import { halfOf } from './split.js';

/** A clean row with what every detector says of it. */
export interface JudgedDay extends Judged {
  readonly day: SkuDay;
}

/** What one part of the study runs on. */
export interface Population {
  /** Rows limits are fixed on (of these, the SKUs of the learning half). */
  readonly learn: readonly JudgedDay[];
  /** Rows limits are judged on (of these, the SKUs of the judging half). */
  readonly judge: readonly JudgedDay[];
  readonly columns: Columns;
  readonly scorer: Scorer;
  /** Operating points: shares of the clean rows that may ring. */
  readonly rates: readonly number[];
  /** Rows of the judging half that each seed spoils, with every fault each. */
  readonly sampleCount: number;
}

/** Hits among cases. */
export class Count {
  hits = 0;
  count = 0;

  add(hits: number, count: number): void {
    this.hits += hits;
    this.count += count;
  }
}

/** What one detector did at one operating point, over all seeds. */
export interface Outcome {
  /** Clean rows of the judging half that rang; none counted where the detector cannot run. */
  readonly alarms: Count;
  /** By fault. */
  readonly found: readonly Count[];
  /** What saleguard finds when it may ring on as many clean rows of the judging half as this detector did. */
  readonly foundBySaleguard: readonly Count[];
}

/** Results of a population over all seeds. */
export interface Recall {
  readonly columns: Columns;
  readonly rates: readonly number[];
  readonly faults: readonly Fault[];
  /** No-op injections, by fault. */
  readonly dropped: readonly Count[];
  /** By rate, then by detector. */
  readonly outcomes: readonly (readonly Outcome[])[];
  readonly hard: { readonly alarms: Count; readonly found: readonly Count[] };
  /** The rules of the built-in policy, by how bad a finding must be. */
  readonly policy: readonly PolicyOutcome[];
}

/** What the built-in policy did, counting findings of a severity or worse. */
export interface PolicyOutcome {
  readonly severity: Severity;
  readonly alarms: Count;
  readonly found: readonly Count[];
  /** By position in {@link MATCHED}: what that detector finds when it may ring on as many clean rows as the policy does. */
  readonly foundByMatched: readonly (readonly Count[])[];
}

/** Detectors the built-in policy is compared with at its own alarm rate: the score, and the 14-median. */
export const MATCHED: readonly number[] = [SALEGUARD, 1];

/** The half of one seed, and the spoilt copies of its sample. */
interface SeedRun {
  readonly learnt: readonly JudgedDay[];
  readonly judged: readonly JudgedDay[];
  /** By fault. */
  readonly copies: readonly (readonly Judged[])[];
}

/** Runs the protocol on a population, seed by seed, and adds up. */
export function measureRecall(population: Population, seeds: readonly number[]): Recall {
  const recall = blankRecall(population);
  for (const seed of seeds) {
    const judged = population.judge.filter(({ day }) => halfOf(day.sku, seed) === 'judge');
    const learnt = population.learn.filter(({ day }) => halfOf(day.sku, seed) === 'learn');
    const sample = new Random(`sample ${seed}`).sample(judged, population.sampleCount);
    const copies = recall.faults.map((fault) => spoil(fault, sample, population, seed));
    for (const [at, spoilt] of copies.entries())
      recall.dropped[at]?.add(sample.length - spoilt.length, sample.length);
    const run = { learnt, judged, copies };
    addVerdicts(recall, run);
    for (const detector of DETECTORS.keys()) addDetector(recall, run, detector);
  }
  return recall;
}

function blankRecall({ columns, rates }: Population): Recall {
  const faults = FAULTS.filter((fault) => columns === 'generated' || fault.needs === 'real');
  const counts = (): Count[] => faults.map(() => new Count());
  const severities: readonly Severity[] = ['block', 'hold', 'warn'];
  return {
    columns,
    rates,
    faults,
    dropped: counts(),
    outcomes: rates.map(() =>
      DETECTORS.map(() => ({ alarms: new Count(), found: counts(), foundBySaleguard: counts() })),
    ),
    hard: { alarms: new Count(), found: counts() },
    policy: severities.map((severity) => ({
      severity,
      alarms: new Count(),
      found: counts(),
      foundByMatched: MATCHED.map(counts),
    })),
  };
}

/** One copy of each row of the sample with one fault; no-ops are left out. */
function spoil(
  fault: Fault,
  sample: readonly JudgedDay[],
  { columns, scorer }: Population,
  seed: number,
): Judged[] {
  const random = new Random(`fault ${fault.id} ${seed}`);
  return sample.flatMap(({ day }) => {
    const row = inject(fault, cleanRow(day, columns), random);
    return row === undefined ? [] : [scorer.judge(row)];
  });
}

function addVerdicts({ hard, policy }: Recall, { judged, copies }: SeedRun): void {
  const tally = (count: Count | undefined, rows: readonly Judged[], test: (one: Judged) => boolean): void =>
    count?.add(rows.filter(test).length, rows.length);
  const isHard = ({ verdict }: Judged): boolean => verdict.isHard;
  tally(hard.alarms, judged, isHard);
  for (const [at, spoilt] of copies.entries()) tally(hard.found[at], spoilt, isHard);
  for (const { severity, alarms, found, foundByMatched } of policy) {
    const fires = ({ verdict }: Judged): boolean =>
      verdict.worst !== undefined && isAtLeast(verdict.worst, severity);
    tally(alarms, judged, fires);
    for (const [at, spoilt] of copies.entries()) tally(found[at], spoilt, fires);
    const alarmCount = judged.filter(fires).length;
    for (const [at, detector] of MATCHED.entries()) {
      const limit = limitFor(descending(column(judged, detector)), alarmCount);
      for (const [fault, spoilt] of copies.entries())
        foundByMatched[at]?.[fault]?.add(countAbove(column(spoilt, detector), limit), spoilt.length);
    }
  }
}

/** Quantile the p99.5 baseline takes, as the share above it. */
const ABOVE_P995 = 0.005;

function addDetector(recall: Recall, { learnt, judged, copies }: SeedRun, detector: number): void {
  const clean = column(judged, detector);
  if (clean.some(Number.isNaN)) return;
  const tuning = DETECTORS[detector]?.tuning;
  const learntScores = descending(column(learnt, detector));
  const ranked = descending(column(judged, SALEGUARD));
  const found = copies.map((spoilt) => column(spoilt, detector));
  const bySaleguard = copies.map((spoilt) => column(spoilt, SALEGUARD));
  for (const [at, rate] of recall.rates.entries()) {
    const allowed = allowedAt(tuning === 'p99.5' ? ABOVE_P995 : rate, learnt.length);
    const limit = tuning === 'fixed' ? 0.5 : limitFor(learntScores, allowed);
    const alarmCount = countAbove(clean, limit);
    const sameRate = limitFor(ranked, alarmCount);
    const outcome = recall.outcomes[at]?.[detector];
    outcome?.alarms.add(alarmCount, clean.length);
    for (const [fault, scores] of found.entries())
      outcome?.found[fault]?.add(countAbove(scores, limit), scores.length);
    for (const [fault, scores] of bySaleguard.entries())
      outcome?.foundBySaleguard[fault]?.add(countAbove(scores, sameRate), scores.length);
  }
}

function column(rows: readonly Judged[], detector: number): Float64Array {
  return Float64Array.from(rows, ({ scores }) => scores[detector] ?? NaN);
}
