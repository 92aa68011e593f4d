import { categoryPath } from '../catalog/category-path.js';
import {
  makePromotion,
  type Promotion,
  type PromotionInit,
  type PromotionScope,
} from '../catalog/promotion.js';
import { assert } from '../core/assert.js';
import { parseInstant } from '../core/clock.js';
import type { CurrencyCode } from '../money/currency.js';
import { PLAIN_NUMBERS, readAmount } from '../money/decimal-text.js';
import { amountMinor, type DecimalAsWritten } from './amount-field.js';
import { amountsOf, currencyOf } from './promotions-amounts.js';
import type { PromotionsReading } from './promotions-checks.js';
import type { RawPromotion, RawPromotions, RawScope } from './promotions-raw.js';

/** A checked promotion with every field present. */
export function promotionOf(
  raw: RawPromotion,
  file: RawPromotions,
  reading: PromotionsReading & { readonly line: number },
): Promotion {
  const currency = currencyOf(raw, file, reading.currency);
  const common = commonOf(raw, currency, reading);
  switch (given(raw.kind)) {
    case 'percent':
      return makePromotion({
        ...common,
        kind: 'percent',
        rateBps: bpsOf(given(raw.percent)),
        capMinor: amount(raw.cap, currency),
      });
    case 'fixed':
      return makePromotion({
        ...common,
        kind: 'fixed',
        amountMinor: given(amount(raw.amount, currency)),
        per: given(raw.per),
      });
    case 'buy-x-get-y':
      return makePromotion({
        ...common,
        kind: 'buy-x-get-y',
        buy: given(raw.buy),
        get: given(raw.get),
        offBps: bpsOf(raw.percentOff ?? 100),
      });
    case 'tier-price':
      return makePromotion({ ...common, kind: 'tier-price', steps: stepsOf(raw, currency) });
    case 'free-shipping':
      return makePromotion({ ...common, kind: 'free-shipping' });
  }
}

/** What promotions of every kind may say. */
function commonOf(
  raw: RawPromotion,
  currency: CurrencyCode | undefined,
  reading: PromotionsReading & { readonly line: number },
): Omit<PromotionInit<'free-shipping'>, 'kind'> {
  return {
    id: given(raw.id),
    name: raw.name,
    isCoupon: raw.coupon,
    // Without amounts a currency narrows only where it was meant to: where the promotion itself names it.
    currency: amountsOf(raw).length > 0 ? currency : raw.currency,
    scope: scopeOf(raw.appliesTo ?? {}, reading.categorySeparator),
    minSpendMinor: amount(raw.minSpend, currency),
    quantityMin: raw.quantityMin,
    perOrderMax: raw.perOrderMax,
    perCustomerMax: raw.perCustomerMax,
    usesMax: raw.usesMax,
    budgetMinor: amount(raw.budget, currency),
    startsAt: raw.startsAt === undefined ? undefined : parseInstant(raw.startsAt),
    endsAt: raw.endsAt === undefined ? undefined : parseInstant(raw.endsAt),
    group: raw.group,
    isExclusive: raw.exclusive,
    excludes: Object.freeze([...(raw.excludes ?? [])]),
    line: reading.line,
  };
}

function scopeOf(raw: RawScope, separator: string): PromotionScope {
  const { skus, categories, priceLists, channels, tiers } = raw;
  return {
    isListedOnly: raw.listedOnly ?? false,
    skus: frozen(skus),
    categories: frozen(categories?.map((category) => given(categoryPath(category, separator)))),
    priceLists: frozen(priceLists),
    channels: frozen(channels),
    tiers: frozen(tiers),
  };
}

function frozen(names: readonly string[] | undefined): readonly string[] | undefined {
  return names === undefined ? undefined : Object.freeze([...names]);
}

function stepsOf(
  { steps = [] }: RawPromotion,
  currency: CurrencyCode | undefined,
): Extract<Promotion, { kind: 'tier-price' }>['steps'] {
  return Object.freeze(
    steps.map(({ quantityMin, price }) =>
      Object.freeze({ quantityMin, unitPriceMinor: given(amount(price, currency)) }),
    ),
  );
}

function amount(
  written: DecimalAsWritten | undefined,
  currency: CurrencyCode | undefined,
): number | undefined {
  return written === undefined ? undefined : given(amountMinor(written, given(currency)));
}

/** Basis points are the minor units of a percentage with two decimals. */
function bpsOf(written: DecimalAsWritten): number {
  const reading = readAmount(String(written), 2, PLAIN_NUMBERS);
  assert(reading.kind === 'amount', 'the schema has checked every percentage');
  return reading.minor;
}

/** What the checks have made sure of. */
function given<T>(value: T | undefined): T {
  assert(value !== undefined, 'the checks of a promotions file leave no required value out');
  return value;
}
