import { isInCategory } from '../catalog/category-path.js';
import type { Severity } from '../catalog/finding.js';
import type { ExchangeRates } from './facts.js';
import type { AmountByCurrency, ParameterValue } from './parameters.js';
import type { PriceRule } from './rule.js';
import { RULES } from './rule-table.js';

/** How one rule judges one row: on or off, how severe it may be, and its parameters. */
export interface RuleSetting {
  readonly rule: PriceRule;
  readonly enabled: boolean;
  /** Findings worse than this are lowered to it. */
  readonly severityMax: Severity;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
}

/** A change of a rule's setting for a category (and all below it), a price list, or both. */
export interface RuleOverride {
  readonly category: string | undefined;
  readonly priceList: string | undefined;
  readonly enabled: boolean | undefined;
  readonly severityMax: Severity | undefined;
  /** Only the parameters it changes. */
  readonly parameters: Readonly<Record<string, ParameterValue>>;
}

/** A rule of the policy: how it judges by default, and where it judges otherwise. */
export interface RuleConfig extends RuleSetting {
  /** Applied in order: a later match wins. */
  readonly overrides: readonly RuleOverride[];
}

/** The pricing section of a policy. */
export interface PricingPolicy {
  /** One entry for every rule of the table, in its order. */
  readonly rules: readonly RuleConfig[];
  readonly rates: ExchangeRates | undefined;
}

/** Every rule on, with its default parameters. */
export function defaultPricingPolicy(): PricingPolicy {
  return {
    rules: RULES.map((rule) => ({
      rule,
      enabled: true,
      severityMax: 'block',
      parameters: defaultsOf(rule),
      overrides: [],
    })),
    rates: undefined,
  };
}

/** Default value of every parameter of a rule. */
export function defaultsOf(rule: PriceRule): Readonly<Record<string, ParameterValue>> {
  return Object.fromEntries(
    Object.entries(rule.parameters).map(([name, parameter]) => [name, parameter.default]),
  );
}

/** Finds the settings of a row by its category and price list; each distinct pair is resolved once. */
export class SettingsIndex {
  readonly #configs: readonly RuleConfig[];
  readonly #byPriceList = new Map<string, Map<string, readonly RuleSetting[]>>();
  readonly #hasOverrides: boolean;
  readonly #base: readonly RuleSetting[];

  constructor(policy: PricingPolicy) {
    this.#configs = policy.rules;
    this.#hasOverrides = policy.rules.some((config) => config.overrides.length > 0);
    this.#base = policy.rules;
  }

  /** Settings in the order of the rule table. */
  settingsFor(category: string | undefined, priceList: string): readonly RuleSetting[] {
    if (!this.#hasOverrides) return this.#base;
    let byCategory = this.#byPriceList.get(priceList);
    if (byCategory === undefined)
      this.#byPriceList.set(priceList, (byCategory = new Map<string, readonly RuleSetting[]>()));
    let settings = byCategory.get(category ?? '');
    if (settings === undefined) {
      settings = this.#configs.map((config) => resolve(config, category, priceList));
      byCategory.set(category ?? '', settings);
    }
    return settings;
  }
}

function resolve(config: RuleConfig, category: string | undefined, priceList: string): RuleSetting {
  let setting: RuleSetting = config;
  for (const override of config.overrides) {
    if (!matches(override, category, priceList)) continue;
    setting = {
      rule: config.rule,
      enabled: override.enabled ?? setting.enabled,
      severityMax: override.severityMax ?? setting.severityMax,
      parameters: mergeParameters(config.rule, setting.parameters, override.parameters),
    };
  }
  return setting;
}

function matches(override: RuleOverride, category: string | undefined, priceList: string): boolean {
  if (override.priceList !== undefined && override.priceList !== priceList) return false;
  return override.category === undefined || isInCategory(category, override.category);
}

type ParameterValues = Readonly<Record<string, ParameterValue>>;

/**
 * Parameters with `changes` on top. Amounts are merged by currency: raising the floor in KRW must not take away the one
 * in USD.
 */
export function mergeParameters(
  rule: PriceRule,
  base: ParameterValues,
  changes: ParameterValues,
): ParameterValues {
  const merged: Record<string, ParameterValue> = { ...base };
  for (const [name, value] of Object.entries(changes)) {
    const before = base[name];
    const isTable = rule.parameters[name]?.kind === 'amounts' && isAmounts(before) && isAmounts(value);
    merged[name] = isTable ? { ...before, ...value } : value;
  }
  return merged;
}

function isAmounts(value: ParameterValue | undefined): value is AmountByCurrency {
  return typeof value === 'object' && !Array.isArray(value);
}
