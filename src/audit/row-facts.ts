import type { HistoryStatistics, Reference } from '../catalog/reference.js';
import type { Offer } from '../catalog/offer.js';
import type { EpochDay, EpochMs } from '../core/clock.js';
import type { CurrencyCode } from '../money/currency.js';
import type { ExchangeRates, Facts, Peers, PreviousOffer } from '../pricing/facts.js';
import { chooseReference } from '../pricing/references/reference-choice.js';
import type { PreviousTable } from './previous-table.js';
import { offerKey } from '../catalog/offer-key.js';

/** Where the audit looks up an offer's history statistics. */
export interface HistoryLookup {
  /** Newest day of the whole history. */
  readonly endsOn: EpochDay | undefined;
  /** The answer may be one reused object: valid until the next call. */
  find(sku: string, priceList: string, currency: CurrencyCode): HistoryStatistics | undefined;
}

/** Everything facts are drawn from. */
export interface FactTables {
  readonly now: EpochMs;
  readonly history: HistoryLookup | undefined;
  readonly previous: PreviousTable | undefined;
  readonly rates: ExchangeRates | undefined;
}

/** Peers a category needs before their mean price may stand in for a reference. */
const PEER_ESTIMATE_COUNT_MIN = 10;

/** The facts of the row being judged: one object, refilled for each row so that a clean row allocates nothing. */
export class RowFacts implements Facts {
  readonly now: EpochMs;
  readonly hasPreviousCatalogue: boolean;
  readonly historyEndsOn: EpochDay | undefined;
  /** Set once all peers have been seen. */
  peers: Peers | undefined = undefined;
  readonly rates: ExchangeRates | undefined;
  reference: Reference | undefined = undefined;
  history: HistoryStatistics | undefined = undefined;
  previous: PreviousOffer | undefined = undefined;
  formerPriceMinor: number | undefined = undefined;
  firedCount = 0;
  readonly #tables: FactTables;

  constructor(tables: FactTables) {
    this.#tables = tables;
    this.now = tables.now;
    this.hasPreviousCatalogue = tables.previous !== undefined;
    this.historyEndsOn = tables.history?.endsOn;
    this.rates = tables.rates;
  }

  /** Looks everything up for an offer. */
  fill(offer: Offer): void {
    const { history, previous } = this.#tables;
    this.history = history?.find(offer.sku, offer.priceList, offer.currency);
    this.previous = previous?.find(offerKey(offer));
    this.formerPriceMinor = this.previous?.priceMinor ?? offer.previousPriceMinor ?? this.history?.lastMinor;
    this.reference = chooseReference(offer, this.history, this.historyEndsOn);
    if (this.reference === undefined && this.peers !== undefined) {
      this.reference = chooseReference(offer, undefined, undefined, this.#peerEstimate(offer));
    }
    this.firedCount = 0;
  }

  #peerEstimate(offer: Offer): { readonly priceMinor: number; readonly count: number } | undefined {
    const peers = this.peers?.of(offer, 'price', PEER_ESTIMATE_COUNT_MIN);
    return peers === undefined
      ? undefined
      : { priceMinor: Math.max(1, Math.round(Math.exp(peers.meanLn))), count: peers.count };
  }
}
