// What many shops run: read the counter, compare, write it back a moment later. It is never below zero, and it oversells.

export class NaiveCheckout {
  #time;
  #left;

  constructor({ time, allotments }) {
    this.#time = time;
    this.#left = new Map(allotments);
  }

  place({ sku, quantity, delayMs }) {
    const left = this.#left.get(sku);
    if (left < quantity) return { kind: 'refused', reason: 'sold_out' };
    this.#time.after(delayMs, () => this.#left.set(sku, left - quantity));
    return { kind: 'held' };
  }

  pay() {
    return { kind: 'paid' };
  }
}
