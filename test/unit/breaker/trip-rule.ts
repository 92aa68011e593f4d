import type { RaisedScope } from '../../../src/breaker/rule-counter.js';
import type { CountedEffect, PassedRule, TripCounters } from '../../../src/breaker/trip-counters.js';
import type { TripRule } from '../../../src/catalog/trip.js';

/** A rule that counts reservations of the whole sale over ten seconds, and trips above three, unless told. */
export function ruleOf(init: Partial<TripRule> = {}): TripRule {
  return {
    id: 'reserved.sale',
    measure: 'count',
    events: ['reserved'],
    of: [],
    scope: 'sale',
    windowMs: 10_000,
    limit: 3,
    minimum: 0,
    mode: 'drain',
    ...init,
  };
}

/** An effect in one scope: a reservation of the whole sale, unless told. */
export function effectOf(init: Partial<RaisedScope> = {}): CountedEffect {
  return { scopes: [scopeOf(init)], spent: undefined };
}

export function scopeOf(init: Partial<RaisedScope> = {}): RaisedScope {
  return { scope: 'sale', events: ['reserved'], values: [], buyer: undefined, units: 0, ...init };
}

/** What `times` equal effects at one instant lead to: the limits that the last of them passes. */
export function raiseTimes(
  counters: TripCounters,
  times: number,
  at: { readonly now: number; readonly effect: CountedEffect },
): readonly PassedRule[] {
  let passed: readonly PassedRule[] = [];
  for (let index = 0; index < times; index++) passed = counters.raise(at.now, at.effect);
  return passed;
}
