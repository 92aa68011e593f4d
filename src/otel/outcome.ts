import type { CallName, GuardEvents } from '../guard/events.js';
import type { AdmitVerdict } from '../guard/verdict.js';

/** What a verdict comes to in attributes. */
export interface Outcome {
  /** Kind of the verdict; what shadow mode would have answered. */
  readonly verdict: string;
  /** Why, as one word of a closed list; undefined where the kind says it all. */
  readonly reason: string | undefined;
  /** The same request had this answer before. */
  readonly isReplay: boolean;
  /** The store or the set-up, not the order or the shopper, is what stood in the way. */
  readonly isTrouble: boolean;
}

/** Any answer of the guard. */
type AnyVerdict = GuardEvents[CallName]['verdict'];

/** Words that mean trouble, as reasons of a refusal or of a rejection. */
const TROUBLES: ReadonlySet<string> = new Set([
  'store_failure',
  'set_up',
  'late',
  'unavailable',
  'version',
  'unknown_sale',
  'owner_key',
  'regressed',
]);

/** The outcome of a call. */
export function outcomeOf(verdict: AnyVerdict): Outcome {
  const judged = verdict.kind === 'shadowed' ? verdict.would : verdict;
  const reason = reasonOf(judged);
  return {
    verdict: judged.kind,
    reason,
    isReplay: 'replayed' in judged && judged.replayed,
    isTrouble: judged.kind === 'unknown' || (reason !== undefined && TROUBLES.has(reason)),
  };
}

/** The verdict on the order, whether it was enforced or not. */
export function judgedOf(verdict: AdmitVerdict): Exclude<AdmitVerdict, { readonly kind: 'shadowed' }> {
  return verdict.kind === 'shadowed' ? verdict.would : verdict;
}

function reasonOf(verdict: Exclude<AnyVerdict, { readonly kind: 'shadowed' }>): string | undefined {
  switch (verdict.kind) {
    case 'review':
      if (verdict.onStoreFailure !== undefined) return 'store_failure';
      return verdict.refusal?.reason ?? 'finding';
    case 'rejected':
      if ('reason' in verdict) return verdict.reason;
      return 'refusal' in verdict ? verdict.refusal.reason : 'price_book';
    case 'refused':
      return verdict.reason;
    case 'unknown':
      return 'because' in verdict ? verdict.because : 'store';
    case 'expired':
      return 'rescue' in verdict ? verdict.rescue?.reason : undefined;
    default:
      return undefined;
  }
}
