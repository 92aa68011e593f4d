import type { EpochMs } from '../core/clock.js';
import type { CurrencyCode } from '../money/currency.js';
import type { SaleChannel } from './price-book.js';

/** One sale as its file (`sale.yaml`) states it: what a price book is sealed for. */
export interface Sale {
  readonly saleId: string;
  readonly epoch: number;
  readonly startsAt: EpochMs;
  readonly endsAt: EpochMs;
  readonly currency: CurrencyCode;
  readonly lossBudgetMinor: number | undefined;
  readonly channels: readonly SaleChannel[];
  /** Units one customer may buy of each entry; undefined is no limit. */
  readonly perCustomerMax: number | undefined;
  /** What differs from the catalogue for single entries, by SKU and price list. */
  readonly entries: readonly SaleEntry[];
}

/** What a sale says of one (SKU, price list). */
export interface SaleEntry {
  readonly sku: string;
  readonly priceList: string;
  readonly stockKey: string | undefined;
  /** Instead of the row's `stock_to_sell`. */
  readonly allotment: number | undefined;
  readonly perCustomerMax: number | undefined;
  readonly components: readonly { readonly stockKey: string; readonly quantity: number }[] | undefined;
}
