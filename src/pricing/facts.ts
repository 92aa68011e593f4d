import type { EpochDay, EpochMs } from '../core/clock.js';
import type { Offer } from '../catalog/offer.js';
import type { HistoryStatistics, PeerStatistics, Reference } from '../catalog/reference.js';
import type { CurrencyCode } from '../money/currency.js';

/** Everything a rule may know of an offer beside the offer itself. Made by the audit, one object reused for every row. */
export interface Facts {
  readonly now: EpochMs;
  /** The baseline chosen for this offer: history, then list price, then peers. */
  readonly reference: Reference | undefined;
  /** The offer's own history statistics, whatever reference was chosen. */
  readonly history: HistoryStatistics | undefined;
  /** Newest day of the whole history handed in; undefined without one. */
  readonly historyEndsOn: EpochDay | undefined;
  /** The same offer in the previous catalogue; undefined when it was not there or none was handed in. */
  readonly previous: PreviousOffer | undefined;
  /** True when a previous catalogue was handed in: an offer without `previous` is then new. */
  readonly hasPreviousCatalogue: boolean;
  /** Price before this catalogue: previous catalogue, else the row's own column, else the last price of the history. */
  readonly formerPriceMinor: number | undefined;
  readonly peers: Peers | undefined;
  readonly rates: ExchangeRates | undefined;
  /** Findings other rules already made on this offer (rules run in the order of the rule table). */
  readonly firedCount: number;
}

/** What the previous catalogue said of the same (SKU, price list, currency). */
export interface PreviousOffer {
  readonly priceMinor: number;
  readonly pack: number | undefined;
  readonly content: number | undefined;
  readonly contentUnit: string | undefined;
}

/** Features peers are compared by. */
export type PeerFeature = 'price' | 'price-to-list' | 'price-to-cost';

/** Statistics of an offer's peers, the offer itself left out. */
export interface Peers {
  /** Undefined when the offer lacks the feature or fewer than `countMin` peers exist up to the root. */
  of(offer: Offer, feature: PeerFeature, countMin: number): PeerStatistics | undefined;
}

/** Exchange rates: `rates[c]` units of `c` buy one unit of `base`. */
export interface ExchangeRates {
  readonly base: CurrencyCode;
  readonly asOf: EpochMs;
  readonly rates: ReadonlyMap<CurrencyCode, number>;
}
