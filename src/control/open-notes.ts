import type { EpochMs } from '../core/clock.js';

/** Why a sale cannot be opened from a price book: the book or the policy has to change. */
export type OpenProblem =
  | { readonly problem: 'over'; readonly endsAt: EpochMs }
  | { readonly problem: 'too-early'; readonly startsAt: EpochMs; readonly daysMax: number }
  /** Nothing says how many units are for sale; the first SKUs of `count`. */
  | { readonly problem: 'no-allotment'; readonly skus: readonly string[]; readonly count: number }
  /** Entries of one stock key disagree about its units. */
  | { readonly problem: 'two-allotments'; readonly stockKey: string; readonly quantities: readonly number[] }
  | { readonly problem: 'unknown-component'; readonly sku: string; readonly stockKey: string }
  | { readonly problem: 'too-many-stock-keys'; readonly count: number; readonly max: number };

/** What is worth knowing of a sale that can be opened. */
export type OpenNote =
  /** Entries of one stock key have different customer limits: the smallest holds for all of them. */
  | { readonly note: 'smallest-limit'; readonly stockKey: string; readonly limits: readonly number[] }
  /** A bundle needs more of a component than one customer may have: nobody can buy it. */
  | {
      readonly note: 'bundle-beyond-limit';
      readonly sku: string;
      readonly stockKey: string;
      readonly needs: number;
      readonly limit: number;
    }
  | { readonly note: 'no-loss-budget' }
  | { readonly note: 'no-trip-rules' };
