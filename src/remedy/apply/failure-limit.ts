/** When a run stops because too much goes wrong. */
export interface FailureLimit {
  /** Share of the last steps that may fail, bps; 1,000 unless told. */
  readonly shareBps: number;
  /** How many of the last steps are looked at, 200 unless told, and how many there have to be at least, 50 unless told. */
  readonly lastSteps: number;
  readonly minimumSteps: number;
}

/** A tenth of the last 200: a dead service shows within seconds, a few closed cards do not stop a night's work. */
export const FAILURE_LIMIT: FailureLimit = { shareBps: 1_000, lastSteps: 200, minimumSteps: 50 };

/** Counts failures among the last steps. */
export class FailureWindow {
  readonly #limit: FailureLimit;
  readonly #last: Uint8Array;
  #count = 0;
  #failures = 0;

  constructor(limit: FailureLimit) {
    this.#limit = limit;
    this.#last = new Uint8Array(limit.lastSteps);
  }

  /** Takes the end of a step. @returns whether the limit is passed. */
  add(end: 'well' | 'ill'): boolean {
    const place = this.#count % this.#last.length;
    this.#failures += (end === 'ill' ? 1 : 0) - (this.#last[place] ?? 0);
    this.#last[place] = end === 'ill' ? 1 : 0;
    this.#count += 1;
    const seen = Math.min(this.#count, this.#last.length);
    return seen >= this.#limit.minimumSteps && this.#failures * 10_000 > this.#limit.shareBps * seen;
  }
}
