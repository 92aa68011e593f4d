import type { CountedEvent, TripRule, TripScope } from '../catalog/trip.js';
import type { BreakerRuleId } from './policy.js';

/** A text in every language of the library. */
interface Words {
  readonly en: string;
  readonly ko: string;
}

/** What a limit of a breaker rule is a number of. */
export type BreakerLimitUnit = 'orders' | 'bps' | 'values';

/** One breaker rule: what it counts, what it protects against, and its settings when a policy does not name them. */
export interface BreakerRule {
  readonly id: BreakerRuleId;
  readonly protects: Words;
  readonly formula: string;
  /** Why the defaults are what they are. */
  readonly reason: Words;
  readonly measure: TripRule['measure'];
  readonly events: readonly CountedEvent[];
  readonly of: readonly CountedEvent[];
  readonly unit: BreakerLimitUnit;
  /** Highest limit that means anything. */
  readonly limitMax: number;
  /** Scopes it can watch. */
  readonly scopes: readonly TripScope[];
  readonly defaults: BreakerDefaults;
  /** What the counter is compared with, from the limit of the policy. The limit itself unless told. */
  limitOf?(limit: number): number;
}

/** Settings of a breaker rule when a policy does not name them. */
export interface BreakerDefaults {
  readonly isOn: boolean;
  readonly scopes: readonly TripScope[];
  readonly windowMs: number;
  /** Undefined where no default can be right: whoever switches the rule on states it. */
  readonly limit: number | undefined;
  readonly minimum: number;
  readonly mode: 'drain' | 'freeze';
}
