import type { Order, Reduction } from '../catalog/order.js';
import { sha256Hex } from '../seal/digest.js';

/** Hex digits of {@link orderPrint}: 128 bits, too many for two orders ever to meet. */
export const PRINT_LENGTH = 32;

/**
 * A digest of everything that an order says, beside its id: two orders of one id with the same digest are one. The order of the names
 * in the order's own JSON does not matter, the order of its lines and payments does.
 */
export function orderPrint(order: Order): string {
  const said = [
    [
      order.saleId,
      order.customer,
      order.channel,
      order.currency,
      order.placedAt,
      order.taxBasis,
      order.status,
    ],
    [
      order.shippingMinor,
      order.shippingReductions?.map(reductionPair),
      order.receiver,
      order.tier,
      order.signals,
    ],
    [order.milesPartner, order.coupons?.map(({ ref, promotionId }) => [ref, promotionId])],
    order.lines.map((line) => [
      [line.lineId, line.sku, line.priceList, line.category, line.quantity, line.returnedQuantity],
      [
        line.unitPriceMinor,
        line.reductions.map(reductionPair),
        line.refundMinor,
        line.earnedPoints,
        line.earnedMiles,
      ],
    ]),
    order.payments.map((it) => [it.ref, it.method, it.capturedMinor, it.at, it.state, it.refundedMinor]),
  ];
  // In an array, JSON prints undefined as null, and half of a surrogate pair as an escape: each value has one text.
  return sha256Hex(JSON.stringify(said)).slice(0, PRINT_LENGTH);
}

function reductionPair({ promotionId, amountMinor }: Reduction): readonly unknown[] {
  return [promotionId, amountMinor];
}
