import { joinOfferKey } from '../../catalog/offer-key.js';
import type { HistoryStatistics, ReferenceEntry } from '../../catalog/reference.js';
import type { EpochDay } from '../../core/clock.js';
import { GrowableColumn } from '../../core/growable-column.js';
import { KeyIndex } from '../../core/key-index.js';
import type { CurrencyCode } from '../../money/currency.js';
import { NO_FOREIGN_PRICES, type ForeignPrice } from '../facts.js';
import { KeyNames, type KnownKeys } from '../known-keys.js';

/**
 * Statistics by (SKU, price list, currency) in flat columns, 65 to 95 bytes a key, for the audit to look up row by row.
 *
 * A look-up by hash and not a merge of two sorted files: a catalogue comes in the order the shop keeps it, and sorting it
 * would cost more memory than this table.
 */
export class ReferenceTable {
  readonly #endsOn: EpochDay;
  readonly #keys: KeyIndex;
  readonly #names = new KeyNames();
  readonly #median: GrowableColumn<Float64Array>;
  /** NaN where undefined. */
  readonly #minimum30: GrowableColumn<Float64Array>;
  readonly #maximum: GrowableColumn<Float64Array>;
  readonly #madLn: GrowableColumn<Float64Array>;
  readonly #last: GrowableColumn<Float64Array>;
  /** Days before `endsOn`, 0 to 90. */
  readonly #lastAge: GrowableColumn<Uint8Array>;
  readonly #dayCount: GrowableColumn<Uint8Array>;
  readonly #standingDays: GrowableColumn<Uint8Array>;
  readonly #quarantinedDays: GrowableColumn<Uint8Array>;
  readonly #contaminatedDays: GrowableColumn<Uint8Array>;
  readonly #found: Mutable<HistoryStatistics>;

  /** @param options `expectedCount` spares growing; `seed` makes the hash table unpredictable. */
  constructor(options: {
    readonly endsOn: EpochDay;
    readonly seed: number;
    readonly expectedCount?: number;
  }) {
    const amounts = (): GrowableColumn<Float64Array> =>
      new GrowableColumn((length) => new Float64Array(length), options.expectedCount);
    const days = (): GrowableColumn<Uint8Array> =>
      new GrowableColumn((length) => new Uint8Array(length), options.expectedCount);
    this.#endsOn = options.endsOn;
    this.#keys = new KeyIndex(options);
    this.#median = amounts();
    this.#minimum30 = amounts();
    this.#maximum = amounts();
    this.#madLn = amounts();
    this.#last = amounts();
    this.#lastAge = days();
    this.#dayCount = days();
    this.#standingDays = days();
    this.#quarantinedDays = days();
    this.#contaminatedDays = days();
    this.#found = blankStatistics();
  }

  /** Newest day of the whole history. */
  get endsOn(): EpochDay {
    return this.#endsOn;
  }

  /** Keys with statistics. */
  get count(): number {
    return this.#keys.count;
  }

  /** What the keys are called. */
  get keys(): KnownKeys {
    return this.#names;
  }

  /** Takes in an entry; one without statistics (everything quarantined) is as if never observed. */
  add(entry: ReferenceEntry): void {
    const { statistics } = entry;
    if (statistics === undefined) return;
    this.#names.see(entry);
    const at = this.#keys.add(joinOfferKey(entry.sku, entry.priceList, entry.currency));
    this.#median.set(at, statistics.medianMinor);
    this.#minimum30.set(at, statistics.minimum30Minor ?? NaN);
    this.#maximum.set(at, statistics.maximumMinor);
    this.#madLn.set(at, statistics.madLn);
    this.#last.set(at, statistics.lastMinor);
    this.#lastAge.set(at, this.#endsOn - statistics.lastOn);
    this.#dayCount.set(at, statistics.dayCount);
    this.#standingDays.set(at, statistics.standingDays);
    this.#quarantinedDays.set(at, statistics.quarantinedDays);
    this.#contaminatedDays.set(at, statistics.contaminatedDays);
  }

  /**
   * Statistics of a key; undefined when its history holds no price that counts.
   *
   * The answer is one object, filled anew by each call: valid until the next one. Copy what must live longer.
   */
  find(sku: string, priceList: string, currency: string): HistoryStatistics | undefined {
    const at = this.#keys.find(joinOfferKey(sku, priceList, currency));
    if (at < 0) return undefined;
    const minimum30 = this.#minimum30.get(at);
    const found = this.#found;
    found.medianMinor = this.#median.get(at);
    found.minimum30Minor = Number.isNaN(minimum30) ? undefined : minimum30;
    found.maximumMinor = this.#maximum.get(at);
    found.madLn = this.#madLn.get(at);
    found.medianLn = Math.log(found.medianMinor);
    found.dayCount = this.#dayCount.get(at);
    found.lastMinor = this.#last.get(at);
    found.lastOn = this.#endsOn - this.#lastAge.get(at);
    found.standingDays = this.#standingDays.get(at);
    found.quarantinedDays = this.#quarantinedDays.get(at);
    found.contaminatedDays = this.#contaminatedDays.get(at);
    return found;
  }

  /**
   * Last prices of the same SKU and price list in every other currency, by code. A probe for each currency of the history,
   * nearly always one or two, in place of a second index over all keys.
   */
  inOtherCurrencies(sku: string, priceList: string, currency: CurrencyCode): readonly ForeignPrice[] {
    let found: ForeignPrice[] | undefined;
    for (const other of this.#names.currencies) {
      if (other === currency) continue;
      const at = this.#keys.find(joinOfferKey(sku, priceList, other));
      if (at < 0) continue;
      (found ??= []).push({ currency: other, priceMinor: this.#last.get(at), source: 'history' });
    }
    return found ?? NO_FOREIGN_PRICES;
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function blankStatistics(): Mutable<HistoryStatistics> {
  return {
    medianMinor: 0,
    minimum30Minor: undefined,
    maximumMinor: 0,
    madLn: 0,
    medianLn: 0,
    dayCount: 0,
    lastMinor: 0,
    lastOn: 0,
    standingDays: 0,
    quarantinedDays: 0,
    contaminatedDays: 0,
  };
}
