import {
  makePromotion,
  type ApplicationOrder,
  type BuyGetPromotion,
  type FixedPromotion,
  type FreeShippingPromotion,
  type PercentPromotion,
  type Promotion,
  type PromotionInit,
  type Promotions,
  type TierPricePromotion,
} from '../../../src/catalog/promotion.js';

/** What may be said of a promotion of any kind but its id. */
export type More = Omit<PromotionInit<'free-shipping'>, 'id' | 'kind'>;

export function percent(
  id: string,
  rateBps: number,
  more: More & { readonly capMinor?: number | undefined } = {},
): PercentPromotion {
  return makePromotion({ ...more, id, kind: 'percent', rateBps, capMinor: more.capMinor });
}

export function fixed(
  id: string,
  amountMinor: number,
  more: More & { readonly per?: 'order' | 'unit' } = {},
): FixedPromotion {
  return makePromotion({ ...more, id, kind: 'fixed', amountMinor, per: more.per ?? 'order' });
}

/** Of every `buy + get` units, `get` cost `offBps` less. */
export function buyGet(
  id: string,
  { buy, get, offBps = 10_000 }: { readonly buy: number; readonly get: number; readonly offBps?: number },
  more: More = {},
): BuyGetPromotion {
  return makePromotion({ ...more, id, kind: 'buy-x-get-y', buy, get, offBps });
}

/** Steps as `[quantityMin, unitPriceMinor]`. */
export function tierPrice(
  id: string,
  steps: readonly (readonly [quantityMin: number, unitPriceMinor: number])[],
  more: More = {},
): TierPricePromotion {
  return makePromotion({
    ...more,
    id,
    kind: 'tier-price',
    steps: steps.map(([quantityMin, unitPriceMinor]) => ({ quantityMin, unitPriceMinor })),
  });
}

export function freeShipping(id: string, more: More = {}): FreeShippingPromotion {
  return makePromotion({ ...more, id, kind: 'free-shipping' });
}

/** A file of promotions; the cart's order is unknown unless told. */
export function fileOf(
  promotions: readonly Promotion[],
  applicationOrder: ApplicationOrder = 'unknown',
): Promotions {
  return { file: 'promotions.yaml', sha256: '0'.repeat(64), promotions, applicationOrder };
}
