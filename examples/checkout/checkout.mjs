// What a checkout does with an order, from the first click to the captured payment. Every step may be repeated: by an impatient shopper,
// by a proxy, by the shop after a lost reply. The id makes it one order all the same.
import { setTimeout as sleep } from 'node:timers/promises';
import { customerRef } from 'saleguard';

/** How long the shopper is kept waiting while the store does not answer. */
const PATIENCE_MS = 1500;
/** A shopper at the payment page has this long, whatever is left of the reservation. */
const PAYMENT_MS = 300_000;

/**
 * Sends the same request, under the same id, until there is an answer or the shopper's patience ends. `unknown` does not mean "not
 * done": the effect may be there and only the reply lost. A second request under another id could then hold the units twice.
 */
export async function answered(send) {
  const endsAt = Date.now() + PATIENCE_MS;
  for (let waitMs = 25; ; waitMs *= 2) {
    const verdict = await send();
    if (!isOpen(verdict) || Date.now() + waitMs > endsAt) return verdict;
    await sleep(waitMs);
  }
}

function isOpen(verdict) {
  if (verdict.kind === 'unknown') return true;
  return verdict.kind === 'refused' && (verdict.reason === 'late' || verdict.reason === 'unavailable');
}

/** The checkout on a stock, with the shop's customer key and its payment provider. */
export function checkout({ stock, customerKey, provider }) {
  return {
    /** Reserves every line of the order or none. `account` never leaves this process: the store gets a reference of it. */
    reserve({ id, account, lines }) {
      const owners = [customerRef(`account:${account}`, customerKey)];
      return answered(() => stock.reserve({ id, owners, lines }));
    },

    /** Gives everything back. */
    release: (id) => answered(() => stock.release({ id })),

    /** What is known of an order: after a reload, a dropped connection, or an answer that stayed unknown. */
    status: (id) => answered(() => stock.status(id)),

    /** Shop pages show a band, never a number. */
    availability: () => answered(() => stock.availability()),

    /** Authorise, commit, capture, in this order: money moves only after the units are surely sold. */
    async pay(id) {
      const paying = await answered(() => stock.beginPayment({ id, ttlMs: PAYMENT_MS }));
      // Paid before: the commit below says so again, and the provider knows the payment by its reference.
      const isPaid = paying.kind === 'refused' && paying.reason === 'committed';
      if (paying.kind !== 'extended' && !isPaid) return paying;
      const paymentRef = `pay-${id}`;
      await provider.authorise(paymentRef);
      const verdict = await answered(() => stock.commit({ id, paymentRef }));
      if (verdict.kind === 'committed' || verdict.kind === 'already') await provider.capture(paymentRef);
      // Not sold: nothing was taken, so the authorisation is all there is to undo. While the answer is unknown, or the sale is frozen
      // for a moment, the payment stays authorised and the shopper's page asks again.
      else if (!isOpen(verdict) && verdict.reason !== 'mode') await provider.cancel(paymentRef);
      return verdict;
    },
  };
}

/** Stands for a payment provider; like a real one it takes a reference any number of times and acts once. */
export function exampleProvider() {
  const payments = new Map();
  const set = (state) => async (paymentRef) => {
    if (payments.get(paymentRef) !== 'captured') payments.set(paymentRef, state);
  };
  return { authorise: set('authorised'), capture: set('captured'), cancel: set('cancelled') };
}
