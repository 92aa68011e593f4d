import type { EpochMs } from '../../core/clock.js';

/** Money that is due so soon is at risk: a day is what it takes to find a person, a bank and a mistake. */
const AT_RISK_MS = 86_400_000;

/** Counts orders of which something is still to be done by a deadline. */
export class OpenDeadlines {
  readonly #now: EpochMs;
  #orders = 0;
  #atRisk = 0;
  #late = 0;
  #nextDueAt: EpochMs | undefined;

  constructor({ now }: { readonly now: EpochMs }) {
    this.#now = now;
  }

  /** Takes the next order. */
  add(dueAt: EpochMs): void {
    this.#orders += 1;
    this.#nextDueAt = Math.min(this.#nextDueAt ?? dueAt, dueAt);
    if (dueAt < this.#now) this.#late += 1;
    if (dueAt < this.#now + AT_RISK_MS) this.#atRisk += 1;
  }

  /** All of them. */
  get orders(): number {
    return this.#orders;
  }

  /** Orders that are due within 24 hours, late ones included. */
  get atRisk(): number {
    return this.#atRisk;
  }

  /** Orders whose deadline is over. */
  get late(): number {
    return this.#late;
  }

  /** The earliest deadline; undefined where there is no order. */
  get nextDueAt(): EpochMs | undefined {
    return this.#nextDueAt;
  }
}
