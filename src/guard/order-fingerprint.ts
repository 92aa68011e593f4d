import { groupLines } from '../pricing/order/group-lines.js';
import { invalid, type Invalid } from '../stock/field-checks.js';
import type { BookInForce, Desk } from './desk.js';
import { readOrder } from './read-order.js';

/**
 * The fingerprint of an order as it is about to be charged: what `admit` would give it now. Nothing is judged or asked of the store.
 *
 * @param init.id the reservation's: an order of another id is a mix-up.
 */
export function orderFingerprint(
  desk: Desk,
  {
    order: given,
    id,
    inForce,
  }: { readonly order: unknown; readonly id: unknown; readonly inForce: BookInForce },
): string | Invalid {
  const now = desk.now();
  if (Number.isNaN(now)) return invalid('order', 'the clock handed in as `now` gives no time');
  const order = readOrder(given, desk.form, now);
  if ('kind' in order)
    return invalid(
      order.field === 'order' || order.field === 'request' ? 'order' : `order.${order.field}`,
      order.message,
    );
  if (order.id !== id) return invalid('order.id', 'is another order than the one to commit');
  const { currency, taxBasis, shippingMinor } = order;
  const groups = groupLines(order, inForce.book);
  return desk.fingerprints.of({ currency, taxBasis, shippingMinor, groups });
}
