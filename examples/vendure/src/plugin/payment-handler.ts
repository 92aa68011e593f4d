// A payment handler that tells the shopper when the order can no longer be had. Vendure writes a payment down before it moves the order,
// and tells nobody when the order then stays where it is. So the questions are asked here: before the provider is asked, whether the
// order is still what was admitted; between the authorisation and Vendure's own row of it, whether it is sold. A no becomes a declined
// payment, in words, and the authorisation goes back.
import { Payment, totalCoveredByPayments, type PaymentMethodHandler } from '@vendure/core';
import { commitOrder, notAsAdmitted } from './commit.js';
import type { SaleguardOptions } from './options.js';

/** The same handler, but for the questions. */
export function guardedHandler(
  handler: PaymentMethodHandler,
  options: SaleguardOptions,
): PaymentMethodHandler {
  const createPayment: PaymentMethodHandler['createPayment'] = async (
    ctx,
    order,
    amount,
    args,
    metadata,
    method,
  ) => {
    const pay = () => handler.createPayment(ctx, order, amount, args, metadata, method);
    if (ctx.channel.code !== options.vendureChannel || options.mode === 'shadow') return await pay();
    const words = notAsAdmitted({ ctx, order }, options);
    if (words !== undefined)
      return { amount, state: 'Declined', errorMessage: words, metadata: {}, method: handler.code };
    const made = await pay();
    // Money that was taken in the same step has to be written down, whatever becomes of the order: `latePayment` of the guard hears of it.
    if (made.state !== 'Authorized') return made;
    const isCovered = totalCoveredByPayments(order) + made.amount >= order.totalWithTax;
    if (!isCovered) return made;
    const payment = new Payment({ ...made, order });
    const sold = await commitOrder({ ctx, order }, options, [...order.payments, payment]);
    // While the answer is open the payment stays authorised: it is neither taken nor given back on a guess.
    if (sold.kind !== 'no') return made;
    await handler.cancelPayment(ctx, order, payment, args, method);
    return { ...made, state: 'Declined', errorMessage: sold.words };
  };
  // Everything else is the handler's own.
  return Object.create(handler, { createPayment: { value: createPayment } }) as PaymentMethodHandler;
}
