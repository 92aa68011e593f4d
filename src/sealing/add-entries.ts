import { DEFAULT_PRICE_LIST } from '../catalog/offer.js';
import { offerKey } from '../catalog/offer-key.js';
import { defaultStockKey, type PriceBookEntry } from '../catalog/price-book.js';
import type { Sale, SaleEntry } from '../catalog/sale.js';
import type { PriceBookWriter } from '../book/price-book-writer.js';
import type { BookRow, BookRows } from './book-rows.js';
import type { SaleSettings } from './sale-settings.js';
import { BundlePrices } from './bundle-prices.js';
import { SharedStock } from './shared-stock.js';
import type { SealRefusal, SealRefusalReason } from './seal-refusal.js';

/** What adding the rows of a catalogue to a book came to. */
export interface AddedEntries {
  readonly count: number;
  readonly refusals: readonly SealRefusal[];
}

/** Adds the entries of all rows but those left out to a book, by what the sale says of them. */
export function addEntries(
  rows: BookRows,
  settings: SaleSettings,
  book: { readonly writer: PriceBookWriter; isLeftOut: (offerKey: string, sku: string) => boolean },
): AddedEntries {
  const { sale } = settings;
  const stock = new SharedStock();
  const bundles = new BundlePrices();
  const refusals: SealRefusal[] = rows.clashes
    .filter(({ other }) => !book.isLeftOut(offerKey(other), other.sku))
    .map(({ kept, other }) =>
      rowRefusal(
        'two-rows',
        other,
        `another row for ${other.sku} in price list ${other.priceList} (line ${kept.line}) sells it differently; give each its own price list`,
      ),
    );
  let count = 0;
  for (const [key, row] of rows.entries()) {
    const setting = settings.take(row.sku, row.priceList);
    if (book.isLeftOut(key, row.sku)) continue;
    const entry = entryOf(row, sale, setting);
    stock.see(entry);
    bundles.see(entry);
    count += 1;
    refusals.push(...rowRefusals(row, sale, setting));
    const problem = book.writer.add(entry);
    if (problem !== undefined) refusals.push(rowRefusal('bad-entry', row, problem.message));
  }
  refusals.push(...settings.unused(), ...stock.refusals(), ...bundles.refusals());
  return { count, refusals };
}

function entryOf(row: BookRow, sale: Sale, setting: SaleEntry | undefined): PriceBookEntry {
  return {
    sku: row.sku,
    priceList: row.priceList,
    currency: row.currency,
    priceMinor: row.priceMinor,
    floorMinor: row.floorMinor,
    referenceMinor: row.referenceMinor,
    referenceSource: row.referenceSource,
    stockKey: setting?.stockKey ?? defaultStockKey(row.sku, row.priceList),
    allotment: setting?.allotment ?? row.stockToSell,
    perCustomerMax: setting?.perCustomerMax ?? sale.perCustomerMax,
    components: setting?.components,
    isGift: row.isGift,
  };
}

function rowRefusals(row: BookRow, sale: Sale, setting: SaleEntry | undefined): SealRefusal[] {
  const found: SealRefusal[] = [];
  const startsLate = row.saleStartsAt !== undefined && row.saleStartsAt > sale.startsAt;
  const endsEarly = row.saleEndsAt !== undefined && row.saleEndsAt < sale.endsAt;
  if (startsLate || endsEarly) {
    const message = `${row.sku}: its price does not hold for the whole sale; seal it as a sale of its own, or change sale_starts_at and sale_ends_at`;
    found.push(rowRefusal('row-window', row, message));
  }
  const { stockToSell } = row;
  const allotment = setting?.allotment;
  if (allotment !== undefined && allotment > (stockToSell ?? 0)) {
    const message = `${row.sku}: the sale releases ${allotment} units, audited were ${stockToSell ?? 'none'} (stock_to_sell); what it could cost was judged for those: write them into the catalogue`;
    found.push(rowRefusal('too-many-units', row, message));
  }
  const missing = variantRefusal(row, sale);
  if (missing !== undefined) found.push(rowRefusal('needs-price-list', row, missing));
  // Its own loss would count against nothing: one sale has one budget in one currency.
  if (sale.lossBudgetMinor !== undefined && row.currency !== sale.currency) {
    const message = `${row.sku} is priced in ${row.currency}, the loss budget is in ${sale.currency}; seal each currency as a sale of its own`;
    found.push(rowRefusal('other-currency', row, message));
  }
  return found;
}

/**
 * A price book knows SKU, price list and currency. A price that holds only for a tier, from a quantity, for worn goods or in
 * some channels must not become the price of everybody.
 */
function variantRefusal(row: BookRow, sale: Sale): string | undefined {
  const fix = 'give such rows a price list of their own';
  if (row.variant !== undefined && row.priceList === DEFAULT_PRICE_LIST)
    return `${row.sku}: its price holds only for ${row.variant}; ${fix}`;
  if (row.channels.size === 0) return undefined;
  const without = sale.channels.filter(({ id }) => !row.channels.has(id)).map(({ id }) => id);
  if (without.length === 0 || row.priceList !== DEFAULT_PRICE_LIST) return undefined;
  return `${row.sku}: the catalogue has it for ${[...row.channels].join(', ')}, the sale is also open in ${without.join(', ')}; name the same channels in both, or ${fix}`;
}

function rowRefusal(reason: SealRefusalReason, row: BookRow, message: string): SealRefusal {
  return { reason, message, file: row.file, line: row.line };
}
