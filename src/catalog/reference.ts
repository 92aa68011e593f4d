import type { EpochDay } from '../core/clock.js';
import type { CurrencyCode } from '../money/currency.js';

/** Where a reference price comes from, best first. */
export type ReferenceSource = 'history-median' | 'history-minimum' | 'list-price' | 'peer-estimate';

/** Trusted baseline a rule compares a price with. */
export interface Reference {
  readonly source: ReferenceSource;
  /** Above 0, minor units of the offer's currency. */
  readonly priceMinor: number;
  /** Days since it was last observed; undefined where a source has no date. */
  readonly ageDays: number | undefined;
  /** Observed days, or peers; undefined for a list price. */
  readonly sampleCount: number | undefined;
}

/** What is known of one (SKU, price list, currency) from its own price history. */
export interface HistoryStatistics {
  /** Lower median over the observed days of the last 91: always a price that was really offered. */
  readonly medianMinor: number;
  /** Lowest price observed in the last 30 days of the history; undefined when it was not observed in them. */
  readonly minimum30Minor: number | undefined;
  /** Highest price observed in the last 91 days. */
  readonly maximumMinor: number;
  /** Median absolute deviation of ln(price) over the observed days, unscaled; 0 for a constant price. */
  readonly madLn: number;
  /** Median of ln(price) over the observed days. */
  readonly medianLn: number;
  /** Observed days within the last 91. */
  readonly dayCount: number;
  readonly lastMinor: number;
  readonly lastOn: EpochDay;
  /**
   * Observed days, counted back from the newest, on which the price was at most 10 % above the last one: how long the
   * present price level has stood. 1 or more.
   */
  readonly standingDays: number;
  /** Days left out because their price had been quarantined. */
  readonly quarantinedDays: number;
  /**
   * Days counted in although their price would have been blocked, only because it stood for 14 days: above 0, the
   * reference is contaminated and a person should look.
   */
  readonly contaminatedDays: number;
}

/** Days `startsOn` .. `startsOn + dayCount - 1` at one price; days without an observation belong to no run. */
export interface PriceRun {
  readonly startsOn: EpochDay;
  readonly dayCount: number;
  readonly priceMinor: number;
}

/**
 * What became of a run when the history was screened:
 * - `admitted`: counted in;
 * - `accepted`: counted in because a person accepted this price;
 * - `stood`: would have been blocked, counted in because it stood for 14 days;
 * - `quarantined`: would have been blocked, left out of every statistic.
 */
export type RunStanding = 'admitted' | 'accepted' | 'stood' | 'quarantined';

/** A run with the outcome of the screening. */
export interface ScreenedRun extends PriceRun {
  readonly standing: RunStanding;
}

/** What a references file knows of one (SKU, price list, currency): its runs in the order of days, and what they amount to. */
export interface ReferenceEntry {
  readonly sku: string;
  readonly priceList: string;
  readonly currency: CurrencyCode;
  /** Runs within the 91 days, in the order of days, quarantined ones included; at least one. */
  readonly runs: readonly ScreenedRun[];
  /** Undefined when every run is quarantined. */
  readonly statistics: HistoryStatistics | undefined;
}

/** A person's word that a quarantined price was meant: from then on it counts. */
export interface QuarantineAcceptance {
  readonly sku: string;
  readonly priceList: string;
  readonly currency: CurrencyCode;
  /** Above 0: nobody can accept that a price of nothing is a reference. */
  readonly priceMinor: number;
}

/** Leave-one-out statistics of the peers of a row: other rows of its category, or of the nearest parent with enough. */
export interface PeerStatistics {
  /** Category the peers come from; `` is the whole catalogue. */
  readonly category: string;
  readonly count: number;
  /** Mean and standard deviation of ln(feature). */
  readonly meanLn: number;
  readonly deviationLn: number;
}
