import {
  makePromotion,
  type BuyGetPromotion,
  type FixedPromotion,
  type FreeShippingPromotion,
  type PercentPromotion,
  type Promotion,
  type PromotionInit,
  type PromotionKind,
  type TierPricePromotion,
} from '../../../../src/catalog/promotion.js';
import type { ParameterValue } from '../../../../src/pricing/parameters.js';
import type { Judgement, PriceRule } from '../../../../src/pricing/rule.js';
import { defaultsOf } from '../../../../src/pricing/settings.js';
import { TEST_NOW } from '../../../../src/testing/facts.js';
import { tellingIn } from '../../../../src/testing/telling.js';
import type { Lang } from '../../../../src/text/lang.js';

/** Terms of a promotion of won called P-1; what is left out is as a file leaves it out. */
type Terms<K extends PromotionKind, Left extends string = never> = Omit<
  PromotionInit<K>,
  'id' | 'kind' | Left
> & { readonly id?: string };

const PLAIN = { id: 'P-1', currency: 'KRW' } as const;

export function percent(
  terms: Terms<'percent', 'capMinor'> & { readonly capMinor?: number },
): PercentPromotion {
  return makePromotion({ ...PLAIN, ...terms, kind: 'percent', capMinor: terms.capMinor });
}

export function fixed(terms: Terms<'fixed', 'per'> & { readonly per?: 'order' | 'unit' }): FixedPromotion {
  return makePromotion({ ...PLAIN, ...terms, kind: 'fixed', per: terms.per ?? 'order' });
}

export function buyGet(
  terms: Terms<'buy-x-get-y', 'offBps'> & { readonly offBps?: number },
): BuyGetPromotion {
  return makePromotion({ ...PLAIN, ...terms, kind: 'buy-x-get-y', offBps: terms.offBps ?? 10_000 });
}

export function tierPrice(terms: Terms<'tier-price'>): TierPricePromotion {
  return makePromotion({ ...PLAIN, ...terms, kind: 'tier-price' });
}

export function freeShipping(terms: Terms<'free-shipping'>): FreeShippingPromotion {
  return makePromotion({ ...PLAIN, ...terms, kind: 'free-shipping' });
}

/** What a coupon says that leaves nothing open. */
export const BOUND_TERMS = {
  isCoupon: true,
  perCustomerMax: 1,
  usesMax: 5000,
  endsAt: TEST_NOW + 86_400_000,
} as const;

export type Values = Readonly<Record<string, ParameterValue>>;

/** The judgement of a rule at its defaults, changed where `values` says so. */
export function judged(rule: PriceRule, promotion: Promotion, values: Values = {}): Judgement | undefined {
  return rule.judgePromotion?.(promotion, { now: TEST_NOW }, { ...defaultsOf(rule), ...values });
}

/** What a merchandiser reads; fails where the rule is silent. */
export function toldOf(rule: PriceRule, lang: Lang, promotion: Promotion): string {
  const judgement = judged(rule, promotion);
  if (judgement === undefined) throw new Error(`${rule.id} has nothing to say`);
  return rule.tell[lang](
    judgement.evidence,
    tellingIn(lang, promotion.currency ?? 'KRW', judgement.severity),
  );
}
