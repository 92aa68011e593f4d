import type { Trip } from '../catalog/trip.js';

/** Trips remembered: more than a store tells of at once (64), times the sales of one process. */
const TRIPS_MAX = 1_024;

/** Tells repetitions: every guard of a process tells of a trip at least once. */
export class SeenTrips {
  readonly #seen = new Set<string>();

  /** Whether this is the first time; remembers it. Numbers begin anew where counters were rebuilt, so they alone say too little. */
  isNew(saleId: string, { number, ruleId, scope, at }: Trip): boolean {
    const key = `${number} ${at} ${ruleId} ${scope} ${saleId}`;
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    const [oldest] = this.#seen;
    if (this.#seen.size > TRIPS_MAX && oldest !== undefined) this.#seen.delete(oldest);
    return true;
  }
}
