import type { HistoryStatistics } from '../../src/catalog/reference.js';
import { NO_COLUMNS, NO_PROBLEMS } from '../../src/catalog/row.js';
import { RuleRun } from '../../src/calibrate/rule-run.js';
import type { PricingPolicy } from '../../src/pricing/settings.js';
import { FAULTS, inject, type Fault } from './faults.js';
import { offerOf } from './policy-judge.js';
import { Random } from './random.js';
import { Count } from './recall.js';
import { cleanRow, type Columns, type Row, type SkuDay } from './sku-day.js';

/** One way to set the limits of a rule; its policy differs from seed to seed. */
export interface Contestant {
  readonly title: string;
  readonly policyOf: (seed: number) => PricingPolicy;
}

/** What one contestant did over all seeds. */
export interface ContestOutcome {
  readonly title: string;
  /** Clean rows that no other rule stops, and those that the calibrated rule stops. */
  readonly alarms: Count;
  /** The same by category. */
  readonly alarmsIn: Map<string, Count>;
  /** Spoilt rows found by the calibrated rule, whatever other rules say. By fault. */
  readonly found: readonly Count[];
  /** Spoilt rows found by any rule. By fault. */
  readonly foundByAny: readonly Count[];
}

/** What a contest runs on. */
export interface ContestOptions {
  /** The rule whose limits are in question. */
  readonly ruleId: string;
  readonly columns: Columns;
  readonly hasHistory: boolean;
  /** Rows of the judging half that each seed spoils, with every fault each. */
  readonly sampleCount: number;
}

/** Runs contestants on the judging halves of one seed after the other. */
export class Contest {
  readonly faults: readonly Fault[];
  readonly outcomes: readonly ContestOutcome[];
  readonly #options: ContestOptions;
  readonly #contestants: readonly Contestant[];

  constructor(contestants: readonly Contestant[], options: ContestOptions) {
    this.#options = options;
    this.#contestants = contestants;
    this.faults = FAULTS.filter((fault) => options.columns === 'generated' || fault.needs === 'real');
    const counts = (): Count[] => this.faults.map(() => new Count());
    this.outcomes = contestants.map(({ title }) => ({
      title,
      alarms: new Count(),
      alarmsIn: new Map(),
      found: counts(),
      foundByAny: counts(),
    }));
  }

  /** Adds the judging half of one seed. */
  run(seed: number, judged: readonly SkuDay[]): void {
    const { columns, sampleCount, ruleId } = this.#options;
    const sample = new Random(`calibrate sample ${seed}`).sample(judged, sampleCount);
    const copies = this.faults.map((fault) => {
      const random = new Random(`calibrate fault ${fault.id} ${seed}`);
      return sample.flatMap((day) => inject(fault, cleanRow(day, columns), random) ?? []);
    });
    for (const [at, { policyOf }] of this.#contestants.entries()) {
      const outcome = this.outcomes[at];
      if (outcome === undefined) continue;
      const stopsOf = this.#judge(policyOf(seed));
      for (const day of judged) countAlarm(outcome, day, stopsOf(cleanRow(day, columns)), ruleId);
      for (const [fault, rows] of copies.entries()) {
        for (const row of rows) {
          const stops = stopsOf(row);
          outcome.found[fault]?.add(stops.includes(ruleId) ? 1 : 0, 1);
          outcome.foundByAny[fault]?.add(stops.length > 0 ? 1 : 0, 1);
        }
      }
    }
  }

  #judge(policy: PricingPolicy): (row: Row) => readonly string[] {
    const known: { history: HistoryStatistics | undefined } = { history: undefined };
    const history = this.#options.hasHistory ? { endsOn: undefined, find: () => known.history } : undefined;
    const run = new RuleRun(policy, { now: 0, history });
    return (row) => {
      known.history = row.of.history;
      const offer = offerOf(row);
      const { sku, priceList } = offer;
      return run.judge(
        { line: 2, offer, problems: NO_PROBLEMS, sku, priceList, zeroFractions: NO_COLUMNS },
        'bench',
      );
    };
  }
}

function countAlarm(outcome: ContestOutcome, day: SkuDay, stops: readonly string[], ruleId: string): void {
  if (stops.some((other) => other !== ruleId)) return;
  const hit = stops.length > 0 ? 1 : 0;
  outcome.alarms.add(hit, 1);
  const inCategory = outcome.alarmsIn.get(day.category) ?? new Count();
  inCategory.add(hit, 1);
  outcome.alarmsIn.set(day.category, inCategory);
}
