import { isOpen, ordersOf, type ModelSale, type OrderRecord } from './state.js';

/** Ms since the sale opened, pauses left out; never behind the clock of an earlier effect or signal. */
export function saleClock(sale: ModelSale, realMs: number): number {
  return Math.max(sale.heardMs, ...sale.effects, realMs - sale.startMs - pausedMs(sale, realMs));
}

/** Ms for which the sale stood frozen, a pause that still lasts included. */
export function pausedMs(sale: ModelSale, realMs: number): number {
  return sale.pauses.reduce((total, pause) => total + Math.max(0, (pause.to ?? realMs) - pause.from), 0);
}

/** Epoch ms of the deadline of an order. */
export function expiresAt(sale: ModelSale, order: OrderRecord, realMs: number): number {
  return epochOf(sale, order.deadline, realMs);
}

/** Epoch ms of an instant of the sale clock, would a pause end now. */
export function epochOf(sale: ModelSale, saleMs: number, realMs: number): number {
  return sale.startMs + pausedMs(sale, realMs) + saleMs;
}

/** True when the deadline of an open order has passed. */
export function isDue(sale: ModelSale, order: OrderRecord, realMs: number): boolean {
  return isOpen(order) && saleClock(sale, realMs) >= order.deadline;
}

/** Orders whose deadline has passed, the earliest first. */
export function dueOrders(sale: ModelSale, realMs: number): readonly OrderRecord[] {
  return ordersOf(sale)
    .filter((order) => isDue(sale, order, realMs))
    .sort((a, b) => a.deadline - b.deadline);
}

/**
 * Epoch ms of the earliest deadline of an order that is reviewing or reserved, not paying. @returns undefined when there is none. A store may
 * name an earlier instant, since it need not look at every record.
 */
export function nextChance(sale: ModelSale, realMs: number): number | undefined {
  const reserved = ordersOf(sale).filter((order) => isOpen(order) && order.state !== 'paying');
  if (reserved.length === 0) return undefined;
  return Math.min(...reserved.map((order) => expiresAt(sale, order, realMs)));
}
