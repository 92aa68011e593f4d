// The person on call: looks every few seconds, hears of trips, and lets the sale go on once the price is right again.
import { draftResume, resumeSale, signResume } from 'saleguard';
import { CORRECTED_AT, ENDS_AT } from './shoppers.mjs';

const LOOKS_EVERY_MS = 5_000;
/** The correction is checked before anything goes on. */
const CHECKS_MS = 20_000;
const SIGNATURE_MS = 600_000;

export class Operator {
  #time;
  #stock;
  #startsAt;
  #policy;
  #key;
  #known = 0;
  /** What happened, with the time of the story. */
  log = [];
  #refunds = [];

  /** @param key signs that a stopped sale goes on; the policy says whose signature counts. */
  constructor({ time, stock, policy, key }) {
    this.#policy = policy;
    this.#key = key;
    this.#time = time;
    this.#stock = stock;
    this.#startsAt = time.now;
  }

  /** Handlers of the guard end here too: the same trip is told once. */
  hear(trip) {
    if (trip.number === undefined || trip.number <= this.#known) return;
    this.#known = trip.number;
    this.log.push({ at: this.#time.now, what: 'trip', trip });
    const waitMs = Math.max(CHECKS_MS, this.#startsAt + CORRECTED_AT + CHECKS_MS - this.#time.now);
    this.#time.after(waitMs, () => this.#resume(trip));
  }

  refund(payment) {
    this.#refunds.push(payment);
    this.log.push({ at: this.#time.now, what: 'late-payment', payment });
  }

  watch() {
    for (let atMs = LOOKS_EVERY_MS; atMs <= ENDS_AT; atMs += LOOKS_EVERY_MS) {
      this.#time.after(atMs, async () => {
        const seen = await this.#stock.activity();
        if (seen.kind === 'found') for (const trip of seen.activity.trips) this.hear(trip);
      });
    }
  }

  /** Lifting a stop is a signature, for this hold and no later one. */
  async #resume({ ruleId, scope }) {
    const seen = await this.#stock.activity();
    const hold = seen.activity.holds.find((one) => one.scope === scope && one.holder === `trip:${ruleId}`);
    if (hold === undefined) return;
    const now = this.#time.now;
    const reason = 'the feed was corrected, the price checked';
    const resume = draftResume({ saleId: this.#stock.saleId, hold, reason, now, validMs: SIGNATURE_MS });
    const signed = signResume(resume, this.#key);
    const answer = await resumeSale(this.#stock, { signed, policy: this.#policy, now });
    this.log.push({ at: now, what: 'resume', scope, ruleId, kind: answer.kind });
  }
}
