import type { StockCounters } from '../../../stock/verdict.js';
import type { StockLine } from '../../../stock/reservation.js';
import {
  allotmentsOf,
  isBought,
  isOpen,
  ordersOf,
  quantityOf,
  type ModelSale,
  type OrderRecord,
} from './state.js';

/** Units of one stock key of a bought order that were given back. */
export function restoredOf(order: OrderRecord, stockKey: string): number {
  return sum(order.restores.map((restore) => quantityOf(restore.lines, stockKey)));
}

/** Units of a bought order that are still bought, in line order; zeros left out. */
export function remainingOf(order: OrderRecord): readonly StockLine[] {
  return order.lines
    .map(({ stockKey, quantity }) => ({ stockKey, quantity: quantity - restoredOf(order, stockKey) }))
    .filter((line) => line.quantity > 0);
}

/** Units an order takes from others now: those of an open order, and those still bought. */
export function heldOf(order: OrderRecord, stockKey: string): number {
  if (isOpen(order)) return quantityOf(order.lines, stockKey);
  return isBought(order) ? quantityOf(remainingOf(order), stockKey) : 0;
}

/** The counters of one stock key, added up from the records. @returns undefined for a stock key the sale does not know. */
export function countersOf(sale: ModelSale, stockKey: string): StockCounters | undefined {
  const opened = allotmentsOf(sale).find((allotment) => allotment.stockKey === stockKey);
  if (opened === undefined) return undefined;
  const orders = ordersOf(sale);
  const adjusted = sale.records.map((record) => {
    if (record.type === 'order') return 0;
    return (record.direction === 'restock' ? 1 : -1) * quantityOf(record.lines, stockKey);
  });
  const allotment = opened.quantity + sum(adjusted);
  const reserved = sum(orders.filter(isOpen).map((order) => heldOf(order, stockKey)));
  const committed = sum(orders.filter(isBought).map((order) => heldOf(order, stockKey)));
  const setAside = orders.flatMap((order) =>
    order.restores.filter((restore) => restore.to === 'quarantine').map((restore) => restore.lines),
  );
  const quarantined = sum(setAside.map((lines) => quantityOf(lines, stockKey)));
  const available = allotment - reserved - committed - quarantined;
  const { perCustomer } = opened;
  return { stockKey, allotment, available, reserved, committed, quarantined, perCustomer };
}

/** Units of one stock key an owner holds or has bought. */
export function usedBy(sale: ModelSale, owner: string, stockKey: string): number {
  const own = ordersOf(sale).filter((order) => order.owners.includes(owner));
  return sum(own.map((order) => heldOf(order, stockKey)));
}

/** Loss of all orders that hold units: a bought order counts in full until all of it was given back. */
export function lossSpent(sale: ModelSale): number {
  const spending = ordersOf(sale).filter((order) => isOpen(order) || order.state === 'committed');
  return sum(spending.map((order) => order.markdownMinor));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
