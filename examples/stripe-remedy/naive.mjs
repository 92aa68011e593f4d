// The loop that a shop writes in the hour after: every refund with an idempotency key, three tries, the next one.
import Stripe from 'stripe';

const TRIES = 3;
const AT_ONCE = 16;

/** @returns what it believes it did with these payments. */
export async function naiveRefunds(payments, { host, port, timeoutMs }) {
  const stripe = new Stripe('sk_test_fake', {
    ...{ host, port, protocol: 'http' },
    ...{ timeout: timeoutMs, maxNetworkRetries: 0, telemetry: false },
  });
  const queue = [...payments];
  const said = { refunded: 0, gaveUp: 0 };
  const work = async () => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop())
      said[await refund(stripe, next)] += 1;
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return said;
}

async function refund(stripe, { ref, amountMinor }) {
  const params = { payment_intent: ref, amount: amountMinor };
  for (let tries = 1; tries <= TRIES; tries += 1) {
    try {
      await stripe.refunds.create(params, { idempotencyKey: `refund-${ref}` });
      return 'refunded';
    } catch {
      // A timeout, a 429, a 500: again.
    }
  }
  return 'gaveUp';
}
