import type { CheckoutOrder } from '../../catalog/order.js';
import { compareProducts } from '../../money/basis-points.js';
import { priceListOf, type OrderGroup } from './order-group.js';
import { categoryScope, channelScope, stockScope, WHOLE_SALE } from './scopes.js';

const WHOLE_BPS = 10_000;
const NONE: readonly string[] = [];

/** Scopes in which an order counts as deep, each once: of the goods whose payable price is `deepFromBps` or more below the reference. */
export function deepScopesOf(
  order: CheckoutOrder,
  groups: readonly OrderGroup[],
  deepFromBps: number,
): readonly string[] {
  let scopes: string[] | undefined;
  for (const group of groups) {
    if (!isDeep(group, deepFromBps)) continue;
    // In order of UTF-16 code units, as stores have them: an order without categories need not be sorted.
    scopes ??= [channelScope(order.channel), WHOLE_SALE];
    addOnce(scopes, stockScope(group.stockKey));
    for (const line of order.lines)
      if (line.category !== undefined && group.isOf(line.sku, priceListOf(line)))
        addOnce(scopes, categoryScope(line.category));
  }
  return scopes ?? NONE;
}

function addOnce(scopes: string[], scope: string): void {
  if (!scopes.includes(scope)) scopes.push(scope);
}

function isDeep({ referenceMinor, judgedMinor, quantity }: OrderGroup, deepFromBps: number): boolean {
  if (referenceMinor === undefined) return false;
  return compareProducts(judgedMinor, WHOLE_BPS, referenceMinor * quantity, WHOLE_BPS - deepFromBps) <= 0;
}
