import { TRIP_BUCKETS } from '../catalog/trip.js';

/** Different values seen within a window; one more than the limit is all that is ever kept. */
export class DistinctValues {
  /** The last bucket each was seen in. */
  readonly #lastSeen = new Map<string, number>();
  readonly #keptMax: number;
  #newest = 0;

  constructor(limit: number) {
    this.#keptMax = limit + 1;
  }

  /** Values seen together: the known ones are refreshed before the new ones, in order of code units, take what room is left. */
  add(bucket: number, values: readonly string[]): void {
    this.#moveTo(bucket);
    const strange: string[] = [];
    for (const value of values) {
      if (this.#lastSeen.has(value)) this.#lastSeen.set(value, this.#newest);
      else strange.push(value);
    }
    for (const value of strange.sort()) {
      // Whatever is beyond the limit has tripped already: more names would not make it truer.
      if (this.#lastSeen.size < this.#keptMax) this.#lastSeen.set(value, this.#newest);
    }
  }

  countAt(bucket: number): number {
    this.#moveTo(bucket);
    return this.#lastSeen.size;
  }

  #moveTo(bucket: number): void {
    this.#newest = Math.max(this.#newest, bucket);
    for (const [value, last] of this.#lastSeen)
      if (last <= this.#newest - TRIP_BUCKETS) this.#lastSeen.delete(value);
  }
}
