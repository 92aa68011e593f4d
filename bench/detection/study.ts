import { parseDay, type EpochDay } from '../../src/core/clock.js';
import { columnFloors } from './baselines.js';
import type { Danawa } from './danawa.js';
import { Scorer } from './detectors.js';
import { skuDays } from './features.js';
import { PolicyJudge } from './policy-judge.js';
import type { JudgedDay, Population } from './recall.js';
import { cleanRow, type Columns, type SkuDay } from './sku-day.js';

/** SKU-days before it only make histories. */
const LEARN_FROM = dayOf('2022-07-01');
/** Limits are fixed before it and judged from it on. */
const JUDGE_FROM = dayOf('2022-09-01');

/** Shares of SKU-days that may ring. */
const DAY_RATES = [0.0001, 0.001];
/** Shares of the rows of a catalogue that may ring. */
const CATALOG_RATES = [0.001, 0.005];

/** All rows of the study. */
export interface Study {
  /** By day, the catalogue's day last. */
  readonly days: readonly SkuDay[];
  readonly catalogDay: EpochDay;
}

export function openStudy(danawa: Danawa): Study {
  return { days: skuDays(danawa.series, LEARN_FROM), catalogDay: danawa.catalogDay };
}

/** The two ways the study cuts its rows, judged once. */
export interface Populations {
  readonly skuDays: Population;
  /** The same the other way round: limits from the later months, judged on the earlier ones. */
  readonly earlier: Population;
  readonly catalog: Population;
}

/** Judges every clean row once and cuts the result into populations. */
export function populations(
  { days, catalogDay }: Study,
  options: { readonly columns: Columns; readonly hasHistory: boolean; readonly sampleCount: number },
): Populations {
  const { columns, hasHistory, sampleCount } = options;
  const scorer = new Scorer(new PolicyJudge(days, { columns, hasHistory }), columnFloors(days));
  const judged: JudgedDay[] = days.map((day) => ({ day, ...scorer.judge(cleanRow(day, columns)) }));
  const catalog = judged.filter(({ day }) => day.day === catalogDay);
  const between = (from: EpochDay, until: EpochDay): JudgedDay[] =>
    judged.filter(({ day }) => day.day >= from && day.day < until);
  const early = between(LEARN_FROM, JUDGE_FROM);
  const late = between(JUDGE_FROM, catalogDay);
  const common = { columns, scorer, sampleCount };
  return {
    skuDays: { learn: early, judge: late, rates: DAY_RATES, ...common },
    earlier: { learn: late, judge: early, rates: DAY_RATES, ...common },
    // One day only: the halves differ by SKU alone.
    catalog: { learn: catalog, judge: catalog, rates: CATALOG_RATES, ...common },
  };
}

function dayOf(text: string): EpochDay {
  const day = parseDay(text);
  if (day === undefined) throw new Error(`${text} is not a day`);
  return day;
}
