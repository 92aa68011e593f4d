import * as z from 'zod';
import { LEGAL_PROFILES } from '../catalog/legal-profiles.js';
import { ORDER_STATUSES, type OrderStatus } from '../catalog/order.js';
import { ALLOCATIONS, OFFERED_TIERS_MAX } from '../catalog/remedy-policy.js';
import { parseDay } from '../core/clock.js';
import { timeZoneOf } from '../core/time-zone.js';
import { amountField } from './amount-field.js';
import {
  cleanText,
  currencyCode,
  expecting,
  idField,
  listOf,
  oneOf,
  section,
  wholeNumber,
} from './fields.js';
import { basisPointsField } from './parameter-field.js';
import { BUILT_IN_REMEDY } from './policy-remedy.js';
import type {
  RawApology,
  RawApologyForm,
  RawHonour,
  RawLegal,
  RawNotice,
  RawPoints,
  RawRefund,
  RawRemedy,
  RawReview,
  RawShortfall,
  RawSigners,
} from './raw-remedy.js';

/** As long as an order may have it. */
const TIER_LENGTH_MAX = 64;
const DAYS_OFF_MAX = 1_000;
const METHODS_MAX = 50;
const COUNT_MAX = 1_000_000_000;
const YEAR_DAYS = 365;
const COUPON_DAYS_MAX = 1_095;
const HOURS_MAX = 720;
const BUSINESS_DAYS_MAX = 60;
/** A week without a business day would never end. */
const WEEKEND_MAX = 6;
/** A coupon of 100 % makes goods free, and is an incident of its own. */
const RATE_BPS_MAX = 9_999;

/** Schema of the section that says what customers are given after an incident. */
export function remedySchema(): z.ZodType<RawRemedy> {
  return z.strictObject(
    {
      currency: currencyCode().meta({ description: 'Currency of every amount of the section.' }),
      honour: honourSchema().optional().meta({ description: 'Which orders are delivered all the same.' }),
      review: reviewSchema().optional().meta({ description: 'Which orders a person looks at.' }),
      shortfall: shortfallSchema()
        .optional()
        .meta({ description: 'How too few units are shared out among the orders that were sold.' }),
      apology: apologySchema().optional().meta({
        description: 'The apology coupon: amount, or rateBps with cap and base. None without it.',
      }),
      refund: refundSchema().optional().meta({ description: 'How money goes back.' }),
      points: pointsSchema().optional().meta({ description: 'What becomes of points that an order earned.' }),
      approvals: signersSchema().meta({ description: 'When one person signs a plan, and when two do.' }),
      legal: legalSchema().meta({
        description: 'When money has to be back: a profile, or an own one. No legal advice.',
      }),
      holidays: holidaysSchema().nullable().optional().meta({
        description: 'Days off by law, YYYY-MM-DD. More may be handed in with --holidays.',
      }),
      notice: noticeSchema().meta({ description: 'What every notice to a customer names.' }),
    },
    expecting('a section with currency, approvals, legal and notice'),
  );
}

function honourSchema(): z.ZodType<RawHonour | null> {
  return section({
    statuses: statuses().optional().meta({
      description: 'Orders that stand so are honoured.',
      default: BUILT_IN_REMEDY.honourStatuses,
    }),
    budget: amountField().optional().meta({
      description: 'What honouring wrong prices may give away, oldest order first, one order per customer.',
      default: '0',
    }),
  });
}

function reviewSchema(): z.ZodType<RawReview | null> {
  return section({
    statuses: statuses().optional().meta({
      description: 'Orders that stand so are looked at by a person.',
      default: BUILT_IN_REMEDY.reviewStatuses,
    }),
    unitsPerCustomerMax: wholeNumber(1, COUNT_MAX, 'a whole number of units')
      .optional()
      .meta({ description: 'A customer with more cancelled units than this is looked at by a person.' }),
  });
}

function shortfallSchema(): z.ZodType<RawShortfall | null> {
  return section({
    allocation: oneOf(ALLOCATIONS).optional().meta({
      description: 'Who gets the units there are.',
      default: BUILT_IN_REMEDY.allocation,
    }),
    partial: oneOf(['allow', 'refuse']).optional().meta({
      description: 'Whether an order line may be delivered in part.',
      default: BUILT_IN_REMEDY.partial,
    }),
  });
}

