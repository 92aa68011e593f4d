import type { Severity } from '../catalog/finding.js';
import { assert } from '../core/assert.js';
import type { ParameterValue } from '../pricing/parameters.js';
import type { OfferRule } from '../pricing/rule.js';
import { RULES } from '../pricing/rule-table.js';
import { worstStack } from '../pricing/rules/worst-stack.js';
import { defaultsOf, type RuleSetting, type SettingsIndex } from '../pricing/settings.js';

/** One offer rule as it runs on the rows that share its settings. */
export interface ActiveRule {
  /** Position in the rule table. */
  readonly position: number;
  readonly rule: OfferRule;
  readonly severityMax: Severity;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  notJudgedCount: number;
}

/** The offer rules switched on for the rows of one setting, and how many such rows were judged. */
export interface Plan {
  readonly active: readonly ActiveRule[];
  /** Those of `active` whose answer may depend on peers. */
  readonly peerRules: readonly ActiveRule[];
  /** Those of `active` that also judge the payable price. */
  readonly payableRules: readonly ActiveRule[];
  /** Units of an order up to which `worst-stack` looks at rows; its default where that rule is off. */
  readonly quantityMax: number;
  rowCount: number;
}

/** What one rule did over the batch. */
export interface RuleCount {
  readonly judged: number;
  readonly notJudged: number;
  readonly off: number;
}

/** Turns settings into plans, once for each distinct one, and counts what each rule could judge. */
export class RuleTally {
  readonly #settings: SettingsIndex;
  readonly #plans = new Map<readonly RuleSetting[], Plan>();
  #lastSettings: readonly RuleSetting[] | undefined = undefined;
  #lastPlan: Plan = planOf([]);

  constructor(settings: SettingsIndex) {
    this.#settings = settings;
  }

  /** The plan of a row's category and price list. */
  planFor(category: string | undefined, priceList: string): Plan {
    const settings = this.#settings.settingsFor(category, priceList);
    if (settings === this.#lastSettings) return this.#lastPlan;
    let plan = this.#plans.get(settings);
    if (plan === undefined) this.#plans.set(settings, (plan = planOf(settings)));
    this.#lastSettings = settings;
    this.#lastPlan = plan;
    return plan;
  }

  /** Counts of one offer rule by its position in the table. */
  countOf(position: number): RuleCount {
    let judged = 0;
    let notJudged = 0;
    let off = 0;
    for (const plan of this.#plans.values()) {
      const active = plan.active.find((candidate) => candidate.position === position);
      if (active === undefined) off += plan.rowCount;
      else {
        notJudged += active.notJudgedCount;
        judged += plan.rowCount - active.notJudgedCount;
      }
    }
    return { judged, notJudged, off };
  }
}

function planOf(settings: readonly RuleSetting[]): Plan {
  const active: ActiveRule[] = [];
  for (const setting of settings) {
    if (!setting.enabled || setting.rule.kind !== 'offer') continue;
    active.push({
      position: RULES.indexOf(setting.rule),
      rule: setting.rule,
      severityMax: setting.severityMax,
      parameters: setting.parameters,
      notJudgedCount: 0,
    });
  }
  const peerRules = active.filter(({ rule }) => rule.usesPeers !== undefined);
  const payableRules = active.filter(({ rule }) => rule.judgesPayable === true);
  return { active, peerRules, payableRules, quantityMax: quantityMaxOf(active), rowCount: 0 };
}

function quantityMaxOf(active: readonly ActiveRule[]): number {
  const setting = active.find(({ rule }) => rule === worstStack)?.parameters ?? defaultsOf(worstStack);
  const quantityMax = setting['quantityMax'];
  assert(typeof quantityMax === 'number', 'quantityMax is a number parameter of worst-stack');
  return quantityMax;
}
