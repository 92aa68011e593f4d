import { severityRank, type Severity } from '../catalog/finding.js';
import type { Offer } from '../catalog/offer.js';
import type { WorstStack } from '../catalog/promotion.js';
import type { Facts, OfferPromotions, TrippedRule } from '../pricing/facts.js';
import { NOT_JUDGED } from '../pricing/rule.js';
import type { PromotionIndex } from '../promotions/promotion-index.js';
import type { PromotionSet } from '../promotions/promotion-set.js';
import { capped } from './make-finding.js';
import type { ActiveRule, Plan } from './rule-tally.js';

/** An offer at another price. */
type PaidOffer = { -readonly [K in keyof Offer]: Offer[K] };

/** The promotions as they bear on the row being judged: one object, turned to each row in its turn. */
export class PromotionFacts implements OfferPromotions {
  readonly #index: PromotionIndex;
  readonly #facts: Facts;
  #offer: Offer | undefined;
  #plan: Plan | undefined;
  #set: PromotionSet | undefined;
  /** Of orders of up to so many units as the plan says; undefined until it is asked for. */
  #worst: WorstStack | undefined;
  /** The offer at the price that was judged last; undefined until one is. */
  #paid: PaidOffer | undefined;

  constructor(index: PromotionIndex, facts: Facts) {
    this.#index = index;
    this.#facts = facts;
  }

  /** Turns to a row, judged by `plan`. */
  look(offer: Offer, plan: Plan): void {
    this.#offer = offer;
    this.#plan = plan;
    this.#set = this.#index.setFor(offer);
    this.#worst = undefined;
    this.#paid = undefined;
  }

  worst(quantityMax: number): WorstStack | undefined {
    const set = this.#set;
    if (this.#offer === undefined || set === undefined) return undefined;
    if (quantityMax !== this.#plan?.quantityMax) return set.worst(this.#offer.priceMinor, quantityMax);
    return (this.#worst ??= set.worst(this.#offer.priceMinor, quantityMax));
  }

  least(): number | undefined {
    return this.#offer === undefined ? undefined : this.#set?.least(this.#offer.priceMinor);
  }

  /** The lowest payable price of the row by the setting of `worst-stack`; the built-in one where that rule is off. */
  floor(): number | undefined {
    return this.#plan === undefined ? undefined : this.worst(this.#plan.quantityMax)?.payableMinor;
  }

  unknownRefs(): readonly string[] {
    return this.#offer === undefined ? [] : this.#index.unknownRefs(this.#offer);
  }

  rulesAt(payableMinor: number): readonly TrippedRule[] {
    const offer = this.#offer;
    const rules = this.#plan?.payableRules ?? [];
    if (offer === undefined || rules.length === 0) return [];
    // No rule keeps an offer: one copy serves every price of the row that is asked about.
    const paid = (this.#paid ??= { ...offer });
    paid.priceMinor = payableMinor;
    const tripped: TrippedRule[] = [];
    for (const active of rules) {
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
