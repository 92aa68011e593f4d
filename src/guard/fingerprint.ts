import { hash } from 'node:crypto';
import type { TaxBasis } from '../catalog/offer.js';
import type { CurrencyCode } from '../money/currency.js';

/** The prices of an order, one for each SKU and price list, in order of both. */
export interface OrderPrices {
  readonly currency: CurrencyCode;
  readonly taxBasis: TaxBasis;
  readonly shippingMinor: number;
  readonly groups: readonly {
    readonly sku: string;
    readonly priceList: string;
    readonly quantity: number;
    /** Before reductions, all units. */
    readonly amountMinor: number;
    /** After reductions, all units. */
    readonly payableMinor: number;
  }[];
}

/** 22 characters of 6 bits: 132 bits, as customer references have, and short enough to be kept with every reservation. */
const LENGTH = 22;
/** The number rises should the making ever change: two versions then never take each other's prices for the same. */
const PURPOSE = 'saleguard:prices:v1';

/** Digests remembered: in a flash sale most orders are one unit of the same few goods at the same price. */
const KEPT_MAX = 4_096;
/** Longest text remembered: large carts are rarely the same twice. */
const KEPT_LENGTH_MAX = 400;

/** Makes fingerprints of orders, and remembers those it made last. */
export class Fingerprints {
  readonly #kept = new Map<string, string>();

  /**
   * Digest of what the shopper agreed to pay: `commit` compares it with the reservation's. It does not depend on the order of
   * lines, on how a quantity is split over lines, or on which promotions took off how much, as long as every sum is the same.
   *
   * @returns 22 of `A-Z a-z 0-9 _ -`.
   */
  of(prices: OrderPrices): string {
    const text = textOf(prices);
    const known = this.#kept.get(text);
    if (known !== undefined) return known;
    const digest = digestOf(text);
    if (text.length > KEPT_LENGTH_MAX) return digest;
    if (this.#kept.size >= KEPT_MAX) this.#kept.clear();
    this.#kept.set(text, digest);
    return digest;
  }
}

function textOf({ currency, taxBasis, shippingMinor, groups }: OrderPrices): string {
  let text = `${PURPOSE}\n${currency}\n${taxBasis}\n${shippingMinor}`;
  // Neither a SKU nor a price list holds a control character, so no two orders have one text.
  for (const { sku, priceList, quantity, amountMinor, payableMinor } of groups)
    text += `\n${sku}\t${priceList}\t${quantity}\t${amountMinor}\t${payableMinor}`;
  return text;
}

/** An opaque id of any text: 22 of `A-Z a-z 0-9 _ -`. */
export function digestOf(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, LENGTH);
}
