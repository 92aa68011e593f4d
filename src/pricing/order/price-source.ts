import type { PriceBookHeader } from '../../catalog/price-book.js';
import type { CurrencyCode } from '../../money/currency.js';

/**
 * What an order is judged by: a verified price book, or anything else that answers as one. `PriceBook` of the room `book` has
 * these members; no getter is asked for an ordinal that `ordinalOf` or `ordinalsOfSku` did not give.
 */
export interface PriceSource {
  readonly header: Pick<PriceBookHeader, 'startsAt' | 'endsAt' | 'currency' | 'lossBudgetMinor'>;
  /** Ordinal of an entry, -1 when there is none. */
  ordinalOf(sku: string, priceList: string, currency: string): number;
  ordinalsOfSku(sku: string): readonly number[];
  entryAt(ordinal: number): { readonly priceList: string; readonly currency: CurrencyCode };
  priceMinorAt(ordinal: number): number;
  floorMinorAt(ordinal: number): number;
  referenceMinorAt(ordinal: number): number | undefined;
  isGiftAt(ordinal: number): boolean;
  /** Whether the stock key is another than `defaultStockKey` of SKU and price list. */
  hasOwnStockKeyAt(ordinal: number): boolean;
  stockKeyAt(ordinal: number): string;
}
