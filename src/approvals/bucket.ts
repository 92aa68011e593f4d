import type { HeldApproval } from './held-approval.js';
import { refusalRank } from './refusal-order.js';

/** Approvals filed under one key: a row's, a category's, a finding's. `T` is what each says about that key. */
export class Bucket<T> {
  readonly #filed: Filed<T>[] = [];
  readonly #byRule = new Map<string, readonly Filed<T>[]>();

  file(held: HeldApproval, about: T): void {
    this.#filed.push({ held, about });
  }

  /**
   * Those that name a rule and stand by themselves, in the order they were filed; where some do not, the one of them that
   * came furthest is last. So a file of worthless approvals costs its reading, and not a look at each for every finding.
   */
  forRule(ruleId: string): readonly Filed<T>[] {
    let known = this.#byRule.get(ruleId);
    if (known === undefined) this.#byRule.set(ruleId, (known = this.#sorted(ruleId)));
    return known;
  }

  #sorted(ruleId: string): readonly Filed<T>[] {
    const standing: Filed<T>[] = [];
    let failed: { readonly filed: Filed<T>; readonly rank: number } | undefined;
    for (const filed of this.#filed) {
      if (!filed.held.rules.has(ruleId)) continue;
      const found = filed.held.standingFor(ruleId);
      if (found.kind === 'stands') {
        standing.push(filed);
        continue;
      }
      const rank = refusalRank(found.refusal);
      if (failed === undefined || rank > failed.rank) failed = { filed, rank };
    }
    return failed === undefined ? standing : [...standing, failed.filed];
  }
}

/** An approval and what it says about the key it is filed under. */
export interface Filed<T> {
  readonly held: HeldApproval;
  readonly about: T;
}

/** The bucket of a key, made when there is none. */
export function bucketOf<T>(buckets: Map<string, Bucket<T>>, key: string): Bucket<T> {
  let bucket = buckets.get(key);
  if (bucket === undefined) buckets.set(key, (bucket = new Bucket<T>()));
  return bucket;
}
