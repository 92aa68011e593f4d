/**
 * wire: policies and reports as text, checked and turned into domain values and back.
 * May import the pure rooms, zod and yaml. Invariant: what leaves this room is complete and valid; no I/O, no rules.
 */
import type { BreakerPolicy } from '../breaker/policy.js';
import type { ApprovalPolicy } from '../catalog/approval.js';
import type { CatalogFormat } from '../catalog/format.js';
import type { GuardPolicy } from '../catalog/guard-policy.js';
import type { RemedyPolicy } from '../catalog/remedy-policy.js';
import { defineNumberFormat } from '../money/number-format.js';
import { RULES } from '../pricing/rule-table.js';
import type { PriceRule } from '../pricing/rule.js';
import type { PricingPolicy, RuleConfig } from '../pricing/settings.js';
import { frozenApprovals } from './policy-approvals.js';
import { frozenBreaker } from './policy-breaker.js';
import type { AuditPolicy } from './policy-defaults.js';
import { sectionsOf, type PolicySections } from './policy-domain.js';
import { frozenGuard } from './policy-guard.js';
import { policyHash } from './policy-json.js';
import { readPolicySections } from './policy-reader.js';
import { frozenRemedy } from './policy-remedy.js';

export type { AuditPolicy, FailOn } from './policy-defaults.js';

/** The shop's configuration of all rules and limits: every field present, frozen. */
export interface Policy {
  /** The file as named by the caller, or `built-in defaults`. */
  readonly source: string;
  /**
   * SHA-256, hex, over the canonical JSON of all values with defaults filled in; the source is left out. It does not
   * depend on comments, key order, YAML or JSON, or on whether a default is written down.
   */
  readonly hash: string;
  readonly catalog: CatalogFormat;
  readonly pricing: PricingPolicy;
  readonly audit: AuditPolicy;
  /** Whose signatures count; undefined where the policy has no such section, and approvals are not in use. */
  readonly approvals: ApprovalPolicy | undefined;
  /** What a checkout does with orders, and what they are judged by. */
  readonly guard: GuardPolicy;
  /** When a sale stops itself. */
  readonly breaker: BreakerPolicy;
  /** What customers are given after an incident; undefined where the policy has no such section, and no plan can be made by it. */
  readonly remedy: RemedyPolicy | undefined;
}

/** {@link Policy.source} of the policy that no file gave. */
export const BUILT_IN_SOURCE = 'built-in defaults';

/**
 * Reads a policy from the text of a YAML or JSON file.
 *
 * @param options.file name of the file, for messages and {@link Policy.source}.
 * @throws GuardError `policy` naming every problem of the file with its line, what was got, what was expected, and for a
 * mistyped name the nearest one.
 * @example
 * ```ts
 * const policy = loadPolicyText('version: 1\ncatalog:\n  currency: KRW\n', { file: 'saleguard.policy.yaml' });
 * ```
 */
export function loadPolicyText(text: string, options: { readonly file: string }): Policy {
  return loadPolicyTextFor(RULES, text, options);
}

/** {@link loadPolicyText} for another table of rules. */
export function loadPolicyTextFor(
  rules: readonly PriceRule[],
  text: string,
  options: { readonly file: string },
): Policy {
  return makePolicy(options.file, readPolicySections(text, options.file, rules));
}

/** The policy of a shop that has written none: every rule on, at its defaults. */
export function builtInPolicy(): Policy {
  return makePolicy(BUILT_IN_SOURCE, sectionsOf({ version: 1 }, RULES));
}

/**
 * The same policy for catalogues that are written in another way, as flags of a command line say: what is judged depends on
 * it, so it is in the hash. A format that says the same gives the same hash.
 *
 * @throws GuardError `invalid-argument` for a number format that `defineNumberFormat` refuses.
 */
export function withCatalog(policy: Policy, format: CatalogFormat): Policy {
  const { source, pricing, audit, approvals, guard, breaker, remedy } = policy;
  const catalog = { ...format, numbers: defineNumberFormat(format.numbers) };
  return makePolicy(source, { catalog, pricing, audit, approvals, guard, breaker, remedy });
}

function makePolicy(source: string, sections: PolicySections): Policy {
  const { catalog, pricing, audit, approvals, guard, breaker, remedy } = sections;
  return Object.freeze({
    source,
    hash: policyHash(sections),
    catalog: Object.freeze({ ...catalog, limits: Object.freeze({ ...catalog.limits }) }),
    pricing: Object.freeze({
      rules: Object.freeze(pricing.rules.map(frozenConfig)),
      rates: pricing.rates === undefined ? undefined : Object.freeze({ ...pricing.rates }),
    }),
    audit: Object.freeze({ ...audit }),
    approvals: approvals === undefined ? undefined : frozenApprovals(approvals),
    guard: frozenGuard(guard),
    breaker: frozenBreaker(breaker),
    remedy: remedy === undefined ? undefined : frozenRemedy(remedy),
  });
}

function frozenConfig(config: RuleConfig): RuleConfig {
  const overrides = config.overrides.map((override) =>
    Object.freeze({ ...override, parameters: deepFrozen(override.parameters) }),
  );
  return Object.freeze({
    ...config,
    parameters: deepFrozen(config.parameters),
    overrides: Object.freeze(overrides),
  });
}

/** A frozen copy of plain data. */
function deepFrozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  const copy: unknown = Array.isArray(value)
    ? value.map(deepFrozen)
    : Object.fromEntries(Object.entries(value).map(([key, member]) => [key, deepFrozen<unknown>(member)]));
  return Object.freeze(copy) as T; // the same data, member by member
}
