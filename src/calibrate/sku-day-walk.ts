import { makeOffer } from '../catalog/offer.js';
import { splitOfferKey } from '../catalog/offer-key.js';
import type { HistoryStatistics, PriceRun } from '../catalog/reference.js';
import { NO_COLUMNS, NO_PROBLEMS } from '../catalog/row.js';
import { assert } from '../core/assert.js';
import type { EpochDay, EpochMs } from '../core/clock.js';
import { parseCurrency } from '../money/currency.js';
import { windowStart } from '../pricing/references/day-window.js';
import { screenRuns } from '../pricing/references/quarantine.js';
import { statisticsOf } from '../pricing/references/statistics.js';
import type { DayPlan } from './day-plan.js';
import { halfOf, type Half } from './halves.js';
import { RuleRun } from './rule-run.js';
import type { CalibrateProgress, Walk, WalkedRow } from './walk.js';

/** Prices of one key over the days of a history. */
export interface PriceSeries {
  /** As `offerKey` makes it. */
  readonly key: string;
  /** In the order of days, none overlapping. */
  readonly runs: readonly PriceRun[];
  /** Prices a person accepted. */
  readonly accepted?: ReadonlySet<number> | undefined;
}

/** Where series come from, each time anew. */
export interface SeriesSource {
  /** Name for the progress line. */
  readonly file: string;
  open(): AsyncIterable<readonly PriceSeries[]>;
}

/** What a walk over the days of a history needs. */
export interface SkuDayWalkOptions {
  readonly source: SeriesSource;
  readonly plan: DayPlan;
  readonly now: EpochMs;
  readonly split: number;
  /** Category of a key; undefined where the catalogue does not know it. */
  readonly categoryOf: (key: string) => string | undefined;
  readonly onProgress?: ((progress: CalibrateProgress) => void) | undefined;
}

/**
 * A walk over the SKU-days of a history: the earlier days of the learning half, the later ones of the judging half. Each
 * day is judged with what was known of the SKU the evening before, never more.
 *
 * A day whose price is the last one that counted has not jumped: it scores 0 whatever the rest of its history, so that the
 * days an unchanged price stands are counted together and only changes of price are judged.
 */
export function skuDayWalk(options: SkuDayWalkOptions): Walk {
  return async (policy, half, see) => {
    const known: { statistics: HistoryStatistics | undefined } = { statistics: undefined };
    const history = { endsOn: undefined, find: () => known.statistics };
    const run = new RuleRun(policy, { now: options.now, history });
    const days = new SeriesDays({ run, known, see, ...daysOf(options.plan, half) });
    let rowCount = 0;
    for await (const batch of options.source.open()) {
      for (const series of batch) {
        const [sku] = splitOfferKey(series.key);
        if (halfOf(sku, options.split) === half) days.walk(series, options.categoryOf(series.key));
      }
      rowCount += batch.length;
      const { file } = options.source;
      options.onProgress?.({ phase: half, file, rowCount, bytesRead: 0, bytesTotal: undefined });
    }
  };
}

function daysOf(plan: DayPlan, half: Half): { readonly from: EpochDay; readonly until: EpochDay } {
  return half === 'learn'
    ? { from: plan.learnFrom, until: plan.judgeFrom }
    : { from: plan.judgeFrom, until: plan.endsOn + 1 };
}

interface SeriesDaysInit {
  readonly run: RuleRun;
  /** What the rules are told of the SKU's past. */
  readonly known: { statistics: HistoryStatistics | undefined };
  readonly see: (row: WalkedRow) => void;
  /** First day judged, and the first one no longer. */
  readonly from: EpochDay;
  readonly until: EpochDay;
}

interface PricedDay {
  readonly day: EpochDay;
  readonly priceMinor: number;
  readonly category: string | undefined;
}

const NONE: ReadonlySet<number> = new Set();

/** The days of one series after the other. */
class SeriesDays {
  readonly #of: SeriesDaysInit;

  constructor(init: SeriesDaysInit) {
    this.#of = init;
  }

  walk(series: PriceSeries, category: string | undefined): void {
    const { from, until, see } = this.#of;
    for (const run of series.runs) {
      const lastDay = Math.min(until, run.startsOn + run.dayCount);
      for (let day = Math.max(from, run.startsOn); day < lastDay; day++) {
        const quiet = this.#judge(series, { day, priceMinor: run.priceMinor, category });
        if (quiet === undefined) continue;
        const rowCount = lastDay - day - 1;
        if (rowCount > 0) see({ ...quiet, rowCount });
        break;
      }
    }
  }

  /** @returns the day, when its price is the last one that counted: so are the days it goes on standing. */
  #judge(series: PriceSeries, { day, priceMinor, category }: PricedDay): WalkedRow | undefined {
    const { run, known, see } = this.#of;
    known.statistics = knownBefore(day, series);
    const { statistics } = known;
    if (statistics === undefined) return undefined;
    const [sku, priceList, code] = splitOfferKey(series.key);
    const currency = parseCurrency(code);
    assert(currency !== undefined, 'a series has a known currency');
    const offer = makeOffer({ sku, priceList, currency, category, priceMinor });
    const row = { line: 0, offer, problems: NO_PROBLEMS, sku, priceList, zeroFractions: NO_COLUMNS };
    const seen: WalkedRow = { offer, facts: run.facts, stops: run.judge(row, ''), rowCount: 1 };
    see(seen);
    return statistics.lastMinor === priceMinor ? seen : undefined;
  }
}

/** Statistics of a series as they stood the evening before a day. */
function knownBefore(day: EpochDay, { runs, accepted = NONE }: PriceSeries): HistoryStatistics | undefined {
  const endsOn = day - 1;
  const startsOn = windowStart(endsOn);
  const before: PriceRun[] = [];
  for (const run of runs) {
    if (run.startsOn > endsOn) break;
    const from = Math.max(startsOn, run.startsOn);
    const dayCount = Math.min(endsOn + 1, run.startsOn + run.dayCount) - from;
    if (dayCount > 0) before.push({ startsOn: from, dayCount, priceMinor: run.priceMinor });
  }
  if (before.length === 0) return undefined;
  return statisticsOf(
    screenRuns(before, (priceMinor) => accepted.has(priceMinor)),
    endsOn,
  );
}
