import type { EpochDay } from '../core/clock.js';
import type { CurrencyCode } from '../money/currency.js';

/** One observed price: what a SKU cost in one price list on one day. */
export interface HistoryRow {
  readonly sku: string;
  readonly priceList: string;
  readonly currency: CurrencyCode;
  readonly day: EpochDay;
  /** Safe integer; zero or less is quarantined by the screening, not by the reader. */
  readonly priceMinor: number;
  /** Where the row stands in its file, for a row that can be read but cannot be true. */
  readonly line?: number | undefined;
}

/** A row of a history that could not be used, for the person who has to mend it. */
export interface HistoryProblem {
  readonly file: string;
  /** Line 1 is the first line of the file; undefined where the source does not know lines. */
  readonly line: number | undefined;
  /** One sentence: what is wrong and how to mend it. */
  readonly message: string;
}

/** What a reader hands on at a time: the rows it could read and those it could not. */
export interface HistoryBatch {
  readonly rows: readonly HistoryRow[];
  readonly problems: readonly HistoryProblem[];
}

/** One file of a price history, or anything else that yields observed prices. */
export interface HistorySource {
  /** Name shown in problems. */
  readonly file: string;
  open(): OpenHistory;
}

/** A history being read. */
export interface OpenHistory {
  /** In any order, in batches of any size. */
  readonly batches: AsyncIterable<HistoryBatch>;
  /** Bytes read so far and in all, as stored; asked while reading. */
  progress(): { readonly bytesRead: number; readonly bytesTotal: number | undefined };
}