function apologySchema(): z.ZodType<RawApology | null> {
  return section({
    ...formShape(),
    byTier: byTierSchema().nullable().optional().meta({
      description:
        'Another apology for the customers of a tier: amount, or rateBps with cap and base. The same for everybody without it.',
    }),
    minimumSpend: amountField().optional().meta({
      description: 'Worth of goods from which the coupon may be used.',
      default: '0',
    }),
    validDays: wholeNumber(1, COUPON_DAYS_MAX, 'a whole number of days')
      .optional()
      .meta({ description: 'How long it may be used.', default: BUILT_IN_REMEDY.validDays }),
    budget: amountField().optional().meta({ description: 'All that the coupons of one incident may cost.' }),
    redemptionBps: basisPointsField(0, 10_000).optional().meta({
      description: 'Share of the coupons expected to be used, basis points.',
      default: BUILT_IN_REMEDY.redemptionBps,
    }),
    whenOver: oneOf(['fail', 'scale']).optional().meta({
      description: 'Over the budget: no plan, or every coupon smaller alike.',
      default: BUILT_IN_REMEDY.whenOver,
    }),
  });
}

/** What a coupon is worth: everybody's, and that of a tier. */
function formShape() {
  return {
    amount: amountField().optional().meta({ description: 'The same whatever was ordered.' }),
    rateBps: basisPointsField(1, RATE_BPS_MAX).optional().meta({
      description: 'Share of the base, basis points: 1000 is 10 %. Less than the whole.',
    }),
    cap: amountField().optional().meta({ description: 'No coupon is worth more.' }),
    base: oneOf(['paid-price', 'intended-price']).optional().meta({
      description: 'What the rate is of. After a markdown of 90 % one is ten times the other.',
    }),
    unit: amountField().optional().meta({
      description:
        'Coupons are rounded down to a multiple of this; the smallest unit of the currency unless told.',
    }),
  } satisfies { readonly [K in keyof Required<RawApologyForm>]: z.ZodType<RawApologyForm[K]> };
}

function byTierSchema(): z.ZodType<Readonly<Record<string, RawApologyForm | null>>> {
  const options = expecting(`apologies of 1 to ${OFFERED_TIERS_MAX} tiers, by tier`);
  return z
    .record(tierName(), section(formShape()), options)
    .refine((tiers) => isCountOfTiers(Object.keys(tiers).length), options);
}

function isCountOfTiers(count: number): boolean {
  return count >= 1 && count <= OFFERED_TIERS_MAX;
}

/** As orders have it. */
function tierName(): z.ZodString {
  const what = 'a tier of customers';
  return cleanText(TIER_LENGTH_MAX, what).refine(
    (text) => !/\p{Surrogate}/u.test(text),
    expecting(`${what} without halves of characters`),
  );
}

function refundSchema(): z.ZodType<RawRefund | null> {
  return section({
    split: oneOf(['proportional', 'money-first']).optional().meta({
      description: 'How a part of an order is given back over its payments.',
      default: BUILT_IN_REMEDY.split,
    }),
    pointsMethods: methods().optional().meta({
      description: 'Methods paid with points: given back with the ageing they had.',
      default: BUILT_IN_REMEDY.pointsMethods,
    }),
    accountMethods: methods().optional().meta({
      description: 'Methods that need an account of the customer first.',
      default: BUILT_IN_REMEDY.accountMethods,
    }),
    accountDays: days('Days a customer has to name an account.', BUILT_IN_REMEDY.accountDays),
    giftMethods: methods().optional().meta({
      description: 'Methods whose money goes back on a gift card or the like.',
      default: BUILT_IN_REMEDY.giftMethods,
    }),
  });
}

function pointsSchema(): z.ZodType<RawPoints | null> {
  return section({
    negativeBalance: oneOf(['allow', 'review']).optional().meta({
      description: 'Whether a balance may go below zero when earned points are taken back.',
      default: BUILT_IN_REMEDY.negativeBalance,
    }),
  });
}

