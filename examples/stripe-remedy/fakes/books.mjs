// The books of a fake: payment intents, refunds, effects of the shop's services. What a test believes is read here, never in a ledger.

const FAILED = new Set(['failed', 'canceled']);

export class Books {
  intents = new Map();
  refunds = [];
  deskRefunds = [];
  effects = new Map();

  /** A payment as a shopper made it; `refunds` were given back by the service desk long before the incident. */
  addPayment({ id, amount, currency, isCaptured, refunds }) {
    this.intents.set(id, {
      id,
      object: 'payment_intent',
      amount,
      currency,
      status: isCaptured ? 'succeeded' : 'requires_capture',
      metadata: {},
    });
    for (const each of refunds) {
      const { id: refundId } = this.addRefund({
        intent: id,
        amount: each,
        metadata: {},
        status: 'succeeded',
      });
      this.deskRefunds.push(refundId);
    }
  }

  addRefund({ intent, amount, metadata, status }) {
    const refund = {
      id: `re_${this.refunds.length + 1}`,
      object: 'refund',
      amount,
      currency: this.intents.get(intent).currency,
      payment_intent: intent,
      metadata,
      status,
    };
    this.refunds.push(refund);
    return refund;
  }

  refundsOf(intent) {
    // Newest first, as Stripe lists them.
    return this.refunds.filter((refund) => refund.payment_intent === intent).reverse();
  }

  /** What may still be given back: a refund that failed has put its money back. */
  leftOf(intent) {
    const given = this.refundsOf(intent).filter(({ status }) => !FAILED.has(status));
    return given.reduce((left, { amount }) => left - amount, this.intents.get(intent).amount);
  }

  dump() {
    return {
      intents: [...this.intents.values()],
      refunds: this.refunds,
      deskRefunds: this.deskRefunds,
      effects: [...this.effects].map(([key, effect]) => ({ key, ...effect })),
    };
  }
}
