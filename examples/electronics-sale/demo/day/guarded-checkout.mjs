// The checkout with the guard: prices against the sealed book, units in one atomic step, payment between authorise and capture.
import { customerRef } from 'saleguard';

/** A shop takes it from its environment: at least 32 bytes. */
const KEY = { key: 'an example key that is long enough, and secret', keyId: 'k1' };
export const KEY_ID = KEY.keyId;

const CHANNEL = 'web';

export class GuardedCheckout {
  #guard;

  constructor(guard) {
    this.#guard = guard;
  }

  async place({ id, shopper, sku, quantity, unitPriceMinor }) {
    const verdict = await this.#guard.admit({
      id,
      saleId: this.#guard.saleId,
      customer: [customerRef(`account:${shopper}`, KEY)],
      channel: CHANNEL,
      currency: 'KRW',
      lines: [{ lineId: '1', sku, quantity, unitPriceMinor }],
    });
    switch (verdict.kind) {
      case 'admitted':
        // Sent again with its id, an order is the order that it was.
        return verdict.replayed ? { kind: 'known' } : { kind: 'held' };
      case 'rejected':
        return { kind: 'refused', reason: verdict.findings[0]?.ruleId ?? verdict.reason };
      default:
        return { kind: 'refused', reason: verdict.kind };
    }
  }

  /** Authorise, commit, capture: only what was committed is captured. */
  async pay({ id }) {
    await this.#guard.beginPayment({ id, channel: CHANNEL });
    const verdict = await this.#guard.commit({ id, paymentRef: `payment-${id}` });
    if (verdict.kind === 'committed' || verdict.kind === 'already') return { kind: 'paid' };
    return { kind: 'void', reason: verdict.kind === 'refused' ? verdict.reason : verdict.kind };
  }
}
