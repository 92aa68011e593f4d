// A shop: pages with prices that a feed may write, shoppers who visit them, and one row for every order. How an order gets its units is
// the checkout's business: the guarded one and the naive one are given the same visits and the same feed.
import { CORRECTED_AT, FEED_AT } from './shoppers.mjs';

/** Ms after which a browser that got no answer sends its order again. */
const RESENDS_AFTER_MS = 900;

export class Shop {
  #time;
  #checkout;
  #prices;
  /** Every order the shop has taken, in the order of its clock. All figures of the day come from these rows. */
  orders = [];

  constructor({ time, checkout, prices }) {
    this.#time = time;
    this.#checkout = checkout;
    this.#prices = new Map(prices);
  }

  /** The day as its visits and its feed make it. */
  schedule({ visits, mistaken, wrongPriceMinor }) {
    const right = this.#prices.get(mistaken);
    this.#time.after(FEED_AT, () => this.#prices.set(mistaken, wrongPriceMinor));
    this.#time.after(CORRECTED_AT, () => this.#prices.set(mistaken, right));
    for (const visit of visits) this.#time.after(visit.at, () => this.#see(visit));
  }

  #see(visit) {
    const unitPriceMinor = this.#prices.get(visit.sku);
    this.#time.after(visit.decidesMs, () => this.#order(visit, unitPriceMinor));
    if (visit.isSentTwice)
      this.#time.after(visit.decidesMs + RESENDS_AFTER_MS, () => this.#order(visit, unitPriceMinor));
  }

  async #order({ shopper, sku, quantity, paysMs, leaves, delayMs }, unitPriceMinor) {
    const order = { id: `order-${shopper}`, shopper, sku, quantity, unitPriceMinor, delayMs };
    const answer = await this.#checkout.place(order);
    if (answer.kind === 'known') return;
    const row = { ...order, at: this.#time.now, state: answer.kind, reason: answer.reason };
    this.orders.push(row);
    if (row.state !== 'held' || leaves) return;
    this.#time.after(paysMs, async () => {
      const paid = await this.#checkout.pay(row);
      row.state = paid.kind;
      row.reason = paid.reason;
      row.paidAt = this.#time.now;
    });
  }
}
