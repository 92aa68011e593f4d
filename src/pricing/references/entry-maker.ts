import { splitOfferKey } from '../../catalog/offer-key.js';
import type { ReferenceEntry, ScreenedRun } from '../../catalog/reference.js';
import type { EpochDay } from '../../core/clock.js';
import { assert } from '../../core/assert.js';
import { parseCurrency } from '../../money/currency.js';
import type { Acceptances } from './acceptance.js';
import { DayWindow } from './day-window.js';
import type { HistoryStore, StoredKey } from './history-store.js';
import { screenRuns } from './quarantine.js';
import { quarantinedDaysOf, statisticsOf } from './statistics.js';

/** What went into the entries made so far. */
export interface EntryTally {
  /** Entries made. */
  readonly keyCount: number;
  /** Entries with at least one quarantined run. */
  readonly quarantinedKeys: number;
  readonly quarantinedDays: number;
  /** Entries with at least one run that counts only because it stood. */
  readonly contaminatedKeys: number;
  /** Days of a key on which different prices were observed; the highest was kept. */
  readonly conflictingDays: number;
}

/** Where the window ends, and what was accepted. */
export interface EntryOptions {
  /** Newest day of the whole history. */
  readonly endsOn: EpochDay;
  readonly acceptances: Acceptances;
}

type EntryKey = Pick<ReferenceEntry, 'sku' | 'priceList' | 'currency'>;

const NO_RUNS: readonly ScreenedRun[] = [];

/** Turns the collected days of one key after the other into entries. */
export class EntryMaker {
  readonly #store: HistoryStore;
  readonly #options: EntryOptions;
  readonly #window: DayWindow;
  readonly #tally = {
    keyCount: 0,
    quarantinedKeys: 0,
    quarantinedDays: 0,
    contaminatedKeys: 0,
    conflictingDays: 0,
  };

  constructor(store: HistoryStore, options: EntryOptions) {
    this.#store = store;
    this.#options = options;
    this.#window = new DayWindow(options.endsOn);
  }

  get tally(): EntryTally {
    return { ...this.#tally };
  }

  /** The entry of a key of the store; undefined when all its days have left the window. */
  ofStored({ key, ordinal }: StoredKey): ReferenceEntry | undefined {
    const [sku, priceList, code] = splitOfferKey(key);
    const currency = parseCurrency(code);
    assert(currency !== undefined, 'a history store holds only known currencies');
    this.#window.clear();
    this.#store.fill(ordinal, this.#window);
    return this.#make({ sku, priceList, currency }, NO_RUNS);
  }

  /** An earlier entry with the new days of its key, if there are any; prices accepted before stay accepted. */
  ofPrevious(previous: ReferenceEntry, stored: StoredKey | undefined): ReferenceEntry | undefined {
    // Read once: an entry from a file unpacks its runs each time.
    const { runs } = previous;
    this.#window.clear();
    for (const run of runs) this.#window.observe(run.startsOn, run.dayCount, run.priceMinor);
    if (stored !== undefined) this.#store.fill(stored.ordinal, this.#window);
    return this.#make(previous, runs);
  }

  #make(key: EntryKey, previousRuns: readonly ScreenedRun[]): ReferenceEntry | undefined {
    const { sku, priceList, currency } = key;
    const acceptedNow = this.#options.acceptances.of(sku, priceList, currency);
    const acceptedBefore = previousRuns.filter((run) => run.standing === 'accepted');
    const isAccepted = (priceMinor: number): boolean =>
      acceptedNow.has(priceMinor) || acceptedBefore.some((run) => run.priceMinor === priceMinor);
    const runs = screenRuns(this.#window.runs(), isAccepted);
    if (runs.length === 0) return undefined;
    const entry = { sku, priceList, currency, runs, statistics: statisticsOf(runs, this.#options.endsOn) };
    this.#count(entry);
    return entry;
  }

  #count({ runs, statistics }: ReferenceEntry): void {
    const tally = this.#tally;
    const quarantinedDays = statistics?.quarantinedDays ?? quarantinedDaysOf(runs);
    tally.keyCount += 1;
    tally.quarantinedKeys += quarantinedDays > 0 ? 1 : 0;
    tally.quarantinedDays += quarantinedDays;
    tally.contaminatedKeys += statistics !== undefined && statistics.contaminatedDays > 0 ? 1 : 0;
    tally.conflictingDays += this.#window.conflictingDays;
  }
}
