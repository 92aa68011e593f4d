import type { HistoryStatistics } from '../../src/catalog/reference.js';
import type { EpochDay } from '../../src/core/clock.js';

/** One SKU in one price list on one day, with what was known of it the evening before. */
export interface SkuDay {
  readonly sku: string;
  readonly priceList: string;
  readonly name: string | undefined;
  readonly category: string;
  readonly currency: 'KRW';
  readonly day: EpochDay;
  readonly priceMinor: number;
  /** The product's own statistics over the 91 days before; undefined without a price that counts. */
  readonly history: HistoryStatistics | undefined;
  /** Last price observed before, whatever became of it. */
  readonly formerMinor: number | undefined;
  /** Median of the raw prices of the 14 days before: what the baseline compares with. */
  readonly median14Minor: number | undefined;
  /** Price of the next row of the same day's catalogue. */
  readonly neighbourMinor: number | undefined;
  /** Generated, see `generated-columns.ts`: the data has no such column. */
  readonly generated: GeneratedColumns;
}

/** Columns the data lacks, made up so that the faults that need them can be tried at all. */
export interface GeneratedColumns {
  readonly listMinor: number;
  /** Pieces in one sold unit. */
  readonly pack: number;
}

/** What a detector judges: a SKU-day as its row of the catalogue says it, with a fault or without. */
export interface Row {
  readonly of: SkuDay;
  readonly priceMinor: number;
  readonly listMinor: number | undefined;
  readonly pack: number | undefined;
}

/** `real`: the columns the data has. `generated`: list price and pack beside them. */
export type Columns = 'real' | 'generated';

/** The untouched row of a SKU-day. */
export function cleanRow(day: SkuDay, columns: Columns): Row {
  const { listMinor, pack } = day.generated;
  return columns === 'real'
    ? { of: day, priceMinor: day.priceMinor, listMinor: undefined, pack: undefined }
    : { of: day, priceMinor: day.priceMinor, listMinor, pack };
}
