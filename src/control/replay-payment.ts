import type { Order, OrderStatus } from '../catalog/order.js';
import type { EpochMs } from '../core/clock.js';

/** Statuses that nothing reaches without a payment. */
const PAID: ReadonlySet<OrderStatus> = new Set<OrderStatus>([
  'paid',
  'packed',
  'shipped',
  'delivered',
  'collected',
  'partly-returned',
]);

/**
 * When an order was paid; undefined where nothing says that it was. It is paid with the last of its payments, else, where only its
 * status tells of one, when it was placed. What was paid before the order was placed counts as paid with it.
 */
export function paidAtOf(
  { placedAt, payments, status }: Order,
  { isAllPaid }: { readonly isAllPaid: boolean },
): EpochMs | undefined {
  if (payments.length === 0 && !isAllPaid && !PAID.has(status)) return undefined;
  return payments.reduce((latest, { at }) => Math.max(latest, at), placedAt);
}

/** What names the payment set of an order. */
export function paymentRefOf({ id, payments }: Order): string {
  return payments[0]?.ref ?? id;
}
