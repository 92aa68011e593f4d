import type { ApologyPolicy } from '../catalog/remedy-policy.js';
import { offerTo } from '../remedy/offers.js';
import type { PlanRecord } from '../remedy/plan.js';

/** Customers of several tiers who are waited for at a time: far more than any shop has. */
const WAITING_MAX = 1_000_000;

/**
 * Holds the coupons of a plan against the tiers of its orders while they pass: only a tier that the policy names is told apart, and
 * nobody gets the coupon of a tier without a cancelled order of it. The coupon stands in the first of a customer's cancelled orders, so
 * that the order that speaks for it is the same one or comes later.
 */
export class PlanTierCheck {
  /** Customers whose coupon is of another tier than the order it stands in -> that tier. */
  readonly #waiting = new Map<string, string | undefined>();

  /** Takes the next record by id: what is wrong with it, or undefined. */
  take({ customer, tier, coupon, lines }: PlanRecord, apology: ApologyPolicy): string | undefined {
    const isKnown = (one: string | undefined): boolean => offerTo(apology, one).tier === one;
    if (!isKnown(tier) || !isKnown(coupon?.tier))
      return 'is of a tier for which the policy of the plan says nothing';
    if (coupon !== undefined && coupon.tier !== tier) {
      this.#waiting.set(customer, coupon.tier);
      return this.#waiting.size > WAITING_MAX ? 'is of too many customers of several tiers' : undefined;
    }
    if (this.#waiting.size === 0 || !this.#waiting.has(customer)) return undefined;
    const isCancelled = lines.some(({ cancelledUnits }) => cancelledUnits > 0);
    if (isCancelled && this.#waiting.get(customer) === tier) this.#waiting.delete(customer);
    return undefined;
  }

  /** After the last record: what is still wrong, or undefined. */
  end(): string | undefined {
    if (this.#waiting.size === 0) return undefined;
    return 'ends a plan that grants a customer the coupon of a tier of which no cancelled order of theirs is';
  }
}
