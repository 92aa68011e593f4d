import type { PriceBook } from '../book/price-book.js';
import type { PriceBookEntry } from '../catalog/price-book.js';
import { stockKeyMessage } from '../stock/field-checks.js';
import type { StockLine } from '../stock/reservation.js';

/** Entries whose stock is kept at hand; a flash sale sells few of the entries of its book most of the time. */
const KEPT_MAX = 8_192;

/**
 * What one unit of an entry takes from stock: its own stock key; for a bundle the stock keys of what it is made of, and its own
 * only where the book states an allotment or a limit for the bundle itself. Whoever opens a sale counts the same keys.
 */
export function stockOfUnit(
  entry: Pick<PriceBookEntry, 'stockKey' | 'components' | 'allotment' | 'perCustomerMax'>,
): readonly StockLine[] {
  const own: StockLine = { stockKey: entry.stockKey, quantity: 1 };
  if (entry.components === undefined) return [own];
  const isCounted = entry.allotment !== undefined || entry.perCustomerMax !== undefined;
  return isCounted ? [own, ...entry.components] : entry.components;
}

/** What one unit takes from stock. */
export interface UnitLines {
  readonly lines: readonly StockLine[];
  /** Every stock key is one that a store takes. */
  readonly isSound: boolean;
}

/** {@link stockOfUnit} by ordinal of one price book, remembered: an entry is made into texts once. */
export class UnitStock {
  readonly #book: PriceBook;
  readonly #kept = new Map<number, UnitLines>();

  constructor(book: PriceBook) {
    this.#book = book;
  }

  /** @param ordinal an entry of the book. */
  of(ordinal: number): UnitLines {
    const known = this.#kept.get(ordinal);
    if (known !== undefined) return known;
    const lines = stockOfUnit(this.#book.entryAt(ordinal));
    if (this.#kept.size >= KEPT_MAX) this.#kept.clear();
    const isSound = lines.every(({ stockKey }) => stockKeyMessage(stockKey) === undefined);
    const kept: UnitLines = { lines, isSound };
    this.#kept.set(ordinal, kept);
    return kept;
  }
}
