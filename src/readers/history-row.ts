import type { HistoryRow } from '../catalog/history.js';
import { DEFAULT_PRICE_LIST } from '../catalog/offer.js';
import { parseDay, type EpochDay } from '../core/clock.js';
import { CURRENCY_EXPONENTS, type CurrencyCode } from '../money/currency.js';
import type { NumberFormat } from '../money/decimal-text.js';
import { FieldIssues, type FieldIssue } from './field-issues.js';
import { NumberReader } from './number-reader.js';
import type { RowFields } from './row-fields.js';
import { WordReader } from './word-reader.js';

/** Every column of a price history. */
export const HISTORY_COLUMNS = ['sku', 'price_list', 'observed_on', 'price', 'currency'] as const;

export type HistoryColumn = (typeof HISTORY_COLUMNS)[number];

const SKU = HISTORY_COLUMNS.indexOf('sku');
const PRICE_LIST = HISTORY_COLUMNS.indexOf('price_list');
const OBSERVED_ON = HISTORY_COLUMNS.indexOf('observed_on');
const PRICE = HISTORY_COLUMNS.indexOf('price');
const CURRENCY = HISTORY_COLUMNS.indexOf('currency');

/** How the rows of a history are read. */
export interface HistoryRowOptions {
  readonly numbers: NumberFormat;
  /** Currency of rows that state none. */
  readonly currency: CurrencyCode | undefined;
}

/** Makes observed prices from the fields of rows. A row is read whole or not at all. */
export class HistoryRowReader {
  readonly #fields: RowFields;
  readonly #issues: FieldIssues<HistoryColumn>;
  readonly #words: WordReader<HistoryColumn>;
  readonly #numbers: NumberReader<HistoryColumn>;
  readonly #currency: CurrencyCode | undefined;
  #lastDayText = '';
  #lastDay: EpochDay | undefined;

  constructor(fields: RowFields, options: HistoryRowOptions) {
    this.#fields = fields;
    this.#issues = new FieldIssues(fields, HISTORY_COLUMNS);
    this.#words = new WordReader(fields, this.#issues);
    this.#numbers = new NumberReader(fields, this.#issues, options.numbers);
    this.#currency = options.currency;
  }

  /** The row the fields are at; undefined when it cannot be used: `takeIssues` says why. */
  read(line: number): HistoryRow | undefined {
    this.#issues.addDamage();
    const sku = this.#words.identifier(SKU);
    const priceList = this.#words.sharedIdentifier(PRICE_LIST) ?? DEFAULT_PRICE_LIST;
    const day = this.#readDay();
    const currency = this.#words.currency(CURRENCY) ?? this.#currency;
    const priceMinor =
      currency === undefined ? undefined : this.#numbers.amount(PRICE, CURRENCY_EXPONENTS[currency]);
    if (sku === undefined || day === undefined || currency === undefined || priceMinor === undefined) {
      this.#requireAll(sku, day, currency, priceMinor);
      return undefined;
    }
    if (!this.#issues.isEmpty) {
      // A surplus zero fraction, `129000.00` KRW, is right in value, and a history is only looked up, never sold at.
      this.#issues.takeZeroFractions();
      if (this.#issues.count > 0) return undefined;
    }
    return { sku, priceList, currency, day, priceMinor, line };
  }

  /** What was wrong with the row that could not be used. */
  takeIssues(): readonly FieldIssue<HistoryColumn>[] {
    this.#issues.takeZeroFractions();
    return this.#issues.take();
  }

  #readDay(): EpochDay | undefined {
    const text = this.#fields.sharedText(OBSERVED_ON);
    if (text === '') return undefined;
    if (text !== this.#lastDayText) {
      this.#lastDayText = text;
      this.#lastDay = parseDay(text);
    }
    if (this.#lastDay === undefined)
      this.#issues.add(OBSERVED_ON, 'not-a-time', text, 'write the day as 2026-08-01');
    return this.#lastDay;
  }

  /** What has no value and no issue yet is missing. */
  #requireAll(sku: unknown, day: unknown, currency: unknown, price: unknown): void {
    if (sku === undefined) this.#require(SKU);
    if (day === undefined) this.#require(OBSERVED_ON);
    if (currency === undefined) this.#require(CURRENCY);
    // Without a currency no price can be read: then only the currency is to be mended.
    else if (price === undefined) this.#require(PRICE);
  }

  #require(slot: number): void {
    if (!this.#issues.has(slot)) this.#issues.add(slot, 'missing', '');
  }
}
