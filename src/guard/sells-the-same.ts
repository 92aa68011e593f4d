import { compareProducts } from '../money/basis-points.js';
import type { Reservation, StockLine } from '../stock/reservation.js';
import type { BookInForce } from './desk.js';
import { readNote } from './note.js';
import { stockLinesOf, type EntryUnits } from './stock-lines.js';

/**
 * Whether the price book in force would sell what a reservation holds at the price it was made at: every line's approved price is
 * the same, what is paid is at or above its floor, and it takes the same units of stock. `unknown` without a note that says so.
 */
export function sellsTheSame(
  reservation: Reservation,
  { book, units }: BookInForce,
): 'same' | 'other' | 'unknown' {
  const note = readNote(reservation.note, reservation.lines);
  if (note?.lines === undefined) return 'unknown';
  const entries: EntryUnits[] = [];
  for (const { sku, priceList, quantity, unitPriceMinor, judgedMinor } of note.lines) {
    const ordinal = book.ordinalOf(sku, priceList, note.currency);
    if (ordinal < 0 || book.priceMinorAt(ordinal) !== unitPriceMinor) return 'other';
    if (compareProducts(judgedMinor, 1, book.floorMinorAt(ordinal), quantity) < 0) return 'other';
    entries.push({ ordinal, quantity });
  }
  return areEqual(stockLinesOf(entries, units), reservation.lines) ? 'same' : 'other';
}

function areEqual(left: readonly StockLine[], right: readonly StockLine[]): boolean {
  return (
    left.length === right.length &&
    left.every(({ stockKey, quantity }, index) => {
      const other = right[index];
      return other?.stockKey === stockKey && other.quantity === quantity;
    })
  );
}
