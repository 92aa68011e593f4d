/**
 * breaker: when a sale stops itself. Compiles the policy's trip rules to windowed counters, and counts them.
 * May import core, money, catalog. Invariant: no I/O and no store; the same events at the same times give the same trips.
 */
import type { TripScope } from '../catalog/trip.js';

/** Names of the trip rules a policy may set. */
export const BREAKER_RULES = [
  'velocity',
  'anomaly-share',
  'rejected-share',
  'unapproved-prices',
  'concentration',
  'abandon-rate',
  'budget-spent',
] as const;

/** One of {@link BREAKER_RULES}. */
export type BreakerRuleId = (typeof BREAKER_RULES)[number];

/** One trip rule of the policy, every field present. */
export interface BreakerSetting {
  readonly rule: BreakerRuleId;
  readonly isOn: boolean;
  readonly scopes: readonly TripScope[];
  /** Ms, 1,000 to 3,600,000, a multiple of 10; 0 for `budget-spent`, which has no window. */
  readonly windowMs: number;
  /** `velocity`: orders expected in one window (lambda); it trips above lambda + 6 sqrt(lambda) + 20. Others: the limit itself. */
  readonly limit: number;
  readonly minimum: number;
  readonly mode: 'drain' | 'freeze';
}

/** The policy's section on breakers. */
export interface BreakerPolicy {
  /** One for every rule, in the order of {@link BREAKER_RULES}. */
  readonly rules: readonly BreakerSetting[];
  /** Markdown of the payable price below the reference from which a line counts as deep, bps. 3,000 unless told. */
  readonly deepFromBps: number;
}
