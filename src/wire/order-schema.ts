import * as z from 'zod';
import { DEFAULT_PRICE_LIST } from '../catalog/offer.js';
import { ORDER_STATUSES, type Order } from '../catalog/order.js';
import { parseInstant } from '../core/clock.js';
import { ORDER_LIMITS } from '../pricing/order/order-limits.js';
import { cleanText, currencyCode, expecting, listOf, oneOf, wholeNumber } from './fields.js';
import { gotText } from './problem.js';

/** The last instant that a `Date` can name. */
const INSTANT_MAX = 8_640_000_000_000_000;
const OWNERS_MAX = 8;
/** Payments of one order: a set of cards, points and gift cards. */
const PAYMENTS_MAX = 20;

/** Schema of one order as a file holds it. What has a natural default may be left out, as at checkout; unknown names may not stand. */
export function orderSchema(): z.ZodType<Order> {
  return z.strictObject(
    {
      id: id('an id of the order'),
      saleId: id('an id of the sale'),
      customer: listOf(id('a customer reference'), OWNERS_MAX).min(
        1,
        expecting('1 to 8 customer references'),
      ),
      channel: id('an id of the channel'),
      currency: currencyCode(),
      placedAt: instantMs(),
      taxBasis: oneOf(['included', 'excluded']).default('included'),
      shippingMinor: amount().default(0),
      shippingReductions: reductions().optional(),
      lines: listOf(lineSchema(), ORDER_LIMITS.linesMax).min(1, expecting('at least one line')),
      payments: listOf(paymentSchema(), PAYMENTS_MAX).default([]),
      status: oneOf(ORDER_STATUSES).default('placed'),
    },
    expecting('an order'),
  );
}

function lineSchema(): z.ZodType<Order['lines'][number]> {
  return z.strictObject(
    {
      lineId: cleanText(ORDER_LIMITS.textMax, 'an id of the line'),
      sku: cleanText(ORDER_LIMITS.textMax, 'a SKU'),
      priceList: cleanText(ORDER_LIMITS.textMax, 'a price list').default(DEFAULT_PRICE_LIST),
      quantity: wholeNumber(1, ORDER_LIMITS.quantityMax, 'a number of units'),
      unitPriceMinor: amount(),
      reductions: reductions().default([]),
      category: cleanText(ORDER_LIMITS.categoryMax, 'a category').optional(),
    },
    expecting('a line of an order'),
  );
}

function reductions(): z.ZodArray<z.ZodType<Order['lines'][number]['reductions'][number]>> {
  const reduction = z.strictObject(
    { promotionId: cleanText(ORDER_LIMITS.textMax, 'an id of the promotion'), amountMinor: amount() },
    expecting('a reduction: { promotionId, amountMinor }'),
  );
  return listOf(reduction, ORDER_LIMITS.reductionsMax);
}

function paymentSchema(): z.ZodType<Order['payments'][number]> {
  return z.strictObject(
    {
      ref: id('a reference of the payment'),
      method: cleanText(64, 'a method of payment'),
      capturedMinor: amount(),
      at: instantMs(),
    },
    expecting('a payment: { ref, method, capturedMinor, at }'),
  );
}

function id(what: string): z.ZodString {
  const options = expecting(`${what}: 1 to 64 of A-Z a-z 0-9 _ . : -`);
  return z.string(options).regex(/^[A-Za-z0-9_.:-]{1,64}$/, options);
}

function amount(): z.ZodNumber {
  return wholeNumber(0, Number.MAX_SAFE_INTEGER, 'minor units, a whole number');
}

/** Milliseconds as the type has them, or a text that names its offset, as people write it. */
function instantMs(): z.ZodType<number> {
  return z.unknown().transform((value, context) => {
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= INSTANT_MAX)
      return value;
    const read = typeof value === 'string' ? parseInstant(value) : undefined;
    if (read !== undefined && read >= 0) return read;
    const message = `got ${gotText(value)}, expected milliseconds since 1970, or an instant with its offset such as 2026-08-01T00:00:00+09:00`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}
