import type { HistoryStatistics, Reference } from '../catalog/reference.js';
import type { Offer } from '../catalog/offer.js';
import { assert } from '../core/assert.js';
import type { EpochDay, EpochMs } from '../core/clock.js';
import type { CurrencyCode } from '../money/currency.js';
import {
  NO_FOREIGN_PRICES,
  type ExchangeRates,
  type Facts,
  type ForeignPrice,
  type Peers,
  type PreviousOffer,
} from '../pricing/facts.js';
import type { KnownKeys } from '../pricing/known-keys.js';
import { chooseReference } from '../pricing/references/reference-choice.js';
import type { ApprovalDesk } from '../approvals/approval-desk.js';
import { rowHash } from '../approvals/row-hash.js';
import type { PromotionIndex } from '../promotions/promotion-index.js';
import { ApprovalFacts } from './approval-facts.js';
import type { PreviousTable } from './previous-table.js';
import { PromotionFacts } from './promotion-facts.js';
import { offerKey } from '../catalog/offer-key.js';

/** Where the audit looks up an offer's history statistics. */
export interface HistoryLookup {
  /** Newest day of the whole history. */
  readonly endsOn: EpochDay | undefined;
  /** The answer may be one reused object: valid until the next call. */
  find(sku: string, priceList: string, currency: CurrencyCode): HistoryStatistics | undefined;
  /**
   * Last prices of the same SKU and price list in every other currency, by code. Without it a change of currency can be
   * told only from a previous catalogue.
   */
  inOtherCurrencies?(sku: string, priceList: string, currency: CurrencyCode): readonly ForeignPrice[];
  /** What the offers of the history are called. Without it nobody is told when a catalogue's are called otherwise. */
  readonly keys?: KnownKeys | undefined;
}

/** Everything facts are drawn from. */
export interface FactTables {
  readonly now: EpochMs;
  readonly history: HistoryLookup | undefined;
  readonly previous: PreviousTable | undefined;
  readonly rates: ExchangeRates | undefined;
  readonly promotions: PromotionIndex | undefined;
  /** Undefined when approvals are not in use. */
  readonly approvals: ApprovalDesk | undefined;
}

/** Peers a category needs before their mean price may stand in for a reference. */
const PEER_ESTIMATE_COUNT_MIN = 10;

/** The facts of the row being judged: one object, refilled for each row so that a clean row allocates nothing. */
export class RowFacts implements Facts {
  readonly now: EpochMs;
  readonly hasPreviousCatalogue: boolean;
  readonly historyEndsOn: EpochDay | undefined;
  readonly historyKeys: KnownKeys | undefined;
  readonly previousKeys: KnownKeys | undefined;
  /** Set once all peers have been seen. */
  peers: Peers | undefined = undefined;
  readonly rates: ExchangeRates | undefined;
  reference: Reference | undefined = undefined;
  history: HistoryStatistics | undefined = undefined;
  previous: PreviousOffer | undefined = undefined;
  otherCurrencies: readonly ForeignPrice[] = NO_FOREIGN_PRICES;
  formerPriceMinor: number | undefined = undefined;
  firedCount = 0;
  readonly promotions: PromotionFacts | undefined;
  readonly approvals: ApprovalFacts | undefined;
  readonly #tables: FactTables;
  #offer: Offer | undefined;
  #rowHash: string | undefined;

  constructor(tables: FactTables) {
    this.#tables = tables;
    this.now = tables.now;
    this.hasPreviousCatalogue = tables.previous !== undefined;
    this.historyEndsOn = tables.history?.endsOn;
    this.historyKeys = tables.history?.keys;
    this.previousKeys = tables.previous?.keys;
    this.rates = tables.rates;
    const { promotions, approvals } = tables;
    this.promotions = promotions === undefined ? undefined : new PromotionFacts(promotions, this);
    this.approvals =
      approvals === undefined
        ? undefined
        : new ApprovalFacts(approvals, this, {
            floor: () => this.promotions?.floor(),
            rowHash: () => this.rowHash(),
          });
  }

  /** The hash of the row that was filled in last: what an approval of it is bound to. Taken once, and only when it is asked for. */
  rowHash(): string {
    assert(this.#offer !== undefined, 'a hash is asked of a row that is being judged');
    return (this.#rowHash ??= rowHash(this.#offer));
  }

  /** Looks everything up for an offer. */
  fill(offer: Offer): void {
    this.#offer = offer;
    this.#rowHash = undefined;
    const { history, previous } = this.#tables;
    this.history = history?.find(offer.sku, offer.priceList, offer.currency);
    this.previous = previous?.find(offerKey(offer));
    this.otherCurrencies = this.#isUnknown() ? this.#elsewhere(offer) : NO_FOREIGN_PRICES;
    this.formerPriceMinor = this.previous?.priceMinor ?? offer.previousPriceMinor ?? this.history?.lastMinor;
    this.reference = chooseReference(offer, this.history, this.historyEndsOn);
    if (this.reference === undefined && this.peers !== undefined) {
      this.reference = chooseReference(offer, undefined, undefined, this.#peerEstimate(offer));
    }
    this.firedCount = 0;
  }

  #isUnknown(): boolean {
    return this.history === undefined && this.previous === undefined;
  }

  /** The previous catalogue is what customers see now: it is asked first. */
  #elsewhere(offer: Offer): readonly ForeignPrice[] {
    const { history, previous } = this.#tables;
    const before = previous?.inOtherCurrencies(offer) ?? NO_FOREIGN_PRICES;
    if (before.length > 0 || history?.inOtherCurrencies === undefined) return before;
    return history.inOtherCurrencies(offer.sku, offer.priceList, offer.currency);
  }

  #peerEstimate(offer: Offer): { readonly priceMinor: number; readonly count: number } | undefined {
    const peers = this.peers?.of(offer, 'price', PEER_ESTIMATE_COUNT_MIN);
    return peers === undefined
      ? undefined
      : { priceMinor: Math.max(1, Math.round(Math.exp(peers.meanLn))), count: peers.count };
  }
}
