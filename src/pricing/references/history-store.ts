import type { HistoryRow } from '../../catalog/history.js';
import { joinOfferKey } from '../../catalog/offer-key.js';
import type { EpochDay } from '../../core/clock.js';
import { GuardError } from '../../core/errors.js';
import { KeyIndex } from '../../core/key-index.js';
import type { DayWindow } from './day-window.js';
import { RunLog } from './run-log.js';

/** Control characters would break the key, lone surrogates the file: no reader lets them through. */
const UNFIT = /[\p{Cc}\p{Cs}]/u;

/**
 * Collects observed prices, millions of them, as runs by (SKU, price list, currency). Rows may come in any order, from any
 * number of files, and more than once; what is collected does not depend on it. Sorted by SKU or by day is fastest and
 * smallest: one log entry a run instead of one a day.
 */
export class HistoryStore {
  readonly #index: KeyIndex;
  readonly #log = new RunLog();
  /** Text of each key by ordinal, kept once. */
  readonly #keys: string[] = [];
  #endsOn: EpochDay = -Infinity;
  #observationCount = 0;
  /** The key of the observation before: rows of one SKU usually follow each other. */
  #sku = '';
  #priceList = '';
  #currency = '';
  #ordinal = -1;

  /** @param options `seed` makes the hash table unpredictable; nothing collected depends on it. */
  constructor(options: { readonly seed: number; readonly expectedCount?: number }) {
    this.#index = new KeyIndex(options);
  }

  /** Newest day observed; undefined before the first row. */
  get endsOn(): EpochDay | undefined {
    return this.#endsOn === -Infinity ? undefined : this.#endsOn;
  }

  /** Keys seen, those that have left the window included. */
  get keyCount(): number {
    return this.#keys.length;
  }

  /** Rows taken in. */
  get observationCount(): number {
    return this.#observationCount;
  }

  /**
   * Takes in one observed price.
   *
   * @throws GuardError `invalid-argument` when the price is no safe integer, the day no whole number, the SKU empty, or a
   * text holds control characters: readers must have refused such a row.
   */
  observe(row: HistoryRow): void {
    const { day, priceMinor } = row;
    if (!Number.isSafeInteger(priceMinor) || !Number.isInteger(day)) throw unfitNumber(row);
    const ordinal = this.#isSameKey(row) ? this.#ordinal : this.#ordinalOf(row);
    if (day > this.#endsOn) this.#endsOn = day;
    this.#log.add(ordinal, day, priceMinor, this.#endsOn);
    this.#observationCount += 1;
  }

  /** Keys in ascending order of their UTF-16 code units, each with its ordinal. */
  sortedKeys(): readonly StoredKey[] {
    const keys = this.#keys.map((key, ordinal) => ({ key, ordinal }));
    return keys.sort((left, right) => (left.key < right.key ? -1 : 1));
  }

  /** Ordinal of a key of `offerKey`, or -1. */
  find(key: string): number {
    return this.#index.find(key);
  }

  /** Takes the days of a key into a window. */
  fill(ordinal: number, window: DayWindow): void {
    this.#log.fill(ordinal, window);
  }

  #isSameKey(row: HistoryRow): boolean {
    return row.sku === this.#sku && row.priceList === this.#priceList && row.currency === this.#currency;
  }

  #ordinalOf(row: HistoryRow): number {
    const { sku, priceList, currency } = row;
    const key = joinOfferKey(sku, priceList, currency);
    let ordinal = this.#index.find(key);
    if (ordinal < 0) {
      if (sku === '' || UNFIT.test(sku) || UNFIT.test(priceList)) throw unfitKey(row);
      ordinal = this.#index.add(key);
      this.#keys.push(key);
    }
    this.#sku = sku;
    this.#priceList = priceList;
    this.#currency = currency;
    this.#ordinal = ordinal;
    return ordinal;
  }
}

/** A key of a store with where its days are. */
export interface StoredKey {
  readonly key: string;
  readonly ordinal: number;
}

function unfitNumber({ sku, day, priceMinor }: HistoryRow): GuardError {
  return new GuardError({
    code: 'invalid-argument',
    message: `a price observed for ${sku} needs a whole day and whole minor units, got day ${String(day)} and ${String(priceMinor)}`,
    data: { sku, day: String(day), priceMinor: String(priceMinor) },
  });
}

function unfitKey({ sku, priceList }: HistoryRow): GuardError {
  return new GuardError({
    code: 'invalid-argument',
    message: `a SKU must not be empty, nor a SKU or price list hold control characters: ${JSON.stringify([sku, priceList])}`,
    data: { sku: JSON.stringify(sku), priceList: JSON.stringify(priceList) },
  });
}
