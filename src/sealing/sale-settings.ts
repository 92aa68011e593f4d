import type { Sale, SaleEntry } from '../catalog/sale.js';
import { refusal, type SealRefusal } from './seal-refusal.js';

/** What a sale says of single entries, each to be found in the catalogue. */
export class SaleSettings {
  readonly sale: Sale;
  readonly #byKey: Map<string, SaleEntry>;
  readonly #used = new Set<string>();
  /** Stock keys that the sale names: entries may share them. */
  readonly sharedStockKeys: ReadonlySet<string>;

  constructor(sale: Sale) {
    this.sale = sale;
    this.#byKey = new Map(sale.entries.map((entry) => [keyOf(entry.sku, entry.priceList), entry]));
    this.sharedStockKeys = new Set(
      sale.entries.flatMap(({ stockKey }) => (stockKey === undefined ? [] : [stockKey])),
    );
  }

  /** What the sale says of an entry; from then on it counts as found. */
  take(sku: string, priceList: string): SaleEntry | undefined {
    if (this.#byKey.size === 0) return undefined;
    const key = keyOf(sku, priceList);
    this.#used.add(key);
    return this.#byKey.get(key);
  }

  /** What it says of entries that were never asked for. */
  unused(): SealRefusal[] {
    return [...this.#byKey]
      .filter(([key]) => !this.#used.has(key))
      .map(([, { sku, priceList }]) =>
        refusal(
          'unknown-entry',
          `the sale has an entry for ${sku} in price list ${priceList}, which the catalogue does not have`,
        ),
      );
  }
}

function keyOf(sku: string, priceList: string): string {
  return `${sku}\u001f${priceList}`;
}
