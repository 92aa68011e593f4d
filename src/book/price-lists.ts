import { DEFAULT_PRICE_LIST } from '../catalog/offer.js';
import type { CurrencyCode } from '../money/currency.js';
import { compareBytes } from './identifier-bytes.js';

interface PriceListCurrency {
  readonly priceList: string;
  readonly currency: CurrencyCode;
  readonly bytes: Uint8Array;
}

/** The price lists of a book, each with a currency, as numbers: 0 is the default one in the book's own currency. */
export class PriceLists {
  readonly #byName = new Map<string, Map<string, number>>();
  readonly #all: PriceListCurrency[] = [];
  readonly #encoder = new TextEncoder();

  constructor(currency: CurrencyCode) {
    this.add(DEFAULT_PRICE_LIST, currency);
  }

  /** Number of a price list, or -1 when the book has none of that name and currency. */
  find(priceList: string, currency: string): number {
    return this.#byName.get(priceList)?.get(currency) ?? -1;
  }

  /** Number of a price list, given now when it is new. */
  add(priceList: string, currency: CurrencyCode): number {
    let byCurrency = this.#byName.get(priceList);
    if (byCurrency === undefined) {
      byCurrency = new Map();
      this.#byName.set(priceList, byCurrency);
    }
    const known = byCurrency.get(currency);
    if (known !== undefined) return known;
    const id = this.#all.length;
    byCurrency.set(currency, id);
    this.#all.push({ priceList, currency, bytes: this.#encoder.encode(priceList) });
    return id;
  }

  /** How many there are. */
  get count(): number {
    return this.#all.length;
  }

  priceListOf(id: number): string {
    return this.#all[id]?.priceList ?? DEFAULT_PRICE_LIST;
  }

  /** @param id one this object gave. */
  currencyOf(id: number): CurrencyCode {
    const found = this.#all[id];
    if (found === undefined) throw new RangeError(`no price list ${id}`);
    return found.currency;
  }

  /** UTF-8 of a price list. */
  bytesOf(id: number): Uint8Array {
    return this.#all[id]?.bytes ?? NOTHING;
  }

  /** Order of two price lists: by the bytes of their names, then of their currencies. */
  compare(left: number, right: number): number {
    if (left === right) return 0;
    const leftName = this.bytesOf(left);
    const rightName = this.bytesOf(right);
    const names = compareBytes(leftName, leftName.length, rightName, rightName.length);
    if (names !== 0) return names;
    return this.currencyOf(left) < this.currencyOf(right) ? -1 : 1;
  }
}

const NOTHING = new Uint8Array(0);
