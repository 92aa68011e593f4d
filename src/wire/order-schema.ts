import * as z from 'zod';
import { DEFAULT_PRICE_LIST } from '../catalog/offer.js';
import { ORDER_STATUSES, type Order, type UsedCoupon } from '../catalog/order.js';
import { ORDER_LIMITS } from '../pricing/order/order-limits.js';
import {
  expectingUnshown,
  unshownAmount,
  unshownCurrency,
  unshownId,
  unshownInstant,
  unshownList,
  unshownOneOf,
  unshownText,
  unshownWhole,
} from './order-fields.js';

const OWNERS_MAX = 8;
/** Payments of one order: a set of cards, points and gift cards. */
const PAYMENTS_MAX = 20;
const SIGNALS_MAX = 20;
const COUPONS_MAX = 50;

/** Schema of one order as a file holds it. What has a natural default may be left out, as at checkout; unknown names may not stand. */
export function orderSchema(): z.ZodType<Order> {
  return z.strictObject(
    {
      id: unshownId('an id of the order'),
      saleId: unshownId('an id of the sale'),
      customer: unshownList(unshownId('a customer reference'), OWNERS_MAX).min(
        1,
        expectingUnshown('1 to 8 customer references'),
      ),
      channel: unshownId('an id of the channel'),
      currency: unshownCurrency(),
      placedAt: unshownInstant(),
      taxBasis: unshownOneOf(['included', 'excluded']).default('included'),
      shippingMinor: unshownAmount().default(0),
      shippingReductions: reductions().optional(),
      lines: unshownList(lineSchema(), ORDER_LIMITS.linesMax).min(1, expectingUnshown('at least one line')),
      payments: unshownList(paymentSchema(), PAYMENTS_MAX).default([]),
      status: unshownOneOf(ORDER_STATUSES).default('placed'),
      receiver: unshownId('a reference of the receiver').optional(),
      tier: unshownText(64, 'a tier of the customer').optional(),
      signals: unshownList(unshownText(64, 'a signal'), SIGNALS_MAX).optional(),
      coupons: unshownList(couponSchema(), COUPONS_MAX).optional(),
      milesPartner: unshownId('an id of the partner').optional(),
    },
    expectingUnshown('an order'),
  );
}

function lineSchema(): z.ZodType<Order['lines'][number]> {
  const units = { maximum: ORDER_LIMITS.quantityMax, what: 'a number of units' };
  const points = { minimum: 0, maximum: Number.MAX_SAFE_INTEGER };
  return z.strictObject(
    {
      lineId: unshownText(ORDER_LIMITS.textMax, 'an id of the line'),
      sku: unshownText(ORDER_LIMITS.textMax, 'a SKU'),
      priceList: unshownText(ORDER_LIMITS.textMax, 'a price list').default(DEFAULT_PRICE_LIST),
      quantity: unshownWhole({ minimum: 1, ...units }),
      unitPriceMinor: unshownAmount(),
      reductions: reductions().default([]),
      category: unshownText(ORDER_LIMITS.categoryMax, 'a category').optional(),
      returnedQuantity: unshownWhole({ minimum: 0, ...units }).optional(),
      refundMinor: unshownAmount().optional(),
      earnedPoints: unshownWhole({ ...points, what: 'points, a whole number' }).optional(),
      earnedMiles: unshownWhole({ ...points, what: 'miles, a whole number' }).optional(),
    },
    expectingUnshown('a line of an order'),
  );
}

function reductions(): z.ZodArray<z.ZodType<Order['lines'][number]['reductions'][number]>> {
  const reduction = z.strictObject(
    {
      promotionId: unshownText(ORDER_LIMITS.textMax, 'an id of the promotion'),
      amountMinor: unshownAmount(),
    },
    expectingUnshown('a reduction: { promotionId, amountMinor }'),
  );
  return unshownList(reduction, ORDER_LIMITS.reductionsMax);
}

function paymentSchema(): z.ZodType<Order['payments'][number]> {
  return z.strictObject(
    {
      ref: unshownId('a reference of the payment'),
      method: unshownText(64, 'a method of payment'),
      capturedMinor: unshownAmount(),
      at: unshownInstant(),
      state: unshownOneOf(['authorised', 'captured']).optional(),
      refundedMinor: unshownAmount().optional(),
    },
    expectingUnshown('a payment: { ref, method, capturedMinor, at }'),
  );
}

function couponSchema(): z.ZodType<UsedCoupon> {
  return z.strictObject(
    {
      ref: unshownId('a reference of the coupon'),
      promotionId: unshownText(ORDER_LIMITS.textMax, 'an id of the promotion'),
    },
    expectingUnshown('a coupon: { ref, promotionId }'),
  );
}
