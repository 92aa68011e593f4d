import type { PriceBookEntry } from '../catalog/price-book.js';
import { compareProducts } from '../money/basis-points.js';
import { refusal, type SealRefusal } from './seal-refusal.js';

/** A bundle below this share of what its components cost by themselves was never judged: the audit sees no components. */
const SHARE_MIN_BPS = 6000;

interface Bundle {
  readonly sku: string;
  readonly currency: string;
  readonly floorMinor: number;
  readonly components: NonNullable<PriceBookEntry['components']>;
}

/** Holds bundles, which only the sale file knows, against the prices of what they are made of. */
export class BundlePrices {
  readonly #bundles: Bundle[] = [];
  /** Lowest price of one unit by currency and stock key. */
  readonly #prices = new Map<string, number>();

  see({ sku, currency, stockKey, priceMinor, floorMinor, components }: PriceBookEntry): void {
    if (components !== undefined) {
      this.#bundles.push({ sku, currency, floorMinor, components });
      return;
    }
    const key = keyOf(currency, stockKey);
    this.#prices.set(key, Math.min(priceMinor, this.#prices.get(key) ?? priceMinor));
  }

  refusals(): readonly SealRefusal[] {
    return this.#bundles.flatMap((bundle) => {
      const message = this.#problemOf(bundle);
      return message === undefined ? [] : [refusal('cheap-bundle', message)];
    });
  }

  #problemOf({ sku, currency, floorMinor, components }: Bundle): string | undefined {
    let sum = 0;
    for (const { stockKey, quantity } of components) {
      const price = this.#prices.get(keyOf(currency, stockKey));
      if (price === undefined)
        return `${sku} is made of ${stockKey}, which has no price in ${currency} in this book to compare with; sell it as an entry too`;
      sum = Math.min(Number.MAX_SAFE_INTEGER, sum + price * quantity);
    }
    if (compareProducts(floorMinor, 10_000, sum, SHARE_MIN_BPS) >= 0) return undefined;
    return `${sku} costs ${floorMinor} minor units and what it is made of costs ${sum} by itself: less than ${SHARE_MIN_BPS / 100} %; correct the quantities or the price`;
  }
}

function keyOf(currency: string, stockKey: string): string {
  return `${currency}\u001f${stockKey}`;
}
