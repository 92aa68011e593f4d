import type { JournalEvent } from '../../../stock/journal.js';
import { withChangedOrder, withTotal, type Moment } from './outcome.js';
import type { ModelSale, OrderRecord } from './state.js';
import { withCounted } from './trips.js';

/** The sale after an open order expired. */
export function withExpired(sale: ModelSale, order: OrderRecord, moment: Moment): ModelSale {
  return withEnded(
    sale,
    { ...order, state: 'expired' },
    { event: { type: 'expired', id: order.id }, moment },
  );
}

/** The sale after an open order ended like this, and its trip rules heard of it. */
export function withEnded(
  sale: ModelSale,
  ended: OrderRecord & { readonly state: 'released' | 'expired' },
  told: { readonly event: JournalEvent; readonly moment: Moment },
): ModelSale {
  const after = withTotal(withChangedOrder(sale, ended, told), ended.state);
  return withCounted(after, ended, { events: [ended.state] }, told.moment);
}

/** Up to this many orders every order of expiring them is followed; there are 5! of them. */
const ORDERS_MAX = 5;

/**
 * The sale after due orders expired, in whatever order a store takes them. That order shows only when a rule trips: in the numbers of
 * what comes after the trip. What trips where does not depend on it: to each scope every one of them is the same event.
 */
export function sweeps(
  sale: ModelSale,
  orders: readonly OrderRecord[],
  moment: Moment,
): readonly ModelSale[] {
  const sweep = (some: readonly OrderRecord[]): ModelSale =>
    some.reduce((left, order) => withExpired(left, order, moment), sale);
  const usual = sweep(orders);
  if (usual.trips.length === sale.trips.length || orders.length < 2) return [usual];
  const found = [usual, ...sequences(orders).map(sweep)];
  return [...new Map(found.map((swept) => [JSON.stringify([swept.holds, swept.trips]), swept])).values()];
}

/** Every sequence of a few orders; of more, those of a store that keeps two queues by deadline. */
function sequences(orders: readonly OrderRecord[]): readonly (readonly OrderRecord[])[] {
  if (orders.length <= ORDERS_MAX) return permutations(orders);
  const byId = [...orders].sort((a, b) => a.deadline - b.deadline || (a.id < b.id ? -1 : 1));
  return [orders, byId].flatMap((sorted) =>
    Array.from({ length: 2 ** Math.min(sorted.length, 10) }, (_, mask) => {
      const first = orders.filter((__, at) => ((mask >> at) & 1) === 1);
      return [...first, ...sorted.filter((order) => !first.includes(order))];
    }),
  );
}

function permutations(orders: readonly OrderRecord[]): readonly (readonly OrderRecord[])[] {
  if (orders.length < 2) return [orders];
  return orders.flatMap((first) =>
    permutations(orders.filter((one) => one !== first)).map((others) => [first, ...others]),
  );
}
