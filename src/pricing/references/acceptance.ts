import { joinOfferKey, offerKey } from '../../catalog/offer-key.js';
import type { QuarantineAcceptance } from '../../catalog/reference.js';
import { GuardError } from '../../core/errors.js';

/** The prices that persons accepted, by key. */
export class Acceptances {
  readonly #pricesOf = new Map<string, Set<number>>();

  /** @throws GuardError `invalid-argument` for a price that is not above 0. */
  constructor(acceptances: Iterable<QuarantineAcceptance>) {
    for (const acceptance of acceptances) {
      const { sku, priceMinor } = acceptance;
      if (!Number.isSafeInteger(priceMinor) || priceMinor <= 0) {
        throw new GuardError({
          code: 'invalid-argument',
          message: `a quarantined price can only be accepted above 0, got ${String(priceMinor)} for ${sku}`,
          data: { sku, priceMinor: String(priceMinor) },
        });
      }
      const key = offerKey(acceptance);
      const prices = this.#pricesOf.get(key);
      if (prices === undefined) this.#pricesOf.set(key, new Set([priceMinor]));
      else prices.add(priceMinor);
    }
  }

  /** Accepted prices of a key; empty where nobody accepted any. */
  of(sku: string, priceList: string, currency: string): ReadonlySet<number> {
    if (this.#pricesOf.size === 0) return NONE;
    return this.#pricesOf.get(joinOfferKey(sku, priceList, currency)) ?? NONE;
  }
}

const NONE: ReadonlySet<number> = new Set();
