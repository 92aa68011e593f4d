import type { ParameterValue } from '../pricing/parameters.js';
import type { RuleConfig } from '../pricing/settings.js';
import { canonicalJson } from '../seal/canonical-json.js';

/** True when a policy has set anything of a rule to something else than its default. */
export function isChanged(config: RuleConfig): boolean {
  const { enabled, severityMax, overrides } = config;
  return (
    !enabled ||
    severityMax !== 'block' ||
    overrides.length > 0 ||
    Object.keys(changedParameters(config)).length > 0
  );
}

/** The parameters of a rule that are not at their default. */
export function changedParameters(config: RuleConfig): Readonly<Record<string, ParameterValue>> {
  const changed = Object.entries(config.parameters).filter(
    ([name, value]) => canonicalJson(value) !== canonicalJson(config.rule.parameters[name]?.default ?? null),
  );
  return Object.fromEntries(changed);
}
