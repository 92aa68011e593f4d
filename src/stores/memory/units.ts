import { assert } from '../../core/assert.js';
import type { Content } from '../../stock/canonical.js';
import type { JournalEvent } from '../../stock/journal.js';
import type { StockLine } from '../../stock/reservation.js';
import type { Instant } from './clock.js';
import { isOpen } from './record.js';
import { countEffect } from './sale.js';
import type { ReservationRecord } from './record.js';
import type { Sale, StockCell } from './sale.js';

/** Units of a stock key nobody holds, has bought, or has set aside. */
export function availableOf(cell: StockCell): number {
  return cell.allotment - cell.reserved - cell.committed - cell.quarantined;
}

/** The counters of a stock key that a check has seen to exist. */
export function cellOf(sale: Sale, stockKey: string): StockCell {
  const cell = sale.cells.get(stockKey);
  assert(cell !== undefined, `stock key ${stockKey} was checked and has no counters`);
  return cell;
}

/** Moves units of an order from available into `counter`, and counts them for its owners and the loss budget. */
export function takeUnits(sale: Sale, content: Content, counter: 'reserved' | 'committed'): void {
  for (const { stockKey, quantity } of content.lines) {
    const cell = cellOf(sale, stockKey);
    assert(availableOf(cell) >= quantity, `${quantity} units of ${stockKey} are taken and not available`);
    cell[counter] += quantity;
  }
  countForOwners(sale, content, content.lines, 1);
  sale.lossSpentMinor += content.markdownMinor;
}

/** How an open reservation ends, and what the journal tells of it. */
export interface ReservationEnd {
  readonly state: 'released' | 'expired';
  readonly event: JournalEvent;
}

/** Ends an open reservation: its units, its owners' share and its markdown come back. One effect; trip rules are not told. */
export function endReservation(
  sale: Sale,
  record: ReservationRecord,
  { instant, end }: { readonly instant: Instant; readonly end: ReservationEnd },
): void {
  assert(isOpen(record), `reservation ${record.id} ends as ${end.state} and is ${record.state}`);
  const { content } = record;
  for (const { stockKey, quantity } of content.lines) cellOf(sale, stockKey).reserved -= quantity;
  countForOwners(sale, content, content.lines, -1);
  sale.lossSpentMinor -= content.markdownMinor;
  record.state = end.state;
  sale.totals[end.state] += 1;
  countEffect(sale, instant, end.event);
}

/** Adds units to (1) or takes them from (-1) what the owners of an order hold of stock keys with a customer limit. */
export function countForOwners(
  sale: Sale,
  { owners }: Content,
  lines: readonly StockLine[],
  sign: 1 | -1,
): void {
  const limited = lines.filter(({ stockKey }) => cellOf(sale, stockKey).perCustomer !== undefined);
  if (limited.length === 0) return;
  for (const owner of owners) {
    const used = sale.used.get(owner) ?? new Map<string, number>();
    for (const { stockKey, quantity } of limited) {
      const units = (used.get(stockKey) ?? 0) + sign * quantity;
      assert(units >= 0, `an owner holds ${units} units of ${stockKey}`);
      if (units === 0) used.delete(stockKey);
      else used.set(stockKey, units);
    }
    if (used.size === 0) sale.used.delete(owner);
    else sale.used.set(owner, used);
  }
}
