import type {
  BuyGetPromotion,
  FixedPromotion,
  FreeShippingPromotion,
  PercentPromotion,
  Promotion,
  PromotionScope,
  TierPricePromotion,
} from '../../../../src/catalog/promotion.js';
import type { ParameterValue } from '../../../../src/pricing/parameters.js';
import type { Judgement, PriceRule } from '../../../../src/pricing/rule.js';
import { defaultsOf } from '../../../../src/pricing/settings.js';
import { TEST_NOW } from '../../../../src/testing/facts.js';
import { tellingIn } from '../../../../src/testing/telling.js';
import type { Lang } from '../../../../src/text/lang.js';

type Common = Omit<FreeShippingPromotion, 'kind'>;
/** Terms of a promotion; what is left out is as a file leaves it out. */
type Terms<P extends Promotion> = Omit<P, keyof Common | 'kind'> &
  Partial<Omit<Common, 'scope'>> & { readonly scope?: Partial<PromotionScope> };

function common({ scope, ...rest }: Terms<FreeShippingPromotion>): Common {
  return {
    id: 'P-1',
    name: undefined,
    isCoupon: false,
    currency: 'KRW',
    minSpendMinor: undefined,
    quantityMin: undefined,
    perOrderMax: 1,
    perCustomerMax: undefined,
    usesMax: undefined,
    budgetMinor: undefined,
    startsAt: undefined,
    endsAt: undefined,
    group: undefined,
    isExclusive: false,
    excludes: [],
    line: 1,
    ...rest,
    scope: {
      isListedOnly: false,
      skus: undefined,
      categories: undefined,
      priceLists: undefined,
      channels: undefined,
      tiers: undefined,
      ...scope,
    },
  };
}

export function percent(
  terms: Omit<Terms<PercentPromotion>, 'capMinor'> & { readonly capMinor?: number },
): PercentPromotion {
  const { rateBps, capMinor } = terms;
  return { ...common(terms), kind: 'percent', rateBps, capMinor };
}

export function fixed(
  terms: Omit<Terms<FixedPromotion>, 'per'> & { readonly per?: 'order' | 'unit' },
): FixedPromotion {
  const { amountMinor, per = 'order' } = terms;
  return { ...common(terms), kind: 'fixed', amountMinor, per };
}

export function buyGet(
  terms: Omit<Terms<BuyGetPromotion>, 'offBps'> & { readonly offBps?: number },
): BuyGetPromotion {
  const { buy, get, offBps = 10_000 } = terms;
  return { ...common(terms), kind: 'buy-x-get-y', buy, get, offBps };
}

export function tierPrice(terms: Terms<TierPricePromotion>): TierPricePromotion {
  return { ...common(terms), kind: 'tier-price', steps: terms.steps };
}

export function freeShipping(terms: Terms<FreeShippingPromotion>): FreeShippingPromotion {
  return { ...common(terms), kind: 'free-shipping' };
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
