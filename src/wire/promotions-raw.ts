import type { ApplicationOrder, PromotionKind } from '../catalog/promotion.js';
import type { CurrencyCode } from '../money/currency.js';
import type { DecimalAsWritten } from './amount-field.js';

/** A promotions file as it says it: every value alone is right. */
export interface RawPromotions {
  readonly $schema?: string | undefined;
  readonly version: 1;
  readonly currency?: CurrencyCode | undefined;
  readonly applicationOrder?: ApplicationOrder | undefined;
  readonly promotions: readonly RawPromotion[];
}

/** A promotion as its file says it: the fields of every kind, whatever kind it is of. */
export interface RawPromotion {
  readonly id?: string | undefined;
  readonly kind?: PromotionKind | undefined;
  readonly name?: string | undefined;
  readonly coupon?: boolean | undefined;
  readonly currency?: CurrencyCode | undefined;
  readonly minSpend?: DecimalAsWritten | undefined;
  readonly quantityMin?: number | undefined;
  readonly perOrderMax?: number | undefined;
  readonly perCustomerMax?: number | undefined;
  readonly usesMax?: number | undefined;
  readonly budget?: DecimalAsWritten | undefined;
  readonly startsAt?: string | undefined;
  readonly endsAt?: string | undefined;
  readonly group?: string | undefined;
  readonly exclusive?: boolean | undefined;
  readonly excludes?: readonly string[] | undefined;
  readonly appliesTo?: RawScope | undefined;
  readonly percent?: DecimalAsWritten | undefined;
  readonly cap?: DecimalAsWritten | undefined;
  readonly amount?: DecimalAsWritten | undefined;
  readonly per?: 'order' | 'unit' | undefined;
  readonly buy?: number | undefined;
  readonly get?: number | undefined;
  readonly percentOff?: DecimalAsWritten | undefined;
  readonly steps?: readonly RawStep[] | undefined;
}

/** A name of a field of a promotion. */
export type RawPromotionField = keyof RawPromotion;

/** One step of a tier price. */
export interface RawStep {
  readonly quantityMin: number;
  readonly price: DecimalAsWritten;
}

/** What a promotion holds for. */
export interface RawScope {
  readonly listedOnly?: boolean | undefined;
  readonly skus?: readonly string[] | undefined;
  readonly categories?: readonly string[] | undefined;
  readonly priceLists?: readonly string[] | undefined;
  readonly channels?: readonly string[] | undefined;
  readonly tiers?: readonly string[] | undefined;
}
