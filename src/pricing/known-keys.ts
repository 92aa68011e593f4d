import type { CurrencyCode } from '../money/currency.js';
import { SmallestKeys } from './batch/smallest-keys.js';

/** One offer by the three parts it is filed under. */
export interface KeyParts {
  readonly sku: string;
  readonly priceList: string;
  readonly currency: CurrencyCode;
}

/** What the offers of a file are called: enough to see why those of another file are not found in it. */
export interface KnownKeys {
  /** Names of price lists in their order, at most {@link LISTED_PRICE_LISTS} of them. */
  readonly priceLists: readonly string[];
  /** True when there are more price lists than named. */
  readonly hasMorePriceLists: boolean;
  /** The first offer in the order of SKU, price list and currency; undefined when there is none. */
  readonly example: KeyParts | undefined;
}

/** Price lists named; enough for any sentence. */
export const LISTED_PRICE_LISTS = 5;

/**
 * Collects what the offers of a file are called, whatever order they come in: a handful of texts, however many offers.
 */
export class KeyNames implements KnownKeys {
  readonly #priceLists = new SmallestKeys<string>({ countMax: LISTED_PRICE_LISTS + 1 });
  readonly #currencies = new Set<CurrencyCode>();
  #sorted: readonly CurrencyCode[] | undefined = undefined;
  #lastPriceList: string | undefined = undefined;
  #example: KeyParts | undefined = undefined;

  /** Shows one offer. The object itself is not kept. */
  see(key: KeyParts): void {
    const { sku, priceList, currency } = key;
    if (!this.#currencies.has(currency)) {
      this.#currencies.add(currency);
      this.#sorted = undefined;
    }
    // Rows of one price list stand together: comparing with the last one spares nearly every look-up.
    if (priceList !== this.#lastPriceList) {
      this.#lastPriceList = priceList;
      this.#priceLists.add(priceList, priceList);
    }
    if (this.#example === undefined || comesFirst(key, this.#example)) {
      this.#example = { sku, priceList, currency };
    }
  }

  /** Currencies seen, by code. */
  get currencies(): readonly CurrencyCode[] {
    return (this.#sorted ??= [...this.#currencies].sort());
  }

  get priceLists(): readonly string[] {
    return this.#priceLists.values().slice(0, LISTED_PRICE_LISTS);
  }

  get hasMorePriceLists(): boolean {
    return this.#priceLists.values().length > LISTED_PRICE_LISTS;
  }

  get example(): KeyParts | undefined {
    return this.#example;
  }
}

function comesFirst(left: KeyParts, right: KeyParts): boolean {
  if (left.sku !== right.sku) return left.sku < right.sku;
  if (left.priceList !== right.priceList) return left.priceList < right.priceList;
  return left.currency < right.currency;
}
