import { byStockKey } from '../stock/check-lines.js';
import { STOCK_LIMITS } from '../stock/limits.js';
import type { StockLine } from '../stock/reservation.js';
import type { UnitStock } from './stock-of-unit.js';

/** Units of one entry of the book in force. */
export interface EntryUnits {
  readonly ordinal: number;
  readonly quantity: number;
}

/**
 * What an order takes from stock: each stock key once, sorted by UTF-16 code units. Quantities may exceed what stock can hold;
 * the store refuses them.
 */
export function stockLinesOf(groups: readonly EntryUnits[], units: UnitStock): readonly StockLine[] {
  const lines: StockLine[] = [];
  let inOrder = true;
  let before = '';
  for (const { ordinal, quantity } of groups) {
    for (const unit of units.of(ordinal).lines) {
      if (unit.stockKey <= before) inOrder = false;
      before = unit.stockKey;
      lines.push({ stockKey: unit.stockKey, quantity: unit.quantity * quantity });
    }
  }
  return inOrder ? lines : summed(lines);
}

/** Whether lines of {@link stockLinesOf} are within what every store takes. */
export function areSound(
  lines: readonly StockLine[],
  { groups, units }: { readonly groups: readonly EntryUnits[]; readonly units: UnitStock },
): boolean {
  for (const { quantity } of lines) if (quantity > STOCK_LIMITS.quantityMax) return false;
  for (const { ordinal } of groups) if (!units.of(ordinal).isSound) return false;
  return true;
}

function summed(lines: readonly StockLine[]): readonly StockLine[] {
  const sums = new Map<string, number>();
  for (const { stockKey, quantity } of lines) sums.set(stockKey, (sums.get(stockKey) ?? 0) + quantity);
  return [...sums].map(([stockKey, quantity]) => ({ stockKey, quantity })).sort(byStockKey);
}
