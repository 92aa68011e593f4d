import type { BreakerPolicy } from '../breaker/policy.js';
import type { ApprovalPolicy } from '../catalog/approval.js';
import { categoryPath } from '../catalog/category-path.js';
import type { CatalogFormat } from '../catalog/format.js';
import type { GuardPolicy } from '../catalog/guard-policy.js';
import { assert } from '../core/assert.js';
import { parseInstant } from '../core/clock.js';
import type { RemedyPolicy } from '../catalog/remedy-policy.js';
import type { CurrencyCode } from '../money/currency.js';
import { defineNumberFormat, type NumberFormat } from '../money/number-format.js';
import type { ExchangeRates } from '../pricing/facts.js';
import type { PriceRule } from '../pricing/rule.js';
import {
  defaultsOf,
  mergeParameters,
  type PricingPolicy,
  type RuleConfig,
  type RuleOverride,
} from '../pricing/settings.js';
import { approvalPolicyOf } from './policy-approvals.js';
import { breakerPolicyOf } from './policy-breaker.js';
import { BUILT_IN_AUDIT, BUILT_IN_CATALOG, type AuditPolicy } from './policy-defaults.js';
import { guardPolicyOf } from './policy-guard.js';
import { remedyPolicyOf } from './policy-remedy.js';
import {
  parametersOf,
  type RawCatalog,
  type RawExchangeRates,
  type RawNumbers,
  type RawOverride,
  type RawPolicy,
  type RawRule,
} from './raw-policy.js';

/** The sections of a policy with every value present. */
export interface PolicySections {
  readonly catalog: CatalogFormat;
  readonly pricing: PricingPolicy;
  readonly audit: AuditPolicy;
  /** Undefined where the policy has no such section: approvals are then not in use. */
  readonly approvals: ApprovalPolicy | undefined;
  readonly guard: GuardPolicy;
  readonly breaker: BreakerPolicy;
  /** Undefined where the policy has no such section: no plan can be made by it. */
  readonly remedy: RemedyPolicy | undefined;
}

/** Fills a checked policy up with defaults. */
export function sectionsOf(raw: RawPolicy, rules: readonly PriceRule[]): PolicySections {
  const catalog = catalogOf(raw.catalog ?? {});
  const rates = raw.pricing?.exchangeRates;
  return {
    catalog,
    pricing: {
      rules: rules.map((rule) =>
        ruleConfigOf(rule, raw.pricing?.rules?.[rule.id] ?? {}, catalog.categorySeparator),
      ),
      rates: rates === undefined ? undefined : ratesOf(rates),
    },
    audit: { failOn: raw.audit?.failOn ?? BUILT_IN_AUDIT.failOn, lang: raw.audit?.lang },
    // A section with nothing in it is a section: approvals are in use, and nobody's count yet.
    approvals: raw.approvals === undefined ? undefined : approvalPolicyOf(raw.approvals ?? {}),
    guard: guardPolicyOf(raw.guard ?? {}),
    breaker: breakerPolicyOf(raw.breaker ?? {}),
    remedy: raw.remedy === undefined ? undefined : remedyPolicyOf(raw.remedy),
  };
}

function catalogOf(raw: RawCatalog): CatalogFormat {
  const base = BUILT_IN_CATALOG;
  return {
    encoding: raw.encoding ?? base.encoding,
    preset: raw.preset ?? base.preset,
    columns: new Map(Object.entries(raw.columns ?? {})),
    currency: raw.currency,
    numbers: defineNumberFormat(numberFormatOf(raw.numbers ?? {})),
    timeZone: raw.timeZone,
    categorySeparator: raw.categorySeparator ?? base.categorySeparator,
    limits: {
      rowBytes: raw.limits?.rowBytes ?? base.limits.rowBytes,
      columnCount: raw.limits?.columnCount ?? base.limits.columnCount,
    },
  };
}

/** A number format as written, not checked yet. */
export function numberFormatOf(raw: RawNumbers): NumberFormat {
  const group = raw.groupSeparator ?? 'none';
  return {
    groupSeparator: group === 'none' ? undefined : group,
    decimalSeparator: raw.decimalSeparator ?? BUILT_IN_CATALOG.numbers.decimalSeparator,
    currencySigns: raw.currencySigns ?? [],
  };
}

function ratesOf(raw: RawExchangeRates): ExchangeRates {
  const asOf = parseInstant(raw.asOf);
  assert(asOf !== undefined, 'the schema lets only instants through');
  // The number nearest to the decimal: rates are compared with a tolerance of percents, never booked.
  const rates = Object.entries(raw.rates).map(
    ([code, rate]) => [code as CurrencyCode, Number(rate)] as const,
  );
  return { base: raw.base, asOf, rates: new Map(rates) };
}

function ruleConfigOf(rule: PriceRule, raw: RawRule, separator: string): RuleConfig {
  return {
    rule,
    enabled: raw.enabled ?? true,
    severityMax: raw.severityMax ?? 'block',
    parameters: mergeParameters(rule, defaultsOf(rule), parametersOf(rule, raw)),
    overrides: (raw.overrides ?? []).map((override) => overrideOf(rule, override, separator)),
  };
}

function overrideOf(rule: PriceRule, raw: RawOverride, separator: string): RuleOverride {
  return {
    category: raw.category === undefined ? undefined : categoryPath(raw.category, separator),
    priceList: raw.priceList,
    enabled: raw.enabled,
    severityMax: raw.severityMax,
    parameters: parametersOf(rule, raw),
  };
}
