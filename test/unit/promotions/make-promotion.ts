import type {
  ApplicationOrder,
  BuyGetPromotion,
  FixedPromotion,
  FreeShippingPromotion,
  PercentPromotion,
  Promotion,
  Promotions,
  PromotionScope,
  TierPricePromotion,
} from '../../../src/catalog/promotion.js';

/** Every part open: it holds for every row. */
export const EVERY_ROW: PromotionScope = {
  isListedOnly: false,
  skus: undefined,
  categories: undefined,
  priceLists: undefined,
  channels: undefined,
  tiers: undefined,
};

type Common = Omit<FreeShippingPromotion, 'kind' | 'scope'> & { readonly scope: Partial<PromotionScope> };

/** What may be said of a promotion of any kind; all but the id may be left out. */
export type More = Partial<Common>;

function common(id: string, more: More): Omit<FreeShippingPromotion, 'kind'> {
  return {
    id,
    name: undefined,
    isCoupon: false,
    currency: undefined,
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
    ...more,
    scope: { ...EVERY_ROW, ...more.scope },
  };
}

export function percent(
  id: string,
  rateBps: number,
  more: More & { readonly capMinor?: number | undefined } = {},
): PercentPromotion {
  return { ...common(id, more), kind: 'percent', rateBps, capMinor: more.capMinor };
}

export function fixed(
  id: string,
  amountMinor: number,
  more: More & { readonly per?: 'order' | 'unit' } = {},
): FixedPromotion {
  return { ...common(id, more), kind: 'fixed', amountMinor, per: more.per ?? 'order' };
}

/** Of every `buy + get` units, `get` cost `offBps` less. */
export function buyGet(
  id: string,
  set: { readonly buy: number; readonly get: number; readonly offBps?: number },
  more: More = {},
): BuyGetPromotion {
  return {
    ...common(id, more),
    kind: 'buy-x-get-y',
    buy: set.buy,
    get: set.get,
    offBps: set.offBps ?? 10_000,
  };
}

/** Steps as `[quantityMin, unitPriceMinor]`. */
export function tierPrice(
  id: string,
  steps: readonly (readonly [quantityMin: number, unitPriceMinor: number])[],
  more: More = {},
): TierPricePromotion {
  return {
    ...common(id, more),
    kind: 'tier-price',
    steps: steps.map(([quantityMin, unitPriceMinor]) => ({ quantityMin, unitPriceMinor })),
  };
}

export function freeShipping(id: string, more: More = {}): FreeShippingPromotion {
  return { ...common(id, more), kind: 'free-shipping' };
}

/** A file of promotions; the cart's order is unknown unless told. */
export function fileOf(
  promotions: readonly Promotion[],
  applicationOrder: ApplicationOrder = 'unknown',
): Promotions {
  return { file: 'promotions.yaml', sha256: '0'.repeat(64), promotions, applicationOrder };
}
