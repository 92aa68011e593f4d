import type { BreakerRule } from '../breaker/breaker-rule.js';
import { BREAKER_RULE_TABLE } from '../breaker/breaker-rules.js';
import { builtInSetting, DEEP_FROM_BPS } from '../breaker/built-in-policy.js';
import type { BreakerPolicy, BreakerSetting } from '../breaker/policy.js';
import { TRIP_SCOPES } from '../catalog/trip.js';
import type { CheckProblem } from './problem.js';
import type { RawBreaker, RawBreakerRule } from './raw-policy.js';

const SECOND_MS = 1_000;

/** The section with every value present. */
export function breakerPolicyOf(raw: RawBreaker): BreakerPolicy {
  return {
    rules: BREAKER_RULE_TABLE.map((rule) => settingOf(rule, raw.rules?.[rule.id] ?? {})),
    deepFromBps: raw.deepFromBps ?? DEEP_FROM_BPS,
  };
}

function settingOf(rule: BreakerRule, raw: RawBreakerRule): BreakerSetting {
  const byDefault = builtInSetting(rule);
  const { scopes = byDefault.scopes, windowSeconds } = raw;
  return {
    rule: rule.id,
    isOn: raw.enabled ?? byDefault.isOn,
    // A list of scopes is a set: in one order, so that it has one hash.
    scopes: TRIP_SCOPES.filter((scope) => scopes.includes(scope)),
    windowMs: windowSeconds === undefined ? byDefault.windowMs : windowSeconds * SECOND_MS,
    limit: raw.limit ?? byDefault.limit,
    minimum: raw.minimum ?? byDefault.minimum,
    mode: raw.mode ?? byDefault.mode,
  };
}

/** What is wrong with the section although each value alone is right. */
export function checkBreaker(raw: RawBreaker): CheckProblem[] {
  return BREAKER_RULE_TABLE.flatMap((rule) => {
    const written = raw.rules?.[rule.id];
    const isOn = written?.enabled ?? rule.defaults.isOn;
    if (!isOn || rule.defaults.limit !== undefined || written?.limit !== undefined) return [];
    const message = `${rule.id} is on and states no limit: write how many orders a window may expect, such as limit: 300`;
    return [
      {
        path: ['breaker', 'rules', rule.id, 'enabled'],
        message,
        comparesWith: ['breaker', 'rules', rule.id],
      },
    ];
  });
}

/** The section as plain JSON, as its hash is taken. */
export function breakerJson({ rules, deepFromBps }: BreakerPolicy): Readonly<Record<string, unknown>> {
  return {
    deepFromBps,
    rules: Object.fromEntries(rules.map((setting) => [setting.rule, settingJson(setting)])),
  };
}

function settingJson(setting: BreakerSetting): Readonly<Record<string, unknown>> {
  const { rule, isOn, scopes, windowMs, limit, minimum, mode } = setting;
  const table = BREAKER_RULE_TABLE.find(({ id }) => id === rule);
  // A rule that is off and was never given a limit has none.
  const isStated = table?.defaults.limit !== undefined || limit !== 0;
  return {
    enabled: isOn,
    scopes: [...scopes],
    windowSeconds: windowMs / SECOND_MS,
    ...(isStated ? { limit } : {}),
    minimum,
    mode,
  };
}

/** A frozen copy. */
export function frozenBreaker({ rules, deepFromBps }: BreakerPolicy): BreakerPolicy {
  const frozen = rules.map((setting) =>
    Object.freeze({ ...setting, scopes: Object.freeze([...setting.scopes]) }),
  );
  return Object.freeze({ rules: Object.freeze(frozen), deepFromBps });
}
