import type { Draft, Template } from './promotion-draft.js';

/** Terms of an amount off: the amount and the minimum spend, in whole won or dollars. */
export type Rung = readonly [amount: number, minimum: number];

/** An amount off from a minimum on, one a customer, with a count and mostly a budget that pays for it. */
export function amountCoupon(rungs: readonly Rung[], group: string): Template {
  return (draft) => {
    const [amount, minimum] = draft.random.pick(rungs);
    const amountMinor = draft.money(amount);
    draft.add({
      id: draft.id('coupon'),
      kind: 'fixed',
      amountMinor,
      per: 'order',
      minSpendMinor: draft.money(minimum),
      isCoupon: true,
      group,
      ...counted(draft, amountMinor),
      ...draft.weeks(1 + draft.random.below(3)),
    });
  };
}

/** What a percent coupon may say. */
export interface PercentCouponTerms {
  readonly kind: string;
  readonly percents: readonly number[];
  readonly caps: readonly number[];
  readonly minimums: readonly number[];
  readonly group: string | undefined;
  /** Share of these coupons that state no cap, and that state no minimum. */
  readonly capless: number;
  readonly minimumless: number;
  /** Share that holds for a few brands only. */
  readonly branded: number;
}

/** A percentage off with a cap and a minimum, as far as its terms state them. */
export function percentCoupon(terms: PercentCouponTerms): Template {
  return (draft) => {
    const capMinor = draft.chance(terms.capless) ? undefined : draft.money(draft.random.pick(terms.caps));
    const minSpendMinor = draft.chance(terms.minimumless)
      ? undefined
      : draft.money(draft.random.pick(terms.minimums));
    const scope = draft.chance(terms.branded) ? draft.brands() : undefined;
    draft.add({
      id: draft.id(terms.kind),
      kind: 'percent',
      rateBps: draft.random.pick(terms.percents) * 100,
      capMinor,
      minSpendMinor,
      isCoupon: true,
      group: terms.group,
      ...(scope === undefined ? {} : { scope }),
      ...(capMinor === undefined ? { perCustomerMax: 1 } : counted(draft, capMinor)),
      ...draft.weeks(1 + draft.random.below(3)),
    });
  };
}

/** A code that combines with nothing else. */
export function exclusiveCode(
  percents: readonly number[],
  caps: readonly number[],
  minimum: number,
): Template {
  return (draft) => {
    draft.add({
      id: draft.id('code'),
      kind: 'percent',
      rateBps: draft.random.pick(percents) * 100,
      capMinor: draft.money(draft.random.pick(caps)),
      minSpendMinor: draft.money(minimum),
      isCoupon: true,
      isExclusive: true,
      perCustomerMax: 1,
      ...draft.weeks(1 + draft.random.below(2)),
    });
  };
}

/** What a customer has earned: an amount off any order, once. A shop has one such programme at most. */
export function reward(amounts: readonly number[]): Template {
  return (draft) => {
    if (draft.has('reward')) return;
    draft.add({
      id: draft.id('reward'),
      kind: 'fixed',
      amountMinor: draft.money(draft.random.pick(amounts)),
      per: 'order',
      isCoupon: true,
      group: 'reward',
      perCustomerMax: 1,
      ...draft.weeks(4),
    });
  };
}

interface Counts {
  readonly perCustomerMax: number | undefined;
  readonly usesMax: number;
  readonly budgetMinor: number | undefined;
}

/** How often it may be used, and a budget of four in five that pays for all of it, half of them with a tenth to spare. */
function counted(draft: Draft, eachMinor: number): Counts {
  const usesMax = draft.random.pick([300, 500, 1_000, 3_000, 5_000, 10_000]);
  const spare = draft.chance(0.5) ? 1 : 1.1;
  return {
    perCustomerMax: draft.chance(0.9) ? 1 : undefined,
    usesMax,
    budgetMinor: draft.chance(0.8) ? Math.round(eachMinor * usesMax * spare) : undefined,
  };
}