function signersSchema(): z.ZodType<RawSigners> {
  return z.strictObject(
    {
      twoFromOrders: wholeNumber(1, COUNT_MAX, 'a whole number of orders').optional().meta({
        description: 'From so many orders two people sign.',
        default: BUILT_IN_REMEDY.twoFromOrders,
      }),
      twoFrom: amountField().meta({ description: 'From so much at worst two people sign.' }),
      validHours: wholeNumber(1, HOURS_MAX, 'a whole number of hours').optional().meta({
        description: 'How long a signature is good.',
        default: BUILT_IN_REMEDY.validHours,
      }),
    },
    expecting(
      `a section with twoFrom, the amount from which two people sign, such as { twoFrom: '10000000' }`,
    ),
  );
}

function legalSchema(): z.ZodType<RawLegal> {
  const id = idField('an id of the profile').refine(
    (name) => !Object.hasOwn(LEGAL_PROFILES, name),
    expecting('an id of its own: this one is built in; write { profile: KR }, or choose another id'),
  );
  return z.strictObject(
    {
      profile: oneOf(['KR', 'generic']).optional().meta({
        description: 'KR: 3 business days from the payment. generic: 14 days from when the shop knew.',
      }),
      id: id.optional().meta({ description: 'Of an own profile; then every other key is needed.' }),
      refundBusinessDays: wholeNumber(1, BUSINESS_DAYS_MAX, 'a whole number of business days')
        .optional()
        .meta({ description: 'Business days until the money has to be back.' }),
      countedFrom: oneOf(['payment', 'known'])
        .optional()
        .meta({ description: 'What the days are counted from.' }),
      weekend: weekend().optional().meta({ description: 'Weekdays off: 1 is Monday, 7 is Sunday.' }),
      timeZone: place().optional().meta({ description: 'Whose days they are: Asia/Seoul, UTC...' }),
    },
    expecting('a section such as { profile: KR }, or an own profile'),
  );
}

function weekend(): z.ZodType<readonly number[]> {
  const options = expecting(
    `a list of at most ${WEEKEND_MAX} weekdays, 1 (Monday) to 7 (Sunday), each once, such as [6, 7]`,
  );
  return z
    .array(wholeNumber(1, 7, 'a weekday, 1 (Monday)'), options)
    .max(WEEKEND_MAX, options)
    .refine((list) => new Set(list).size === list.length, options);
}

/** Notices tell days by name of the place: an offset has no name. */
function place(): z.ZodString {
  const options = expecting('a place such as Asia/Seoul, or UTC');
  return z
    .string(options)
    .max(64, options)
    .refine((name) => /^[A-Z]/.test(name) && timeZoneOf(name) !== undefined, options);
}

function holidaysSchema(): z.ZodType<readonly string[]> {
  const options = expecting('a day that exists, such as 2026-10-05');
  const day = z.string(options).refine((text) => parseDay(text) !== undefined, options);
  return listOf(day, DAYS_OFF_MAX);
}

function noticeSchema(): z.ZodType<RawNotice> {
  return z.strictObject(
    {
      shopName: saidText(80, 'the name of the shop').meta({ description: 'As customers know it.' }),
      contact: saidText(200, 'where customers ask and object').meta({
        description: 'A public address or telephone number of the shop.',
      }),
      appealDays: days('Days a customer has to object.', BUILT_IN_REMEDY.appealDays),
    },
    expecting('a section with shopName and contact'),
  );
}

/** What customers read: nothing invisible, and nothing that some template of the shop would take for its own. */
function saidText(maximum: number, what: string): z.ZodString {
  const options = expecting(`${what}: 1 to ${maximum} characters, nothing invisible, no {{, \${ or <`);
  return cleanText(maximum, what).refine((text) => !/[\p{Cf}\p{Cs}<]|\{\{|\$\{/u.test(text), options);
}

function days(description: string, fallback: number): z.ZodOptional<z.ZodNumber> {
  return wholeNumber(1, YEAR_DAYS, 'a whole number of days')
    .optional()
    .meta({ description, default: fallback });
}

function methods(): z.ZodType<readonly string[]> {
  const options = expecting('each method once');
  return listOf(cleanText(64, 'a method of payment'), METHODS_MAX).refine(
    (list) => new Set(list).size === list.length,
    options,
  );
}

function statuses(): z.ZodType<readonly OrderStatus[]> {
  const options = expecting('each status once');
  return listOf(oneOf(ORDER_STATUSES), ORDER_STATUSES.length).refine(
    (list) => new Set(list).size === list.length,
    options,
  );
}
