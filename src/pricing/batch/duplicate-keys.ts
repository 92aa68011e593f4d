import { DEFAULT_PRICE_LIST } from '../../catalog/offer.js';
import { KeyIndex } from '../../core/key-index.js';
import type { BatchRow } from '../rule.js';
import { FLAGGED_COUNT_MAX, FlaggedKeys, labelOf, type FlaggedKey } from './flagged-keys.js';
import { QuoteSpread, type Quote } from './quote-spread.js';
import { variantKey } from './variant-key.js';

/** How many examples of duplicates at one price are told. */
const EXAMPLE_COUNT = 10;
/** Duplicates whose text is kept, of whichever kind: a duplicate may turn out to be a conflict at the very end. */
const EXAMPLE_CANDIDATES = 1000;

/** Rows of one key at more than one price. */
export interface PriceConflict {
  readonly key: FlaggedKey;
  readonly low: Quote;
  readonly high: Quote;
}

/** Where a row stands among the keys seen so far. */
export interface KeySighting {
  /** Ordinal of the row's key: keys are numbered in the order they are first met. */
  readonly ordinal: number;
  /** An earlier row of the same key; undefined for the first of its key. */
  readonly copy: Quote | undefined;
}

/**
 * Finds rows that stand for the same thing: same SKU, price list, currency, channel, tier, quantity break, condition and
 * start of sale. About 35 bytes a key.
 */
export class DuplicateKeys {
  readonly #index: KeyIndex;
  readonly #quotes = new QuoteSpread();
  readonly #repeated = new FlaggedKeys({ countMax: EXAMPLE_CANDIDATES });
  readonly #conflicting = new FlaggedKeys({ countMax: FLAGGED_COUNT_MAX });

  constructor(options: { readonly seed: number }) {
    this.#index = new KeyIndex(options);
  }

  see(row: BatchRow): KeySighting {
    const key = variantKey(row.offer, 'tax-basis');
    const before = this.#index.count;
    const ordinal = this.#index.add(key);
    const copy = ordinal < before ? this.#quotes.lowest(ordinal) : undefined;
    this.#quotes.see(ordinal, {
      priceMinor: row.offer.priceMinor,
      label: '',
      file: row.file,
      line: row.line,
    });
    if (copy !== undefined) {
      this.#repeated.flag(ordinal, key, row.offer);
      if (this.#quotes.isSpread(ordinal)) this.#conflicting.flag(ordinal, key, row.offer);
    }
    return { ordinal, copy };
  }

  /** Keys at more than one price, those first in sort order. */
  conflicts(): PriceConflict[] {
    return this.#conflicting.kept().map((key) => ({
      key,
      low: this.#quotes.lowest(key.ordinal),
      high: this.#quotes.highest(key.ordinal),
    }));
  }

  /** Keys at more than one price, those without a text kept included. */
  get conflictCount(): number {
    return this.#conflicting.count;
  }

  /** Keys that stand more than once, always at one price. */
  get identicalCount(): number {
    return this.#repeated.count - this.#conflicting.count;
  }

  /** Some of the keys that stand more than once at one price. */
  identicalExamples(): string[] {
    return this.#repeated
      .kept()
      .filter((key) => !this.#conflicting.has(key.ordinal))
      .slice(0, EXAMPLE_COUNT)
      .map((key) => labelOf(key, DEFAULT_PRICE_LIST));
  }
}
