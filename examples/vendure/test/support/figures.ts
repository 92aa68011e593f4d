// Figures of a run, from the order rows of the shop: nobody's own count.
import type { OrderRow } from './administrator.js';

/** Units of orders whose money the shop took. */
export function soldUnits(orders: readonly OrderRow[]): number {
  return unitsIn(orders, 'PaymentSettled');
}

function unitsIn(orders: readonly OrderRow[], state: string): number {
  return orders
    .filter((order) => order.state === state)
    .flatMap(({ lines }) => lines)
    .reduce((units, { quantity }) => units + quantity, 0);
}

/** Prints what the order rows say. */
export function tell(
  title: string,
  { stockOnHand, orders }: { readonly stockOnHand: number; readonly orders: readonly OrderRow[] },
): void {
  const states = new Map<string, number>();
  for (const { state } of orders) states.set(state, (states.get(state) ?? 0) + 1);
  const byState = [...states].map(([state, count]) => `${count} ${state}`).join(', ');
  console.log(`${title}: stock ${stockOnHand}, sold ${soldUnits(orders)}; orders: ${byState}`);
}
