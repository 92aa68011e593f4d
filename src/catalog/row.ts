import type { Offer, OfferColumn } from './offer.js';

/**
 * Why a field could not be read. `fraction-digits` is the currency's business (rule `currency-exponent`), a time that is
 * no instant that of the sale window (rule `sale-window`), every other one is `parse-strict`.
 */
export type FieldProblem =
  | 'missing'
  | 'too-long'
  | 'not-a-number'
  | 'exponent-notation'
  | 'full-width-digits'
  | 'group-separator'
  | 'locale-comma'
  | 'currency-sign'
  | 'leading-zeros'
  | 'fraction-digits'
  | 'out-of-range'
  | 'unknown-currency'
  | 'unknown-value'
  | 'time-without-offset'
  | 'skipped-time'
  | 'repeated-time'
  | 'not-a-time'
  | 'control-character'
  | 'bad-encoding';

/** Why a whole row could not be read. */
export type RowProblem =
  | 'too-few-fields'
  | 'too-many-fields'
  | 'row-too-long'
  | 'bad-quote'
  | 'unclosed-quote'
  | 'bad-encoding'
  | 'not-json'
  | 'not-an-object'
  | 'unknown-field';

/** One thing wrong with a row, as found while reading. */
export interface ReadProblem {
  readonly kind: FieldProblem | RowProblem;
  /** Column as the file names it; undefined when the whole row is meant. */
  readonly column: string | undefined;
  /** Canonical column, where one is mapped. */
  readonly field: OfferColumn | undefined;
  /** The offending text, cut to 80 characters, control characters made visible. */
  readonly text: string;
  /** One sentence for the person who has to mend it, in English. */
  readonly hint: string | undefined;
}

/**
 * One catalogue row after reading: the offer when all required fields could be read, and every problem met. A row with
 * problems is never a clean pass, also when it has an offer.
 */
export interface ReadRow {
  readonly line: number;
  readonly offer: Offer | undefined;
  readonly problems: readonly ReadProblem[];
  /** SKU and price list as far as they could be read, for a row without an offer. */
  readonly sku: string | undefined;
  readonly priceList: string | undefined;
  /** Columns whose zero fraction went beyond the currency's exponent (`129000.00` KRW), read as whole. */
  readonly zeroFractions: readonly OfferColumn[];
}

/** Shared by every clean row, so that a clean row allocates no list. */
export const NO_PROBLEMS: readonly ReadProblem[] = [];
export const NO_COLUMNS: readonly OfferColumn[] = [];
