import type { Offer } from '../catalog/offer.js';
import { GrowableColumn } from '../core/growable-column.js';
import { KeyIndex } from '../core/key-index.js';
import { joinOfferKey, offerKey } from '../catalog/offer-key.js';
import { NO_FOREIGN_PRICES, type ForeignPrice, type PreviousOffer } from '../pricing/facts.js';
import { KeyNames, type KeyParts, type KnownKeys } from '../pricing/known-keys.js';

/** What the audit needs of the previous catalogue, in flat columns: about 45 bytes an offer. */
export class PreviousTable {
  readonly #keys: KeyIndex;
  readonly #names = new KeyNames();
  readonly #prices = new GrowableColumn((length) => new Float64Array(length));
  readonly #packs = new GrowableColumn((length) => new Float64Array(length));
  readonly #contents = new GrowableColumn((length) => new Float64Array(length));
  readonly #units = new GrowableColumn((length) => new Uint16Array(length));
  readonly #unitNames: string[] = [''];
  #rowCount = 0;
  #unreadableCount = 0;

  constructor(options: { readonly seed: number }) {
    this.#keys = new KeyIndex({ seed: options.seed });
  }

  /** Data rows seen, unreadable ones and repeated keys included. */
  get rowCount(): number {
    return this.#rowCount;
  }

  /** Rows that gave no offer. */
  get unreadableCount(): number {
    return this.#unreadableCount;
  }

  /** What the offers are called. */
  get keys(): KnownKeys {
    return this.#names;
  }

  countUnreadable(): void {
    this.#rowCount += 1;
    this.#unreadableCount += 1;
  }

  /** Adds an offer. A key that comes twice keeps its lowest price: the order of the rows may not matter. */
  see(offer: Offer): void {
    this.#rowCount += 1;
    this.#names.see(offer);
    const before = this.#keys.count;
    const ordinal = this.#keys.add(offerKey(offer));
    if (ordinal < before && !this.#isLower(offer, ordinal)) return;
    this.#prices.set(ordinal, offer.priceMinor);
    this.#packs.set(ordinal, offer.pack ?? 0);
    this.#contents.set(ordinal, offer.content ?? 0);
    this.#units.set(ordinal, this.#unitCode(offer.contentUnit));
  }

  find(key: string): PreviousOffer | undefined {
    const ordinal = this.#keys.find(key);
    if (ordinal < 0) return undefined;
    return {
      priceMinor: this.#prices.get(ordinal),
      pack: this.#packs.get(ordinal) || undefined,
      content: this.#contents.get(ordinal) || undefined,
      contentUnit: this.#unitNames[this.#units.get(ordinal)] || undefined,
    };
  }

  /**
   * Prices of the same SKU and price list in every other currency, by code. A probe for each currency of the catalogue,
   * nearly always one or two, in place of a second index over all keys.
   */
  inOtherCurrencies({ sku, priceList, currency }: KeyParts): readonly ForeignPrice[] {
    let found: ForeignPrice[] | undefined;
    for (const other of this.#names.currencies) {
      if (other === currency) continue;
      const ordinal = this.#keys.find(joinOfferKey(sku, priceList, other));
      if (ordinal < 0) continue;
      const priceMinor = this.#prices.get(ordinal);
      (found ??= []).push({ currency: other, priceMinor, source: 'previous-catalogue' });
    }
    return found ?? NO_FOREIGN_PRICES;
  }

  /** Price decides, then pack: which of two repeated rows came first may not matter. */
  #isLower(offer: Offer, ordinal: number): boolean {
    const price = this.#prices.get(ordinal);
    return (
      offer.priceMinor < price || (offer.priceMinor === price && (offer.pack ?? 0) < this.#packs.get(ordinal))
    );
  }

  #unitCode(unit: string | undefined): number {
    if (unit === undefined) return 0;
    const known = this.#unitNames.indexOf(unit);
    if (known >= 0) return known;
    // Units are a handful; a file with more distinct ones than this is not describing units.
    if (this.#unitNames.length >= 1000) return 0;
    return this.#unitNames.push(unit) - 1;
  }
}
