// Card payments: authorised when the shopper pays, captured by the shop afterwards. Stands for a real provider, which like this one
// takes a reference any number of times and acts once; a provider that does not makes a second payment out of a lost reply.
import { LanguageCode, PaymentMethodHandler } from '@vendure/core';

type ProviderState = 'authorised' | 'captured' | 'cancelled';
const payments = new Map<string, ProviderState>();

export const cardPayment = new PaymentMethodHandler({
  code: 'card',
  description: [{ languageCode: LanguageCode.en, value: 'Card' }],
  args: {},
  // The shop's own reference, made before the provider is asked: one for each visit to the payment page.
  createPayment: (_ctx, order, amount) => {
    const transactionId = `pay-${order.customFields?.saleguardId ?? order.code}`;
    payments.set(transactionId, 'authorised');
    return { amount, state: 'Authorized', transactionId };
  },
  settlePayment: (_ctx, _order, { transactionId }) => {
    if (payments.get(transactionId) === 'cancelled')
      return { success: false, errorMessage: 'cancelled before' };
    payments.set(transactionId, 'captured');
    return { success: true };
  },
  cancelPayment: (_ctx, _order, { transactionId }) => {
    payments.set(transactionId, 'cancelled');
    return { success: true };
  },
});
