// What goes wrong is drawn by a digest of what is asked for and of how often it was asked: the same seed gives the same faults,
// whatever the order in which requests come.
import { createHash } from 'node:crypto';

export class Chance {
  #seed;
  #asked = new Map();

  constructor(seed) {
    this.#seed = seed;
  }

  /** A number from 0 to below 1 for the next time that `what` is asked. */
  next(what) {
    const times = (this.#asked.get(what) ?? 0) + 1;
    this.#asked.set(what, times);
    return this.of(`${what} ${times}`);
  }

  /** Always the same number for the same words. */
  of(words) {
    return createHash('sha256').update(`${this.#seed} ${words}`).digest().readUInt32BE() / 2 ** 32;
  }
}
