import type { Offer } from '../../catalog/offer.js';
import { GrowableColumn } from '../../core/growable-column.js';
import type { CurrencyCode } from '../../money/currency.js';
import type { BatchSubject } from '../rule.js';
import type { Quote } from './quote-spread.js';
import { SmallestKeys } from './smallest-keys.js';

/** Findings a batch rule names one by one; beyond that it says how many more there are. */
export const FLAGGED_COUNT_MAX = 10_000;

/** A key something was found about, with the text that was kept for it. */
export interface FlaggedKey {
  readonly ordinal: number;
  readonly sku: string;
  readonly priceList: string;
  readonly currency: CurrencyCode;
}

/**
 * Keys something was found about. Text is kept for these alone, and at most for `countMax` of them (those first in sort
 * order, so that the order of the rows changes nothing); all are counted.
 */
export class FlaggedKeys {
  readonly #flags = new GrowableColumn((length) => new Uint8Array(length));
  readonly #kept: SmallestKeys<FlaggedKey>;
  #count = 0;

  constructor(options: { readonly countMax: number }) {
    this.#kept = new SmallestKeys(options);
  }

  get count(): number {
    return this.#count;
  }

  has(ordinal: number): boolean {
    return this.#flags.get(ordinal) === 1;
  }

  /** Flags a key; flagging it again changes nothing. `key` decides the order findings are kept and told in. */
  flag(ordinal: number, key: string, offer: Offer): void {
    if (this.has(ordinal)) return;
    this.#flags.set(ordinal, 1);
    this.#count += 1;
    const { sku, priceList, currency } = offer;
    this.#kept.add(key, { ordinal, sku, priceList, currency });
  }

  /** The keys whose text was kept, in the order of their keys. */
  kept(): FlaggedKey[] {
    return this.#kept.values();
  }
}

/**
 * The row a finding is shown at. It carries neither name nor category: the row was read before anything was wrong with
 * it, and keeping every name in case would cost more than everything else.
 */
export function subjectAt(flagged: FlaggedKey, quote: Quote): BatchSubject {
  return {
    sku: flagged.sku,
    priceList: flagged.priceList,
    currency: flagged.currency,
    priceMinor: quote.priceMinor,
    name: undefined,
    category: undefined,
    file: quote.file,
    line: quote.line,
  };
}

/** `EP-100`, or `EP-100 (genuine)` where the price list is not the default one. */
export function labelOf(flagged: FlaggedKey, defaultPriceList: string): string {
  return flagged.priceList === defaultPriceList ? flagged.sku : `${flagged.sku} (${flagged.priceList})`;
}
