import { GrowableColumn } from '../../core/growable-column.js';
import { KeyIndex } from '../../core/key-index.js';
import type { Offer } from '../../catalog/offer.js';
import type { CurrencyCode } from '../../money/currency.js';
import { TextTable } from './text-table.js';

/** One exact price and how many SKUs moved to it. */
export interface PriceCrowd {
  readonly priceMinor: number;
  readonly currency: CurrencyCode;
  readonly skuCount: number;
}

/** Counts, for every exact price, the SKUs that moved to it. About 55 bytes for each offer that moved, none for others. */
export class PriceCrowds {
  readonly #moves: KeyIndex;
  readonly #prices: KeyIndex;
  readonly #currencyNames = new TextTable();
  readonly #currencyCodes: CurrencyCode[] = [];
  readonly #counts = new GrowableColumn((length) => new Uint32Array(length));
  readonly #minors = new GrowableColumn((length) => new Float64Array(length));
  readonly #currencies = new GrowableColumn((length) => new Uint8Array(length));

  constructor(options: { readonly seed: number }) {
    this.#moves = new KeyIndex(options);
    this.#prices = new KeyIndex(options);
  }

  /** Counts an offer that moved to its price; the same SKU at the same price counts once. */
  see(offer: Offer): void {
    const price = `${offer.currency}${offer.priceMinor}`;
    const before = this.#moves.count;
    if (this.#moves.add(`${price}\u001f${offer.sku}`) < before) return;
    const ordinal = this.#prices.add(price);
    this.#counts.set(ordinal, this.#counts.get(ordinal) + 1);
    this.#minors.set(ordinal, offer.priceMinor);
    const currency = this.#currencyNames.add(offer.currency);
    this.#currencyCodes[currency] = offer.currency;
    this.#currencies.set(ordinal, currency);
  }

  /** Prices more than `count` SKUs moved to, the most crowded first. */
  above(count: number): PriceCrowd[] {
    const crowds: PriceCrowd[] = [];
    for (let ordinal = 0; ordinal < this.#prices.count; ordinal++) {
      const skuCount = this.#counts.get(ordinal);
      const currency = this.#currencyCodes[this.#currencies.get(ordinal)];
      if (skuCount <= count || currency === undefined) continue;
      crowds.push({ priceMinor: this.#minors.get(ordinal), currency, skuCount });
    }
    return crowds.sort(
      (left, right) =>
        right.skuCount - left.skuCount ||
        (left.currency < right.currency
          ? -1
          : left.currency > right.currency
            ? 1
            : left.priceMinor - right.priceMinor),
    );
  }
}
