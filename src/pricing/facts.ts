import type { EpochDay, EpochMs } from '../core/clock.js';
import type { Offer } from '../catalog/offer.js';
import type { ApprovalRefusal } from '../catalog/approval.js';
import type { Severity } from '../catalog/finding.js';
import type { WorstStack } from '../catalog/promotion.js';
import type { HistoryStatistics, PeerStatistics, Reference } from '../catalog/reference.js';
import type { CurrencyCode } from '../money/currency.js';
import type { KnownKeys } from './known-keys.js';

/** Everything a rule may know of an offer beside the offer itself. Made by the audit, one object reused for every row. */
export interface Facts {
  readonly now: EpochMs;
  /** The baseline chosen for this offer: history, then list price, then peers. */
  readonly reference: Reference | undefined;
  /** The offer's own history statistics, whatever reference was chosen. */
  readonly history: HistoryStatistics | undefined;
  /** Newest day of the whole history handed in; undefined without one. */
  readonly historyEndsOn: EpochDay | undefined;
  /** What the offers of the whole history are called; undefined without one, or where it cannot tell. */
  readonly historyKeys: KnownKeys | undefined;
  /** The same offer in the previous catalogue; undefined when it was not there or none was handed in. */
  readonly previous: PreviousOffer | undefined;
  /** True when a previous catalogue was handed in: an offer without `previous` is then new. */
  readonly hasPreviousCatalogue: boolean;
  /** What the offers of the whole previous catalogue are called; undefined when none was handed in. */
  readonly previousKeys: KnownKeys | undefined;
  /**
   * What was known of the same SKU and price list in other currencies, by currency code. Empty when anything is known of
   * it in its own currency: a price list may well hold several.
   */
  readonly otherCurrencies: readonly ForeignPrice[];
  /** Price before this catalogue: previous catalogue, else the row's own column, else the last price of the history. */
  readonly formerPriceMinor: number | undefined;
  readonly peers: Peers | undefined;
  readonly rates: ExchangeRates | undefined;
  /** Findings other rules already made on this offer (rules run in the order of the rule table). */
  readonly firedCount: number;
  /** Undefined when no promotions were handed in. */
  readonly promotions: OfferPromotions | undefined;
  /** Undefined when approvals are not in use: neither handed in nor asked for by the policy. */
  readonly approvals: OfferApprovals | undefined;
}

/** The promotions as they bear on the offer being judged. */
export interface OfferPromotions {
  /**
   * The worst that customers can make of them in an order of 1 to `quantityMax` units of this offer, or in the smallest order
   * that meets a condition beyond that; undefined when none holds for the offer.
   */
  worst(quantityMax: number): WorstStack | undefined;
  /**
   * A unit price that no order of this offer undercuts; quick, and at most what `worst` finds. Where no rule fires at it,
   * none fires at any stack. Undefined when no promotion holds for the offer.
   */
  least(): number | undefined;
  /** Ids the offer's row names that no promotion of the file has. */
  unknownRefs(): readonly string[];
  /**
   * What the other price rules would say were this the offer's price, by their own settings; only those worse than what
   * they say of the offer price itself. Worst first.
   */
  rulesAt(payableMinor: number): readonly TrippedRule[];
}

/** A price rule that fires at another price. */
export interface TrippedRule {
  readonly ruleId: string;
  readonly severity: Severity;
}

/** The approvals as they bear on the offer being judged. */
export interface OfferApprovals {
  /** Whether a valid approval names this row at this price. */
  answer():
    | { readonly kind: 'approved' }
    | { readonly kind: 'missing' }
    | { readonly kind: 'refused'; readonly refusal: ApprovalRefusal };
}

/** What the previous catalogue said of the same (SKU, price list, currency). */
export interface PreviousOffer {
  readonly priceMinor: number;
  readonly pack: number | undefined;
  readonly content: number | undefined;
  readonly contentUnit: string | undefined;
}

/** A price known of an offer's SKU and price list in another currency. */
export interface ForeignPrice {
  readonly currency: CurrencyCode;
  /** The last one known, minor units of `currency`. */
  readonly priceMinor: number;
  readonly source: 'previous-catalogue' | 'history';
}

/** Shared by every offer without one, so that such an offer allocates no list. */
export const NO_FOREIGN_PRICES: readonly ForeignPrice[] = [];

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
