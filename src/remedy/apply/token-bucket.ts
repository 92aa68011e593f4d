/** Ms that a caller who comes late may catch up, so that a busy event loop does not cost rate. */
const CATCH_UP_MS = 100;

/** Calls at an even pace: a service that takes 25 a second is sent one every 40 ms. Never much more than its rate in any second. */
export class TokenBucket {
  readonly #spacingMs: number;
  /** When the next call would be due if all had been on time. */
  #nextAt = 0;

  constructor(options: {
    /** More than 0. */
    readonly ratePerSecond: number;
  }) {
    this.#spacingMs = 1_000 / options.ratePerSecond;
  }

  /** Ms until a call may be made; 0 for now. */
  waitMs(now: number): number {
    return Math.max(0, this.#nextAt - now);
  }

  /** A call is made. */
  take(now: number): void {
    this.#nextAt = Math.max(this.#nextAt, now - CATCH_UP_MS) + this.#spacingMs;
  }
}
