import { sha256Hex } from '../seal/digest.js';
import { SmallestKeys } from '../pricing/batch/smallest-keys.js';

const SAMPLE_MAX = 20;

/** Orders for a person to check: drawn by the digest of the incident and their ids, so that nobody chooses them. */
export class CohortSample {
  readonly #incidentSha256: string;
  readonly #lowest = new SmallestKeys<string>({ countMax: SAMPLE_MAX });

  constructor(incidentSha256: string) {
    this.#incidentSha256 = incidentSha256;
  }

  add(orderId: string): void {
    this.#lowest.add(sha256Hex(`${this.#incidentSha256}\n${orderId}`), orderId);
  }

  /** Sorted, at most 20. */
  ids(): readonly string[] {
    return this.#lowest.values().sort();
  }
}
