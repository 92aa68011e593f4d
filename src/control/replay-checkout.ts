import type { CheckoutOrder, Order } from '../catalog/order.js';

/** A past order as its checkout handed it in: without what is known of it only since. */
export function asOrdered(order: Order): CheckoutOrder {
  const { id, saleId, customer, channel, currency, placedAt, taxBasis, shippingMinor, shippingReductions } =
    order;
  return {
    id,
    saleId,
    customer,
    channel,
    currency,
    placedAt,
    taxBasis,
    shippingMinor,
    shippingReductions,
    lines: order.lines.map(({ lineId, sku, priceList, quantity, unitPriceMinor, reductions, category }) => ({
      lineId,
      sku,
      priceList,
      quantity,
      unitPriceMinor,
      reductions,
      category,
    })),
  };
}
