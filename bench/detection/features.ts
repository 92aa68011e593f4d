import type { PriceRun } from '../../src/catalog/reference.js';
import type { EpochDay } from '../../src/core/clock.js';
import { windowStart } from '../../src/pricing/references/day-window.js';
import { screenRuns } from '../../src/pricing/references/quarantine.js';
import { statisticsOf } from '../../src/pricing/references/statistics.js';
import type { Observation, Series } from './danawa.js';
import { columnSeed, keptAbove } from './generated-columns.js';
import type { SkuDay } from './sku-day.js';

/** Days a baseline's median looks back. */
const MEDIAN_DAYS = 14;
const COLUMN_SEED_DAYS = 30;

/** SKU-days from a day on, by day and then in the order of the catalogue; each knows only what was known the day before. */
export function skuDays(series: readonly Series[], from: EpochDay): SkuDay[] {
  const byDay = new Map<EpochDay, SkuDay[]>();
  for (const one of series) {
    for (const day of daysOf(one, from)) {
      const sameDay = byDay.get(day.day);
      if (sameDay === undefined) byDay.set(day.day, [day]);
      else sameDay.push(day);
    }
  }
  return [...byDay].sort(([left], [right]) => left - right).flatMap(([, days]) => withNeighbours(days));
}

function withNeighbours(days: readonly SkuDay[]): SkuDay[] {
  return days.map((day, at) => ({
    ...day,
    neighbourMinor: days.length < 2 ? undefined : days[(at + 1) % days.length]?.priceMinor,
  }));
}

function* daysOf(series: Series, from: EpochDay): Generator<SkuDay> {
  const { sku, priceList, name, category, observations } = series;
  const usual = medianOf(observations.slice(0, COLUMN_SEED_DAYS).map((one) => one.priceMinor));
  if (usual === undefined) return;
  const seed = columnSeed(`${sku} ${priceList}`, usual);
  let listMinor = seed.listMinor;
  for (const [at, { day, priceMinor }] of observations.entries()) {
    listMinor = keptAbove(listMinor, priceMinor);
    if (day < from) continue;
    const before = observations.slice(firstWithin(observations, at, windowStart(day - 1)), at);
    const runs = screenRuns(runsOf(before), () => false);
    const recent = before.filter((one) => one.day >= day - MEDIAN_DAYS).map((one) => one.priceMinor);
    yield {
      sku,
      priceList,
      name,
      category,
      currency: 'KRW',
      day,
      priceMinor,
      history: runs.length === 0 ? undefined : statisticsOf(runs, day - 1),
      formerMinor: observations[at - 1]?.priceMinor,
      median14Minor: medianOf(recent),
      neighbourMinor: undefined,
      generated: { listMinor, pack: seed.pack },
    };
  }
}

/** Position of the first observation on or after a day, `end` at the latest. */
function firstWithin(observations: readonly Observation[], end: number, from: EpochDay): number {
  let at = end;
  while (at > 0 && (observations[at - 1]?.day ?? -Infinity) >= from) at--;
  return at;
}

/** Days as the fewest runs of equal price. */
export function runsOf(observations: readonly Observation[]): PriceRun[] {
  const runs: { startsOn: EpochDay; dayCount: number; priceMinor: number }[] = [];
  for (const { day, priceMinor } of observations) {
    const last = runs.at(-1);
    if (last?.priceMinor === priceMinor && last.startsOn + last.dayCount === day) last.dayCount += 1;
    else runs.push({ startsOn: day, dayCount: 1, priceMinor });
  }
  return runs;
}

/** The usual median: the mean of the two in the middle of an even number. */
export function medianOf(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((left, right) => left - right);
  const low = sorted[(sorted.length - 1) >> 1];
  const high = sorted[sorted.length >> 1];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
