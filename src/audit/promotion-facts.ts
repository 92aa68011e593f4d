import { severityRank, type Severity } from '../catalog/finding.js';
import { assert } from '../core/assert.js';
import type { Offer } from '../catalog/offer.js';
import type { WorstStack } from '../catalog/promotion.js';
import type { Facts, OfferPromotions, TrippedRule } from '../pricing/facts.js';
import { NOT_JUDGED } from '../pricing/rule.js';
import { worstStack } from '../pricing/rules/worst-stack.js';
import { defaultsOf } from '../pricing/settings.js';
import type { PromotionIndex } from '../promotions/promotion-index.js';
import type { PromotionSet } from '../promotions/promotion-set.js';
import { capped } from './make-finding.js';
import type { ActiveRule, Plan } from './rule-tally.js';

/** The promotions as they bear on the row being judged: one object, turned to each row in its turn. */
export class PromotionFacts implements OfferPromotions {
  readonly #index: PromotionIndex;
  readonly #facts: Facts;
  #offer: Offer | undefined;
  #plan: Plan | undefined;
  #set: PromotionSet | undefined;

  constructor(index: PromotionIndex, facts: Facts) {
    this.#index = index;
    this.#facts = facts;
  }

  /** Turns to a row, judged by `plan`. */
  look(offer: Offer, plan: Plan): void {
    this.#offer = offer;
    this.#plan = plan;
    this.#set = this.#index.setFor(offer);
  }

  worst(quantityMax: number): WorstStack | undefined {
    return this.#offer === undefined ? undefined : this.#set?.worst(this.#offer.priceMinor, quantityMax);
  }

  least(): number | undefined {
    return this.#offer === undefined ? undefined : this.#set?.least(this.#offer.priceMinor);
  }

  /** The lowest payable price of the row by the setting of `worst-stack`; the built-in one where that rule is off. */
  floor(): number | undefined {
    const setting = this.#plan?.active.find(({ rule }) => rule.id === worstStack.id)?.parameters;
    const quantityMax = (setting ?? defaultsOf(worstStack))['quantityMax'];
    assert(typeof quantityMax === 'number', 'quantityMax is a number parameter of worst-stack');
    return this.worst(quantityMax)?.payableMinor;
  }

  unknownRefs(): readonly string[] {
    return this.#offer === undefined ? [] : this.#index.unknownRefs(this.#offer);
  }

  rulesAt(payableMinor: number): readonly TrippedRule[] {
    const offer = this.#offer;
    if (offer === undefined || this.#plan === undefined) return [];
    const paid = { ...offer, priceMinor: payableMinor };
    const tripped: TrippedRule[] = [];
    for (const active of this.#plan.active) {
      if (active.rule.judgesPayable !== true) continue;
      const severity = this.#severityOf(active, paid);
      if (severity === undefined) continue;
      const offered = this.#severityOf(active, offer);
      if (offered !== undefined && severityRank(offered) <= severityRank(severity)) continue;
      tripped.push({ ruleId: active.rule.id, severity });
    }
    return tripped.sort((left, right) => severityRank(left.severity) - severityRank(right.severity));
  }

  #severityOf(active: ActiveRule, offer: Offer): Severity | undefined {
    const answer = active.rule.judge(offer, this.#facts, active.parameters);
    if (answer === undefined || answer === NOT_JUDGED) return undefined;
    return capped(answer.severity, active.severityMax);
  }
}
