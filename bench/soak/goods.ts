import type { Allotment } from '../../src/stock/request.js';

/** Ms a reservation, a payment or an extension may take: short, so that deadlines pass all the time. */
export const TTL_MIN_MS = 1_000;
export const TTL_MAX_MS = 2_500;

/** Few enough that customer limits are met. */
export const CUSTOMER_COUNT = 400;

/** What one sale of the soak has on its shelves. */
export interface SaleGoods {
  readonly stockKeys: readonly string[];
  readonly allotments: readonly Allotment[];
}

/** Four goods that are gone soon, four that are short at the end, four of which there is enough; every third with a customer limit. */
export function goodsFor(seconds: number): SaleGoods {
  const perSecond = [0.3, 3, 300];
  const allotments = Array.from({ length: 12 }, (_, at): Allotment => {
    const quantity = Math.ceil((perSecond[at % 3] ?? 0) * seconds) + 10;
    const stockKey = `SKU-${String(at).padStart(2, '0')}`;
    return at % 4 === 0 ? { stockKey, quantity, perCustomer: 4 } : { stockKey, quantity };
  });
  return { stockKeys: allotments.map(({ stockKey }) => stockKey), allotments };
}
