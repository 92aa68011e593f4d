import type { ReferenceEntry, ScreenedRun } from '../../catalog/reference.js';
import type { EpochDay } from '../../core/clock.js';
import type { CurrencyCode } from '../../money/currency.js';
import { WeightedValues } from './weighted-values.js';

/** One price in quarantine: days it was observed in a row, left out of every statistic. */
export interface QuarantinedRun {
  readonly sku: string;
  readonly priceList: string;
  readonly currency: CurrencyCode;
  /** May be 0 or less. */
  readonly priceMinor: number;
  readonly startsOn: EpochDay;
  /** 1 or more. */
  readonly dayCount: number;
  /**
   * What the price was held against: the lower median of the days counted before it, or after it where none was counted
   * before. Undefined when no day of the key counts at all.
   */
  readonly comparedMinor: number | undefined;
}

/** The quarantined runs of an entry, in the order of days. */
export function quarantinedRuns(entry: ReferenceEntry): QuarantinedRun[] {
  // Read once: an entry from a file unpacks its runs each time.
  const { sku, priceList, currency, runs } = entry;
  const found: QuarantinedRun[] = [];
  const counted = new WeightedValues();
  for (const [at, { priceMinor, startsOn, dayCount, standing }] of runs.entries()) {
    if (standing !== 'quarantined') {
      counted.add(priceMinor, dayCount);
      continue;
    }
    const median = counted.total > 0 ? counted.lowerMedian() : medianAfter(runs, at);
    const comparedMinor = Number.isNaN(median) ? undefined : median;
    found.push({ sku, priceList, currency, priceMinor, startsOn, dayCount, comparedMinor });
  }
  return found;
}

/** Lower median of the counted days after a run; NaN when there is none. */
function medianAfter(runs: readonly ScreenedRun[], position: number): number {
  const counted = new WeightedValues();
  for (const run of runs.slice(position + 1)) {
    if (run.standing !== 'quarantined') counted.add(run.priceMinor, run.dayCount);
  }
  return counted.lowerMedian();
}

/** Longest first, of equal ones the most recent, then by key: what most likely was meant stands on top. */
export function compareQuarantined(left: QuarantinedRun, right: QuarantinedRun): number {
  return (
    right.dayCount - left.dayCount ||
    lastDayOf(right) - lastDayOf(left) ||
    compareText(left.sku, right.sku) ||
    compareText(left.priceList, right.priceList) ||
    compareText(left.currency, right.currency) ||
    right.startsOn - left.startsOn
  );
}

/** The last day of a run. */
export function lastDayOf({ startsOn, dayCount }: QuarantinedRun): EpochDay {
  return startsOn + dayCount - 1;
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
