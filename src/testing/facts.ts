/**
 * testing: published helpers for tests of price rules and of shops that embed the library.
 * May import ports and the pure rooms. Invariant: nothing in `src` imports this room; same call, same answer.
 */
import { NO_FOREIGN_PRICES, type Facts } from '../pricing/facts.js';

/** 2026-08-01T00:00:00+09:00, the instant every test is judged at unless it says otherwise. */
export const TEST_NOW: number = Date.UTC(2026, 6, 31, 15);

/**
 * Builds the facts of one offer with every field present: no history, no reference, no previous catalogue, nothing fired
 * yet, judged at {@link TEST_NOW}.
 *
 * @example
 * makeFacts({ reference: { source: 'list-price', priceMinor: 159_000, ageDays: undefined, sampleCount: undefined } });
 */
export function makeFacts(init: Partial<Facts> = {}): Facts {
  return {
    now: init.now ?? TEST_NOW,
    reference: init.reference,
    history: init.history,
    historyEndsOn: init.historyEndsOn,
    historyKeys: init.historyKeys,
    previous: init.previous,
    hasPreviousCatalogue: init.hasPreviousCatalogue ?? false,
    previousKeys: init.previousKeys,
    otherCurrencies: init.otherCurrencies ?? NO_FOREIGN_PRICES,
    formerPriceMinor: init.formerPriceMinor,
    peers: init.peers,
    rates: init.rates,
    firedCount: init.firedCount ?? 0,
    promotions: init.promotions,
    approvals: init.approvals,
  };
}
