import { DEFAULT_PRICE_LIST } from '../catalog/offer.js';
import { GrowableColumn } from '../core/growable-column.js';
import { KeyIndex } from '../core/key-index.js';
import type { EntryColumns } from './entry-columns.js';

/** Two entries that draw on one allotment. */
export interface UnsharedStock {
  readonly ordinal: number;
  /** An entry with the same stock key. */
  readonly other: number;
  readonly stockKey: string;
}

/**
 * Entries whose stock key another entry has without the sale saying so: they would sell one allotment twice.
 *
 * The stock key of most entries is their SKU. Those are next to each other in the order of the book, so that only the others
 * need an index. It knows a key by 96 bits of its hash: two keys could be taken for one, and the book would be refused, but
 * never one for two.
 *
 * @param ordinals in the order of the book.
 */
export function* unsharedStock(
  columns: EntryColumns,
  ordinals: Uint32Array,
  shared: ReadonlySet<string>,
): Generator<UnsharedStock, void, undefined> {
  const others = new KeyIndex({ seed: 0 });
  const owners = new GrowableColumn((length) => new Uint32Array(length));
  for (const ordinal of ordinals) {
    if (isNamedBySku(columns, ordinal)) continue;
    const stockKey = columns.stockKey(ordinal);
    if (shared.has(stockKey)) continue;
    const known = others.count;
    const place = others.add(stockKey);
    if (place === known) owners.set(place, ordinal);
    else yield { ordinal, other: owners.get(place), stockKey };
  }
  let before = -1;
  for (const ordinal of ordinals) {
    if (!isNamedBySku(columns, ordinal)) continue;
    const isTwin = before >= 0 && columns.hasSameSku(before, ordinal);
    const place = others.count === 0 ? -1 : others.find(columns.sku(ordinal));
    const other = isTwin ? before : place < 0 ? -1 : owners.get(place);
    if (other >= 0 && !shared.has(columns.sku(ordinal)))
      yield { ordinal, other, stockKey: columns.sku(ordinal) };
    before = ordinal;
  }
}

function isNamedBySku(columns: EntryColumns, ordinal: number): boolean {
  return (
    !columns.hasOwnStockKey(ordinal) &&
    columns.lists.priceListOf(columns.priceList(ordinal)) === DEFAULT_PRICE_LIST
  );
}
