import type { BreakerRule } from './breaker-rule.js';
import { BREAKER_RULE_TABLE } from './breaker-rules.js';
import type { BreakerPolicy, BreakerSetting } from './policy.js';

/** From 30 % below the reference on an order counts as deep: what a wrong price is, and an everyday price is not. */
export const DEEP_FROM_BPS = 3_000;

/** The setting of a rule that a policy does not name. */
export function builtInSetting({ id, defaults }: BreakerRule): BreakerSetting {
  const { isOn, scopes, windowMs, limit = 0, minimum, mode } = defaults;
  return { rule: id, isOn, scopes, windowMs, limit, minimum, mode };
}

/** What a policy without a section on breakers says. */
export const BUILT_IN_BREAKER: BreakerPolicy = {
  rules: BREAKER_RULE_TABLE.map(builtInSetting),
  deepFromBps: DEEP_FROM_BPS,
};
