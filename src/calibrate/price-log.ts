import type { HistoryBatch, HistoryRow, HistorySource } from '../catalog/history.js';
import { joinOfferKey } from '../catalog/offer-key.js';
import type { PriceRun } from '../catalog/reference.js';
import type { EpochDay } from '../core/clock.js';
import { GuardError } from '../core/errors.js';
import { GrowableColumn } from '../core/growable-column.js';
import { KeyIndex } from '../core/key-index.js';
import { ownText } from '../readers/text-memory.js';

/** Days looked back from the newest: two years of a shop are two years of changes in how it prices. */
export const LOG_DAYS = 730;

/** Runs kept at most, 18 bytes each: 360 MB. */
const RUNS_MAX = 20_000_000;

/**
 * Observed prices over a whole history, as runs by (SKU, price list, currency), in flat columns. Unlike the store that
 * references are built from it looks back further than 91 days. Rows may come in any order and more than once; of two
 * prices on one day the higher counts, as everywhere.
 */
export class PriceLog {
  readonly #index: KeyIndex;
  readonly #keys: string[] = [];
  readonly #lastOf = new GrowableColumn((length) => new Uint32Array(length));
  readonly #startsOn = new GrowableColumn((length) => new Int32Array(length));
  readonly #dayCount = new GrowableColumn((length) => new Uint16Array(length));
  readonly #price = new GrowableColumn((length) => new Float64Array(length));
  /** Position + 1 of the run a key had before; 0 for none. */
  readonly #previous = new GrowableColumn((length) => new Uint32Array(length));
  #runCount = 0;
  #newest: EpochDay = -Infinity;
  #oldest: EpochDay = Infinity;

  constructor(options: { readonly seed: number }) {
    this.#index = new KeyIndex(options);
  }

  /** Newest day observed; undefined before the first row. */
  get endsOn(): EpochDay | undefined {
    return this.#newest === -Infinity ? undefined : this.#newest;
  }

  /** Oldest day that counts: 730 days before the newest at the most. */
  get startsOn(): EpochDay | undefined {
    return this.#oldest === Infinity ? undefined : Math.max(this.#oldest, this.#newest - LOG_DAYS + 1);
  }

  /** @throws GuardError `input` when the history holds more than 20 million runs. */
  observe({ sku, priceList, currency, day, priceMinor }: HistoryRow): void {
    if (day > this.#newest) this.#newest = day;
    if (day < this.#oldest) this.#oldest = day;
    const key = joinOfferKey(sku, priceList, currency);
    let ordinal = this.#index.find(key);
    if (ordinal < 0) {
      ordinal = this.#index.add(key);
      this.#keys.push(ownText(key));
    }
    const last = this.#lastOf.get(ordinal) - 1;
    if (last >= 0 && this.#follows(last, day, priceMinor)) {
      this.#dayCount.set(last, this.#dayCount.get(last) + 1);
      return;
    }
    if (this.#runCount >= RUNS_MAX) throw tooManyRuns();
    const at = this.#runCount++;
    this.#startsOn.set(at, day);
    this.#dayCount.set(at, 1);
    this.#price.set(at, priceMinor);
    this.#previous.set(at, last + 1);
    this.#lastOf.set(ordinal, at + 1);
  }

  #follows(run: number, day: EpochDay, priceMinor: number): boolean {
    return (
      this.#price.get(run) === priceMinor &&
      this.#startsOn.get(run) + this.#dayCount.get(run) === day &&
      this.#dayCount.get(run) < LOG_DAYS
    );
  }

  /** Keys of `offerKey` with their runs, in the order of days and none overlapping, in the order keys were first seen. */
  *series(): Generator<{ readonly key: string; readonly runs: readonly PriceRun[] }> {
    const { startsOn } = this;
    if (startsOn === undefined) return;
    const prices = new Float64Array(LOG_DAYS);
    for (const [ordinal, key] of this.#keys.entries()) {
      prices.fill(NaN);
      for (let run = this.#lastOf.get(ordinal); run !== 0; run = this.#previous.get(run - 1)) {
        this.#fill(prices, run - 1, startsOn);
      }
      yield { key, runs: runsIn(prices, startsOn) };
    }
  }

  #fill(prices: Float64Array, run: number, startsOn: EpochDay): void {
    const from = this.#startsOn.get(run) - startsOn;
    const priceMinor = this.#price.get(run);
    const until = Math.min(LOG_DAYS, from + this.#dayCount.get(run));
    for (let at = Math.max(0, from); at < until; at++) {
      const known = prices[at] ?? NaN;
      // Not a number compares as false: an unknown day takes any price.
      if (!(known >= priceMinor)) prices[at] = priceMinor;
    }
  }
}

function runsIn(prices: Float64Array, startsOn: EpochDay): PriceRun[] {
  const runs: PriceRun[] = [];
  for (let at = 0; at < prices.length;) {
    const priceMinor = prices[at] ?? NaN;
    const from = at;
    do at++;
    while (at < prices.length && prices[at] === priceMinor);
    if (!Number.isNaN(priceMinor)) runs.push({ startsOn: startsOn + from, dayCount: at - from, priceMinor });
  }
  return runs;
}

/** A source whose rows pass through to its reader and into a log, so that a history is read once. */
export function loggedSource(source: HistorySource, log: PriceLog, latestDay: EpochDay): HistorySource {
  return {
    file: source.file,
    open: () => {
      const history = source.open();
      async function* batches(): AsyncGenerator<HistoryBatch, void, undefined> {
        for await (const batch of history.batches) {
          // What cannot have been observed yet is a problem of its reader, and no price.
          for (const row of batch.rows) if (row.day <= latestDay) log.observe(row);
          yield batch;
        }
      }
      return { batches: batches(), progress: () => history.progress() };
    },
  };
}

function tooManyRuns(): GuardError {
  return new GuardError({
    code: 'input',
    message: `the history holds more than ${String(RUNS_MAX)} changes of price; calibrate on fewer months, or on some of the SKUs`,
  });
}
