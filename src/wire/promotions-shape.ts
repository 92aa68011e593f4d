import * as z from 'zod';
import { PROMOTION_KINDS, type PromotionKind } from '../catalog/promotion.js';
import { amountField } from './amount-field.js';
import { currencyCode, expecting, flag, idField, instant, listOf, oneOf, wholeNumber } from './fields.js';
import { textField, namesField, percentField, positiveAmountField } from './promotions-fields.js';
import type { RawPromotion, RawPromotionField, RawScope, RawStep } from './promotions-raw.js';

/** Schemas of some fields of a promotion, by name. */
type Shape<N extends RawPromotionField> = { readonly [K in N]: z.ZodType<RawPromotion[K]> };

/** The fields of each kind that promotions of no other kind have. */
export interface KindShapes {
  readonly percent: Shape<'percent' | 'cap'>;
  readonly fixed: Shape<'amount' | 'per'>;
  readonly 'buy-x-get-y': Shape<'buy' | 'get' | 'percentOff'>;
  readonly 'tier-price': Shape<'steps'>;
  readonly 'free-shipping': object;
}

type KindField = { [K in PromotionKind]: keyof KindShapes[K] }[PromotionKind];

/** Largest quantity of one SKU in an order that the audit looks at; a condition above it would never be judged. */
const QUANTITY_MAX = 10_000;
/** Every use is looked at in its turn. */
const PER_ORDER_MAX = 100;
const USES_MAX = 1_000_000_000;
const SKUS_MAX = 10_000;
const NAMES_MAX = 1000;
const STEPS_MAX = 100;
const CATEGORY_CHARS_MAX = 500;
/** SKUs, price lists, channels and tiers of rows are no longer. */
const NAME_CHARS_MAX = 128;

function count(maximum: number): z.ZodNumber {
  return wholeNumber(1, maximum, 'a whole number');
}

/** The fields that promotions of every kind have; those that may be left out are optional. */
export function commonShape(): Shape<Exclude<RawPromotionField, KindField>> {
  return {
    id: idField('an id').meta({
      description: 'How rows, findings and approvals name it. Unique in the file.',
    }),
    kind: oneOf(PROMOTION_KINDS).meta({ description: 'What it does to an order.' }),
    name: textField(200, 'a name').optional().meta({ description: 'What people call it; shown in reports.' }),
    coupon: flag().optional().meta({
      description:
        'Held by the customer (a code, a voucher, the discount of a card), not given by the cart itself.',
      default: false,
    }),
    currency: currencyCode().optional().meta({
      description:
        'It holds for rows of this currency only; its amounts are in it. Default: that of the file.',
    }),
    minSpend: amountField().optional().meta({
      description: 'Worth of goods from which it holds, at offer prices before any promotion.',
      default: 0,
    }),
    quantityMin: count(QUANTITY_MAX).optional().meta({
      description: 'Units of one SKU from which it holds.',
      default: 1,
    }),
    perOrderMax: count(PER_ORDER_MAX).optional().meta({
      description: 'Times it may be used in one order.',
      default: 1,
    }),
    perCustomerMax: count(USES_MAX).optional().meta({
      description: 'Times one customer may use it. Without it: any number of times.',
    }),
    usesMax: count(USES_MAX).optional().meta({
      description: 'Times it may be used in all. Without it: any number of times.',
    }),
    budget: positiveAmountField('leave budget out where there is none').optional().meta({
      description: 'What it may cost in all.',
    }),
    startsAt: instant().optional().meta({ description: 'Instant from which it holds, with its offset.' }),
    endsAt: instant().optional().meta({ description: 'It ends before this instant.' }),
    group: idField('a name of a group').optional().meta({
      description: 'At most one promotion of a group is used in one order.',
    }),
    exclusive: flag().optional().meta({ description: 'Combines with no other promotion.', default: false }),
    excludes: namesField(idField('an id'), NAMES_MAX).optional().meta({
      description: 'Ids of promotions it never combines with; holds both ways.',
    }),
    appliesTo: scopeSchema().optional().meta({
      description: 'The rows it holds for; a row has to meet every part. Without it: every row.',
    }),
  };
}

function scopeSchema(): z.ZodType<RawScope> {
  const names = (what: string): z.ZodType<readonly string[]> =>
    namesField(textField(NAME_CHARS_MAX, what), NAMES_MAX);
  return z.strictObject(
    {
      listedOnly: flag().optional().meta({
        description: 'Only rows whose promotions column names it.',
        default: false,
      }),
      skus: namesField(textField(NAME_CHARS_MAX, 'a SKU'), SKUS_MAX).optional(),
      categories: namesField(textField(CATEGORY_CHARS_MAX, 'a category path'), NAMES_MAX).optional().meta({
        description: 'Category paths; a path also holds for everything below it.',
      }),
      priceLists: names('a price list').optional(),
      channels: names('a channel').optional(),
      tiers: names('a tier').optional(),
    },
    expecting('a section with listedOnly, skus, categories, priceLists, channels or tiers'),
  );
}

function stepsSchema(): z.ZodType<readonly RawStep[]> {
  const step = z.strictObject(
    {
      quantityMin: count(QUANTITY_MAX).meta({ description: 'Units from which the price holds.' }),
      price: amountField().meta({ description: 'Price of one unit.' }),
    },
    expecting(`a step such as { quantityMin: 3, price: '9000' }`),
  );
  return listOf(step, STEPS_MAX).min(1, { error: 'got an empty list; a tier price has at least one step' });
}

/** The fields that promotions of one kind have; those that may be left out are optional. */
export function kindShapes(): KindShapes {
  return {
    percent: {
      percent: percentField().meta({
        description: 'Share off what is left to pay for the goods, in percent.',
      }),
      cap: positiveAmountField('leave cap out where there is none').optional().meta({
        description: 'Most one use takes off.',
      }),
    },
    fixed: {
      amount: positiveAmountField('a promotion takes something off').meta({ description: 'Amount off.' }),
      per: oneOf(['order', 'unit']).meta({ description: 'Taken off once an order, or once for each unit.' }),
    },
    'buy-x-get-y': {
      buy: count(QUANTITY_MAX / 2).meta({ description: 'Units paid in full.' }),
      get: count(QUANTITY_MAX / 2).meta({ description: 'Units that cost less, of every buy + get.' }),
      percentOff: percentField().optional().meta({
        description: 'What those units cost less, in percent; 100 is free.',
        default: 100,
      }),
    },
    'tier-price': {
      steps: stepsSchema().meta({
        description: 'Another unit price from a quantity on, ascending by quantity.',
      }),
    },
    'free-shipping': {},
  };
}

/** The fields that only promotions of some kind have, by kind. */
export const FIELDS_OF_KIND: Readonly<Record<PromotionKind, readonly RawPromotionField[]>> = fieldsOfKinds();

function fieldsOfKinds(): Record<PromotionKind, readonly RawPromotionField[]> {
  const shapes = kindShapes();
  return {
    percent: namesOf(shapes.percent),
    fixed: namesOf(shapes.fixed),
    'buy-x-get-y': namesOf(shapes['buy-x-get-y']),
    'tier-price': namesOf(shapes['tier-price']),
    'free-shipping': namesOf(shapes['free-shipping']),
  };
}

function namesOf<S extends object>(shape: S): (keyof S)[] {
  return Object.keys(shape) as (keyof S)[]; // made by a literal of exactly these keys
}
