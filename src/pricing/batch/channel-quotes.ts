import { GrowableColumn } from '../../core/growable-column.js';
import { KeyIndex } from '../../core/key-index.js';
import { compareProducts } from '../../money/basis-points.js';
import type { BatchRow } from '../rule.js';
import { FLAGGED_COUNT_MAX, FlaggedKeys, type FlaggedKey } from './flagged-keys.js';
import { QuoteSpread, type Quote } from './quote-spread.js';
import { TextTable } from './text-table.js';
import { variantKey } from './variant-key.js';

/** No shop has this many; a column with more is not a channel, and comparing along it would find nothing but noise. */
export const CHANNEL_COUNT_MAX = 1000;

/** Marks a key that was met in a second channel. */
const SEVERAL_CHANNELS = 0xffff;

/** Prices of one offer in two channels that differ too much. */
export interface ChannelPair {
  readonly key: FlaggedKey;
  readonly low: Quote;
  readonly high: Quote;
  /** True when one of the two channels takes the money. */
  readonly isCheckout: boolean;
}

/**
 * Lowest and highest price of each offer, apart for channels that show a price and channels that take the money. About
 * 35 bytes a key while its channels agree, and only for rows that name a channel.
 */
export class ChannelQuotes {
  readonly #toleranceBps: number;
  readonly #checkoutNames: ReadonlySet<string>;
  readonly #index: KeyIndex;
  readonly #channels = new TextTable();
  readonly #shown = new QuoteSpread();
  readonly #checkout = new QuoteSpread();
  /** First channel of a key + 1, or {@link SEVERAL_CHANNELS}. */
  readonly #firstChannels = new GrowableColumn((length) => new Uint16Array(length));
  readonly #differing = new FlaggedKeys({ countMax: FLAGGED_COUNT_MAX });
  #comparedCount = 0;
  #hasCheckout = false;

  constructor(options: {
    readonly seed: number;
    readonly toleranceBps: number;
    readonly checkoutChannels: readonly string[];
  }) {
    this.#toleranceBps = options.toleranceBps;
    this.#checkoutNames = new Set(options.checkoutChannels.map((name) => name.toLowerCase()));
    this.#index = new KeyIndex(options);
  }

  /** Keys met in more than one channel. */
  get comparedCount(): number {
    return this.#comparedCount;
  }

  /** Keys whose channels differ, those that `pairs` does not name included. */
  get differingCount(): number {
    return this.#differing.count;
  }

  /** True when a channel that takes the money was met. */
  get hasCheckout(): boolean {
    return this.#hasCheckout;
  }

  /** True when there are more channels than are compared: then nothing here holds. */
  get isCrowded(): boolean {
    return this.#channels.count > CHANNEL_COUNT_MAX;
  }

  see(row: BatchRow, channel: string): void {
    if (this.isCrowded) return;
    const { offer, file, line } = row;
    const key = variantKey(offer, 'channel');
    const ordinal = this.#index.add(key);
    this.#countComparison(ordinal, this.#channels.add(channel));
    const isCheckout = this.#takesMoney(channel);
    this.#hasCheckout ||= isCheckout;
    const spread = isCheckout ? this.#checkout : this.#shown;
    spread.see(ordinal, { priceMinor: offer.priceMinor, label: channel, file, line });
    if (!this.#differing.has(ordinal) && this.#worst(ordinal) !== undefined)
      this.#differing.flag(ordinal, key, offer);
  }

  /** One pair for each key whose channels differ, those first in sort order. */
  pairs(): ChannelPair[] {
    const pairs: ChannelPair[] = [];
    for (const key of this.#differing.kept()) {
      const worst = this.#worst(key.ordinal);
      if (worst === undefined) continue;
      const isCheckout = this.#takesMoney(worst.low.label) || this.#takesMoney(worst.high.label);
      pairs.push({ key, ...worst, isCheckout });
    }
    return pairs;
  }

  #countComparison(ordinal: number, channel: number): void {
    const first = this.#firstChannels.get(ordinal);
    if (first === SEVERAL_CHANNELS || first === channel + 1) return;
    if (first !== 0) this.#comparedCount += 1;
    this.#firstChannels.set(ordinal, first === 0 ? channel + 1 : SEVERAL_CHANNELS);
  }

  #takesMoney(channel: string): boolean {
    return this.#checkoutNames.has(channel.toLowerCase());
  }

  /** The two quotes that differ too much, with a channel that takes the money before any other pair. */
  #worst(ordinal: number): { readonly low: Quote; readonly high: Quote } | undefined {
    const [checkout, shown] = [this.#checkout, this.#shown];
    return (
      this.#beyond(checkout, shown, ordinal) ??
      this.#beyond(shown, checkout, ordinal) ??
      this.#beyond(checkout, checkout, ordinal) ??
      this.#beyond(shown, shown, ordinal)
    );
  }

  #beyond(
    lows: QuoteSpread,
    highs: QuoteSpread,
    ordinal: number,
  ): { readonly low: Quote; readonly high: Quote } | undefined {
    if (!lows.has(ordinal) || !highs.has(ordinal)) return undefined;
    const lowMinor = lows.lowMinor(ordinal);
    const highMinor = highs.highMinor(ordinal);
    if (highMinor <= lowMinor) return undefined;
    if (compareProducts(highMinor, 10_000, lowMinor, 10_000 + this.#toleranceBps) <= 0) return undefined;
    const [low, high] = [lows.lowest(ordinal), highs.highest(ordinal)];
    // Two prices within one channel are a contradiction of the feed, and feed-shape says so.
    return low.label === high.label ? undefined : { low, high };
  }
}
