import type { CatalogFormat } from '../catalog/format.js';
import type { ExchangeRates } from '../pricing/facts.js';
import type { AmountByCurrency, ParameterValue } from '../pricing/parameters.js';
import type { PriceRule } from '../pricing/rule.js';
import type { RuleConfig, RuleOverride } from '../pricing/settings.js';
import { canonicalJson } from '../seal/canonical-json.js';
import { sha256Hex } from '../seal/digest.js';
import { canonicalAmounts } from './parameter-field.js';
import { approvalsJson } from './policy-approvals.js';
import { breakerJson } from './policy-breaker.js';
import type { PolicySections } from './policy-domain.js';
import { remedyJson } from './policy-remedy.js';
import { guardJson } from './policy-guard.js';

/** A policy as plain JSON with every default filled in: what its hash is taken over. */
export type PolicyJson = Readonly<Record<string, unknown>>;

/** SHA-256 of the canonical JSON of a whole policy, hex. Two files with the same meaning have the same hash. */
export function policyHash(policy: PolicySections): string {
  return sha256Hex(canonicalJson(policyJson(policy)));
}

/** A policy as plain JSON with every default filled in. What has no value is left out. */
export function policyJson(policy: PolicySections): PolicyJson {
  const { rules, rates } = policy.pricing;
  const { approvals, remedy } = policy;
  return defined({
    version: 1,
    catalog: catalogJson(policy.catalog),
    pricing: defined({
      exchangeRates: rates === undefined ? undefined : ratesJson(rates),
      rules: Object.fromEntries(rules.map((config) => [config.rule.id, ruleJson(config)])),
    }),
    audit: defined({ ...policy.audit }),
    approvals: approvals === undefined ? undefined : approvalsJson(approvals),
    guard: guardJson(policy.guard),
    breaker: breakerJson(policy.breaker),
    remedy: remedy === undefined ? undefined : remedyJson(remedy),
  });
}

function catalogJson(catalog: CatalogFormat): PolicyJson {
  const { columns, numbers, limits, ...rest } = catalog;
  return defined({
    ...rest,
    columns: Object.fromEntries(columns),
    // Signs are a set: the longest match wins, whatever their order.
    numbers: defined({ ...numbers, currencySigns: [...new Set(numbers.currencySigns)].sort() }),
    limits: { ...limits },
  });
}

function ratesJson({ base, asOf, rates }: ExchangeRates): PolicyJson {
  return { base, asOf: new Date(asOf).toISOString(), rates: Object.fromEntries(rates) };
}

function ruleJson(config: RuleConfig): PolicyJson {
  return {
    enabled: config.enabled,
    severityMax: config.severityMax,
    ...parametersJson(config.rule, config.parameters),
    overrides: config.overrides.map((override) => overrideJson(config.rule, override)),
  };
}

function overrideJson(rule: PriceRule, override: RuleOverride): PolicyJson {
  const { parameters, ...rest } = override;
  return defined({ ...rest, ...parametersJson(rule, parameters) });
}

function parametersJson(rule: PriceRule, values: Readonly<Record<string, ParameterValue>>): PolicyJson {
  const entries = Object.entries(values).map(([name, value]): [string, ParameterValue] => {
    const isAmounts = rule.parameters[name]?.kind === 'amounts';
    return [name, isAmounts ? canonicalAmounts(value as AmountByCurrency) : value]; // the kind says what it is
  });
  return Object.fromEntries(entries);
}

/** Without the keys that have no value: JSON has no `undefined`. */
function defined(values: Readonly<Record<string, unknown>>): PolicyJson {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
