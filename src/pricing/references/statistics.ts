import type { HistoryStatistics, ScreenedRun } from '../../catalog/reference.js';
import type { EpochDay } from '../../core/clock.js';
import { compareProducts } from '../../money/basis-points.js';
import { LEVEL_WIDTH_BPS } from './level-width.js';
import { WeightedValues } from './weighted-values.js';

/** Days the lowest price looks back, as the EU Omnibus directive counts them. */
export const MINIMUM_DAYS = 30;

/**
 * What the runs of one key amount to. Every observed day weighs the same; quarantined runs are left out. Exact: the
 * same as listing the price of every day and sorting.
 *
 * Logarithms are natural and of minor units. The median of ln(price) is the ln of the median, since ln keeps order.
 *
 * @param runs in the order of days, 91 days at most.
 * @param endsOn newest day of the whole history, from which the 30 days count back.
 * @returns undefined when every run is quarantined.
 */
export function statisticsOf(runs: readonly ScreenedRun[], endsOn: EpochDay): HistoryStatistics | undefined {
  const counted = runs.filter((run) => run.standing !== 'quarantined');
  const last = counted.at(-1);
  if (last === undefined) return undefined;
  const prices = new WeightedValues();
  let maximumMinor = 0;
  let minimum30Minor = Infinity;
  let contaminatedDays = 0;
  for (const run of counted) {
    prices.add(run.priceMinor, run.dayCount);
    maximumMinor = Math.max(maximumMinor, run.priceMinor);
    if (lastDay(run) > endsOn - MINIMUM_DAYS) minimum30Minor = Math.min(minimum30Minor, run.priceMinor);
    if (run.standing === 'stood') contaminatedDays += run.dayCount;
  }
  const medianMinor = prices.lowerMedian();
  const medianLn = Math.log(medianMinor);
  return {
    medianMinor,
    minimum30Minor: minimum30Minor === Infinity ? undefined : minimum30Minor,
    maximumMinor,
    madLn: medianDeviationLn(counted, medianLn),
    medianLn,
    dayCount: prices.total,
    lastMinor: last.priceMinor,
    lastOn: lastDay(last),
    standingDays: standingDaysOf(counted, last.priceMinor),
    quarantinedDays: quarantinedDaysOf(runs),
    contaminatedDays,
  };
}

function standingDaysOf(runs: readonly ScreenedRun[], lastMinor: number): number {
  let days = 0;
  for (let index = runs.length - 1; index >= 0; index--) {
    const run = runs[index];
    if (run === undefined || compareProducts(run.priceMinor, 10_000, lastMinor, 10_000 + LEVEL_WIDTH_BPS) > 0)
      break;
    days += run.dayCount;
  }
  return days;
}

/** Days of quarantined runs. */
export function quarantinedDaysOf(runs: readonly ScreenedRun[]): number {
  return runs.reduce((days, run) => (run.standing === 'quarantined' ? days + run.dayCount : days), 0);
}

function lastDay(run: ScreenedRun): EpochDay {
  return run.startsOn + run.dayCount - 1;
}

function medianDeviationLn(runs: readonly ScreenedRun[], medianLn: number): number {
  if (runs.length === 1) return 0;
  const deviations = new WeightedValues();
  for (const run of runs) deviations.add(Math.abs(Math.log(run.priceMinor) - medianLn), run.dayCount);
  return deviations.lowerMedian();
}
