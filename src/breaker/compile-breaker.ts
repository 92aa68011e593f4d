import { assert } from '../core/assert.js';
import { TRIP_SCOPES, type TripRule, type TripScope } from '../catalog/trip.js';
import type { BreakerRule } from './breaker-rule.js';
import { BREAKER_RULE_TABLE } from './breaker-rules.js';
import { BREAKER_RULES, type BreakerPolicy, type BreakerRuleId, type BreakerSetting } from './policy.js';

/**
 * What a store is opened with: one counter rule for each breaker rule that is on and each scope it watches. Its id says both,
 * such as `velocity.sku`. In the order of the rules, and of the scopes from the whole sale down.
 *
 * @example
 * await stock.open({ allotments, tripRules: compileBreaker(policy.breaker) });
 */
export function compileBreaker(policy: BreakerPolicy): readonly TripRule[] {
  return policy.rules.flatMap((setting) => {
    if (!setting.isOn) return [];
    const rule = BREAKER_RULE_TABLE.find(({ id }) => id === setting.rule);
    assert(rule !== undefined, `there is no breaker rule ${setting.rule}`);
    return TRIP_SCOPES.filter((scope) => setting.scopes.includes(scope)).map((scope) =>
      compiled(rule, setting, scope),
    );
  });
}

function compiled(rule: BreakerRule, setting: BreakerSetting, scope: TripScope): TripRule {
  const { measure, events, of } = rule;
  const { windowMs, minimum, mode } = setting;
  const limit = rule.limitOf?.(setting.limit) ?? setting.limit;
  return { id: `${rule.id}.${scope}`, measure, events, of, scope, windowMs, limit, minimum, mode };
}

/** Which breaker rule a trip rule was compiled from; undefined for one that is built into the store, or of another maker. */
export function breakerRuleOf(tripRuleId: string): BreakerRuleId | undefined {
  const dot = tripRuleId.lastIndexOf('.');
  const name = tripRuleId.slice(0, dot);
  const isScope = TRIP_SCOPES.some((scope) => scope === tripRuleId.slice(dot + 1));
  return isScope ? BREAKER_RULES.find((id) => id === name) : undefined;
}
