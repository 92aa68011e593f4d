import type { ApplicationOrder } from '../catalog/promotion.js';
import type { CompiledPromotion } from './compiled-promotion.js';
import { STACKABLE_MAX } from './limits.js';
import { lowestOverOrders } from './lowest-order.js';
import type { Uses } from './uses.js';

/** The shares of the uses at hand: one array for all calls, since nothing is kept of it. */
const shares: (CompiledPromotion | undefined)[] = new Array<undefined>(STACKABLE_MAX).fill(undefined);

/** The goods an order holds, before any promotion. */
export interface Goods {
  readonly quantity: number;
  readonly subtotalMinor: number;
}

/**
 * What is left to pay after some uses: in the order they stand where that is declared, else in the order that leaves least.
 * That is tier prices first, fixed amounts last, between them the best order of shares (proved at the head of
 * `stack-search.ts`).
 */
export function totalAfter(
  { list, count }: Uses,
  { quantity, subtotalMinor }: Goods,
  applicationOrder: ApplicationOrder,
): number {
  let total = subtotalMinor;
  let off = 0;
  let shareCount = 0;
  for (let index = 0; index < count; index++) {
    const use = list[index];
    if (use === undefined) break;
    if (applicationOrder === 'listed') total = use.apply(total, quantity);
    else if (use.isShare) shares[shareCount++] = use;
    else if (use.steps.length > 0) total = use.apply(total, quantity);
    else off += use.orderMinor + quantity * use.unitMinor;
  }
  return Math.max(0, lowestOverOrders(total, quantity, { list: shares, count: shareCount }) - off);
}
