/** What a lane has done since the run began. */
export interface LaneWork {
  /** Calls that were made. */
  readonly calls: number;
  /** Ms in which at least one caller waited: for the rate, for a call in flight, or in a pause. */
  readonly waitedMs: number;
  /** Of these, ms beyond what the rate alone would have taken. */
  readonly lostMs: number;
}

/** Keeps the hours of a lane. Time in which nobody waits for it is no fault of its service, and tells nothing of how fast that is. */
export class LaneHours {
  readonly #spacingMs: number;
  #calls = 0;
  #waitedMs = 0;
  #lostMs = 0;
  /** Since when callers wait without a break, and how many went meanwhile; undefined while nobody waits. */
  #rush: { readonly since: number; calls: number } | undefined;

  constructor(options: { readonly ratePerSecond: number }) {
    this.#spacingMs = 1_000 / options.ratePerSecond;
  }

  /** A caller waits. */
  comes(now: number): void {
    this.#rush ??= { since: now, calls: 0 };
  }

  /** A caller goes; `others` wait on, or nobody does. */
  goes(now: number, others: 'wait' | 'none'): void {
    this.#calls += 1;
    if (this.#rush === undefined) return;
    this.#rush.calls += 1;
    if (others === 'wait') return;
    const { waitedMs, lostMs } = this.#ofRush(now);
    this.#waitedMs += waitedMs;
    this.#lostMs += lostMs;
    this.#rush = undefined;
  }

  /** All of it until now. */
  work(now: number): LaneWork {
    const { waitedMs, lostMs } = this.#ofRush(now);
    return { calls: this.#calls, waitedMs: this.#waitedMs + waitedMs, lostMs: this.#lostMs + lostMs };
  }

  #ofRush(now: number): Pick<LaneWork, 'waitedMs' | 'lostMs'> {
    if (this.#rush === undefined) return { waitedMs: 0, lostMs: 0 };
    const waitedMs = now - this.#rush.since;
    return { waitedMs, lostMs: Math.max(0, waitedMs - this.#rush.calls * this.#spacingMs) };
  }
}
