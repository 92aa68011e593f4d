import { assert } from '../core/assert.js';
import { GuardError, isGuardError } from '../core/errors.js';
import { RULES } from '../pricing/rule-table.js';
import { SettingsIndex } from '../pricing/settings.js';
import { wrapText } from '../text/wrap.js';
import { loadPolicyText, type Policy } from '../wire/policy.js';
import { policyJson } from '../wire/policy-json.js';
import { readDocument } from '../wire/yaml-document.js';
import { mergeLimits, type PlainSection, type RuleLimits } from './merge-limits.js';
import { printYaml } from './print-yaml.js';

/** The policy that limits are put into. */
export interface BasePolicy {
  readonly policy: Policy;
  /** Text of its file; undefined for the built-in policy. */
  readonly text: string | undefined;
}

/** What a policy with learned limits is made of. */
export interface CalibratedPolicyInit {
  readonly base: BasePolicy;
  readonly learned: readonly RuleLimits[];
  /** Sentences before everything. */
  readonly head: readonly string[];
  /** Sentences before the limits of a rule for a category; undefined is the whole catalogue. */
  readonly evidenceOf: (ruleId: string, category: string | undefined) => readonly string[];
}

/** A policy as a file, and as it was read back from that very text. */
export interface CalibratedPolicy {
  readonly text: string;
  readonly policy: Policy;
}

/** Columns of a comment line. */
const WIDTH = 100;

/** What problems of the text written are reported in: their lines are not those of the base. */
const WRITTEN = 'the policy with them';

/** No price list of a policy: control characters are refused there. */
const NO_PRICE_LIST = '\u0000';

/**
 * Writes a policy with learned limits, and reads it back: what is returned gives exactly these limits for the categories
 * they were learned for, and leaves every other setting of the base as it was. Comments of the base do not survive.
 *
 * @throws GuardError `policy` when the base stands in the way: overrides with a child before its parent, or limits by hand
 * for a price list that contradict what was learned. The message says what to change.
 */
export function calibratedPolicy(init: CalibratedPolicyInit): CalibratedPolicy {
  const { base, learned } = init;
  const separator = base.policy.catalog.categorySeparator;
  const { document, placeOf } = mergeLimits(documentOf(base), learned, separator);
  const body = printYaml(document, (section) => {
    const place = placeOf.get(section);
    return place === undefined ? [] : init.evidenceOf(place.ruleId, place.category).flatMap(commentLines);
  });
  const head = init.head.flatMap(commentLines).map((line) => `# ${line}\n`);
  const text = `${head.join('')}${body}`;
  const policy = readBack(text, base);
  assert(
    withoutLimits(policy, learned) === withoutLimits(base.policy, learned),
    'calibration changes nothing but the limits it learned',
  );
  for (const one of learned) requireInForce(one, policy, base);
  return { text, policy };
}

function commentLines(sentence: string): string[] {
  return wrapText(sentence, { width: WIDTH, indent: 0 });
}

function documentOf({ text }: BasePolicy): PlainSection {
  if (text === undefined) return { version: 1 };
  return readDocument(text).value as PlainSection; // the caller's policy was read from this text: it is a section of keys
}

function readBack(text: string, base: BasePolicy): Policy {
  try {
    return loadPolicyText(text, { file: WRITTEN });
  } catch (error) {
    if (!isGuardError(error, 'policy')) throw error;
    const hint =
      'an override of a price list that sets one of the limits by hand may have to set the others, too';
    throw inTheWay(base, `${hint}\n${error.message}`);
  }
}

/** All a policy says but for the parameters that were learned, as text to compare. */
function withoutLimits(policy: Policy, learned: readonly RuleLimits[]): string {
  const parametersOf = new Map(learned.map(({ ruleId, parameters }) => [ruleId, parameters]));
  const rules = policy.pricing.rules.map((config) => {
    const parameters = parametersOf.get(config.rule.id) ?? [];
    const keep = <T>(values: Readonly<Record<string, T>>): Record<string, T> =>
      Object.fromEntries(Object.entries(values).filter(([name]) => !parameters.includes(name)));
    const overrides = config.overrides
      .map((one) => (one.priceList === undefined ? { ...one, parameters: keep(one.parameters) } : one))
      .filter(
        (one) =>
          parameters.length === 0 ||
          one.enabled !== undefined ||
          one.severityMax !== undefined ||
          Object.keys(one.parameters).length > 0,
      );
    return { ...config, parameters: keep(config.parameters), overrides };
  });
  return JSON.stringify(policyJson({ ...policy, pricing: { ...policy.pricing, rules } }));
}

/** Holds the policy that was read back to giving each scope its limits, and each price list those set by hand for it. */
function requireInForce(learned: RuleLimits, policy: Policy, base: BasePolicy): void {
  const position = RULES.findIndex(({ id }) => id === learned.ruleId);
  const settings = new SettingsIndex(policy.pricing);
  const before = new SettingsIndex(base.policy.pricing);
  for (const { category, limits } of learned.scopes) {
    const found = settings.settingsFor(category, NO_PRICE_LIST)[position]?.parameters;
    const hidden = limits.find(({ parameter, value }) => found?.[parameter] !== value);
    if (hidden !== undefined) {
      throw inTheWay(
        base,
        `an override further down takes ${hidden.parameter} of ${category ?? 'the whole catalogue'} back; put parents before their children in the overrides of ${learned.ruleId}`,
      );
    }
  }
  for (const own of base.policy.pricing.rules[position]?.overrides ?? []) {
    const { priceList, category } = own;
    if (priceList === undefined) continue;
    const names = learned.parameters.filter((name) => Object.hasOwn(own.parameters, name));
    for (const at of [category, ...learned.scopes.map((scope) => scope.category)]) {
      const now = settings.settingsFor(at, priceList)[position]?.parameters;
      const then = before.settingsFor(at, priceList)[position]?.parameters;
      const lost = names.find(
        (name) => then?.[name] === own.parameters[name] && now?.[name] !== then?.[name],
      );
      if (lost === undefined) continue;
      throw inTheWay(
        base,
        `${lost} for price list ${priceList} would no longer hold in ${at ?? 'the whole catalogue'}; put overrides of price lists behind those of categories in ${learned.ruleId}`,
      );
    }
  }
}

function inTheWay(base: BasePolicy, why: string): GuardError {
  return new GuardError({
    code: 'policy',
    message: `the learned limits cannot be put into ${base.policy.source}: ${why}`,
    data: { file: base.policy.source },
  });
}
