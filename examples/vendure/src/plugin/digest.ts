import { createHash } from 'node:crypto';
import type { CheckoutOrder } from 'saleguard';

/**
 * Digest of an order as it was admitted: who, what, at which price. Vendure lets a shopper apply a coupon on the payment page, after the
 * order was judged: then what is paid for is not what was admitted, and this shows it.
 */
export function digestOf({
  customer,
  currency,
  taxBasis,
  shippingMinor,
  shippingReductions,
  lines,
}: CheckoutOrder): string {
  const judged = { customer, currency, taxBasis, shippingMinor, shippingReductions, lines };
  return createHash('sha256').update(JSON.stringify(judged)).digest('base64url');
}
