import { TRIP_BUCKETS } from '../catalog/trip.js';

/** A sum over the last {@link TRIP_BUCKETS} buckets of time, in a ring: what falls out of the window is forgotten bucket by bucket. */
export class BucketWindow {
  readonly #sums = new Array<number>(TRIP_BUCKETS).fill(0);
  #newest = 0;

  /** @param bucket `bucketOf(now, windowMs)`; one before the newest counts in the newest. */
  add(bucket: number, count: number): void {
    this.#moveTo(bucket);
    const slot = this.#newest % TRIP_BUCKETS;
    this.#sums[slot] = (this.#sums[slot] ?? 0) + count;
  }

  /** What was added in this bucket and the nine before it. */
  sumAt(bucket: number): number {
    this.#moveTo(bucket);
    let sum = 0;
    for (const part of this.#sums) sum += part;
    return sum;
  }

  #moveTo(bucket: number): void {
    // The ring is empty after one round, however long nothing happened.
    const from = Math.max(this.#newest + 1, bucket - TRIP_BUCKETS + 1);
    for (let passed = from; passed <= bucket; passed++) this.#sums[passed % TRIP_BUCKETS] = 0;
    this.#newest = Math.max(this.#newest, bucket);
  }
}

/** Which bucket an instant of the sale clock falls into. `windowMs` is a multiple of 10. */
export function bucketOf(now: number, windowMs: number): number {
  return Math.floor(now / (windowMs / TRIP_BUCKETS));
}
