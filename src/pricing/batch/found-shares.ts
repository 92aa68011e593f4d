import type { BatchRow } from '../rule.js';
import { KeyNames, type KnownKeys } from '../known-keys.js';

/** What a catalogue is held against. */
export type Baseline = 'history' | 'previous-catalogue';

/** How many offers of a batch are found in one baseline. */
export interface FoundShare {
  readonly baseline: Baseline;
  readonly offerCount: number;
  readonly foundCount: number;
  /** What the offers that were not found are called. */
  readonly missing: KnownKeys;
  /** What the offers of the baseline are called. */
  readonly known: KnownKeys;
}

class Count {
  readonly #baseline: Baseline;
  readonly #missing = new KeyNames();
  #known: KnownKeys | undefined = undefined;
  #offerCount = 0;
  #foundCount = 0;

  constructor(baseline: Baseline) {
    this.#baseline = baseline;
  }

  see(row: BatchRow, known: KnownKeys | undefined, isFound: boolean): void {
    if (known === undefined) return;
    this.#known = known;
    this.#offerCount += 1;
    if (isFound) this.#foundCount += 1;
    else this.#missing.see(row.offer);
  }

  share(): FoundShare | undefined {
    if (this.#known === undefined) return undefined;
    return {
      baseline: this.#baseline,
      offerCount: this.#offerCount,
      foundCount: this.#foundCount,
      missing: this.#missing,
      known: this.#known,
    };
  }
}

/** Counts how many offers of a batch are found in its history and in the previous catalogue. Keeps a few texts. */
export class FoundShares {
  readonly #history = new Count('history');
  readonly #previous = new Count('previous-catalogue');

  see(row: BatchRow): void {
    const { history, historyKeys, previous, previousKeys } = row.facts;
    this.#history.see(row, historyKeys, history !== undefined);
    this.#previous.see(row, previousKeys, previous !== undefined);
  }

  /** One entry for each baseline that was handed in and can tell what its offers are called. */
  shares(): readonly FoundShare[] {
    return [this.#history.share(), this.#previous.share()].filter((share) => share !== undefined);
  }
}
