import type { RuleConfig } from '../pricing/settings.js';
import type { Lang } from '../text/lang.js';
import { UNWAIVABLE } from '../pricing/unwaivable.js';

/** A rule as `saleguard rules --format json` prints it: words in one language, values as the policy has them in force. */
export function ruleJson(config: RuleConfig, lang: Lang): Readonly<Record<string, unknown>> {
  const { rule } = config;
  return {
    id: rule.id,
    kind: rule.kind,
    severities: rule.severities,
    protects: rule.protects[lang],
    formula: rule.formula,
    needs: rule.needs,
    stops: rule.stops.map(({ merchant, when, what }) => ({ merchant, when, what: what[lang] })),
    isWaivable: !UNWAIVABLE.has(rule.id),
    enabled: config.enabled,
    severityMax: config.severityMax,
    parameters: Object.entries(rule.parameters).map(([name, parameter]) => ({
      name,
      kind: parameter.kind,
      value: config.parameters[name],
      default: parameter.default,
      meaning: parameter.meaning[lang],
    })),
    overrides: config.overrides.map(({ parameters, ...override }) => ({ ...override, parameters })),
  };
}
