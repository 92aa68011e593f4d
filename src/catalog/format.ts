import type { CurrencyCode } from '../money/currency.js';
import type { NumberFormat } from '../money/decimal-text.js';
import type { OfferColumn } from './offer.js';

/** Encodings a catalogue may be declared to have. `euc-kr` also reads CP949, as Windows writes it. */
export const ENCODINGS = ['utf-8', 'euc-kr'] as const;

/** An encoding a catalogue may be written in; see {@link ENCODINGS}. */
export type Encoding = (typeof ENCODINGS)[number];

/** Named sets of column headers. `korean` knows the usual Korean headers (상품코드, 판매가, 정가 …). */
export const COLUMN_PRESETS = ['canonical', 'korean'] as const;

/** A named set of column headers; see {@link COLUMN_PRESETS}. */
export type ColumnPreset = (typeof COLUMN_PRESETS)[number];

/** How the files of a catalogue are written: nothing here is guessed from the data. */
export interface CatalogFormat {
  readonly encoding: Encoding;
  readonly preset: ColumnPreset;
  /** Header as the file writes it -> canonical column, on top of the preset. */
  readonly columns: ReadonlyMap<string, OfferColumn>;
  /** Currency of rows that state none; undefined makes the column required. */
  readonly currency: CurrencyCode | undefined;
  readonly numbers: NumberFormat;
  /**
   * Zone of sale times that state no offset, as `timeZoneOf` reads it: `Asia/Seoul` or `+09:00`. Undefined refuses such times.
   */
  readonly timeZone: string | undefined;
  /** What separates the parts of a category path. */
  readonly categorySeparator: string;
  readonly limits: ReadLimits;
}

/** Bounds on what one file may hold. */
export interface ReadLimits {
  /** Longest row in bytes, line end excluded. */
  readonly rowBytes: number;
  readonly columnCount: number;
}

export const DEFAULT_LIMITS: ReadLimits = { rowBytes: 65_536, columnCount: 500 };
