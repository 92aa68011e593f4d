import type { EpochMs } from '../core/clock.js';

/**
 * What happens to an order that a trip rule may count, once for each order and scope.
 * - `judged`: a new reservation, or an order that its price rejected (`signal`). A replay counts nothing.
 * - `flagged`: a judged order with a finding of `hold` or worse.
 * - `rejected`: a judged order that its price rejected.
 * - `deep`: a new reservation, in the scopes that its request named as sold at deep markdown.
 * - `reserved`, `committed`, `released`, `expired`: the reservation's own story. A superseded one is `released`; a rescued
 *   one is `committed`.
 */
export const COUNTED_EVENTS = [
  'judged',
  'flagged',
  'rejected',
  'deep',
  'reserved',
  'committed',
  'released',
  'expired',
] as const;

/** One of {@link COUNTED_EVENTS}. */
export type CountedEvent = (typeof COUNTED_EVENTS)[number];

/** What a trip rule watches by itself: the sale as a whole, or each stock key, category or channel. */
export const TRIP_SCOPES = ['sale', 'sku', 'category', 'channel'] as const;

/** One of {@link TRIP_SCOPES}. */
export type TripScope = (typeof TRIP_SCOPES)[number];

/**
 * A windowed counter and its limit: all that a store knows of a breaker. It trips when `measured > limit` (shares: when
 * `10 000 x part > limit x whole`, in exact integers) and the sample is at least `minimum`.
 * - `count`: events of `events` in the window. Minimum 0.
 * - `share`: events of `events` among those of `of`; bps; the sample is the whole.
 * - `distinct`: different values that signals carried in the window. Minimum 0.
 * - `top-share`: units reserved by the 10 buyers with most, among all units reserved, in the current tumbling window; bps;
 *   the sample is all units.
 * - `budget-share`: what was spent of the loss budget, no window; bps; scope `sale` only.
 */
export interface TripRule {
  /** 1 to 64 of `A-Z a-z 0-9 _ . : -`, each once in a sale. */
  readonly id: string;
  readonly measure: 'count' | 'share' | 'distinct' | 'top-share' | 'budget-share';
  readonly events: readonly CountedEvent[];
  /** For `share`; empty otherwise. */
  readonly of: readonly CountedEvent[];
  readonly scope: TripScope;
  /** Ms, 1,000 to 3,600,000, a multiple of 10: the window is 10 buckets. 0 for `budget-share`. */
  readonly windowMs: number;
  /** A number of events or values (0 to 10^9; `distinct` at most 256), or bps (0 to 9,999). */
  readonly limit: number;
  readonly minimum: number;
  /** What the scope is put to: nothing that a trip does is ever less strict than what already holds. */
  readonly mode: 'drain' | 'freeze';
}

/** Buckets of a window: what is counted is between 9 and 10 tenths of `windowMs` old. */
export const TRIP_BUCKETS = 10;

/** Buyers a `top-share` adds up, and buyers it keeps (Space-Saving: what it cannot keep exactly never counts too much). */
export const TOP_BUYERS = 10;
export const TOP_BUYERS_KEPT = 32;

/** {@link Trip.ruleId} of the trip a store places by itself when the rest of the loss budget pays for no further unit. */
export const LOSS_BUDGET_TRIP = 'loss_budget';

/** {@link Trip.ruleId} of the trip a store places by itself when it finds that it lost writes. */
export const REGRESSED_TRIP = 'regressed';

/** Ids of the trips that every store places by itself: no {@link TripRule} may have one of them. */
export const BUILT_IN_TRIPS: ReadonlySet<string> = new Set([LOSS_BUDGET_TRIP, REGRESSED_TRIP]);

/** A breaker that tripped: the event that put a scope to another mode. */
export interface Trip {
  /** 1, 2, 3... within the sale. */
  readonly number: number;
  /** Id of the {@link TripRule}, or one of {@link BUILT_IN_TRIPS}. */
  readonly ruleId: string;
  /** `sale`, `sku:EP-100`, `category:Audio`, `channel:app`. */
  readonly scope: string;
  readonly mode: 'drain' | 'freeze';
  readonly at: EpochMs;
  /** What was measured, in the rule's own unit (count or bps, rounded down), and of how many. */
  readonly measured: number;
  readonly sample: number;
  readonly limit: number;
}
