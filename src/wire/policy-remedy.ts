import { LEGAL_PROFILES } from '../catalog/legal-profiles.js';
import type { OrderStatus } from '../catalog/order.js';
import type {
  ApologyForm,
  ApologyPolicy,
  LegalProfile,
  RemedyPolicy,
  TierApology,
} from '../catalog/remedy-policy.js';
import { assert } from '../core/assert.js';
import type { CurrencyCode } from '../money/currency.js';
import { withoutUndefined } from '../seal/without-undefined.js';
import { amountMinor, type DecimalAsWritten } from './amount-field.js';
import type { RawApology, RawApologyForm, RawLegal, RawRemedy } from './raw-remedy.js';

/**
 * What the section says where it leaves something out.
 * - what the customer holds already stays theirs; what is being packed a person stops, or not;
 * - points and gift cards go back as what they were;
 * - a coupon counts as used, until the shop knows how many are.
 */
export const BUILT_IN_REMEDY: BuiltInRemedy = {
  honourStatuses: ['delivered', 'collected'],
  reviewStatuses: ['packed', 'shipped', 'partly-returned'],
  allocation: 'reservation-order',
  partial: 'allow',
  validDays: 90,
  redemptionBps: 10_000,
  whenOver: 'fail',
  split: 'proportional',
  pointsMethods: ['points'],
  accountMethods: ['bank-transfer', 'virtual-account'],
  giftMethods: ['gift-card'],
  accountDays: 30,
  negativeBalance: 'review',
  twoFromOrders: 100,
  validHours: 24,
  appealDays: 14,
};

/** Every setting that has a default. */
interface BuiltInRemedy
  extends
    Pick<RemedyPolicy['shortfall'], 'allocation' | 'partial'>,
    Pick<RemedyPolicy['apology'], 'validDays' | 'redemptionBps' | 'whenOver'>,
    RefundPolicy,
    Pick<RemedyPolicy['points'], 'negativeBalance'>,
    Pick<RemedyPolicy['approvals'], 'twoFromOrders' | 'validHours'>,
    Pick<RemedyPolicy['notice'], 'appealDays'> {
  readonly honourStatuses: readonly OrderStatus[];
  readonly reviewStatuses: readonly OrderStatus[];
}

type RefundPolicy = RemedyPolicy['refund'];

/** The section with every value present; lists whose order has no meaning are sorted. */
export function remedyPolicyOf(raw: RawRemedy): RemedyPolicy {
  const base = BUILT_IN_REMEDY;
  const { currency, approvals, notice } = raw;
  const { honour, review, shortfall, refund, points } = raw;
  return {
    currency,
    honour: {
      statuses: sorted(honour?.statuses ?? base.honourStatuses),
      budgetMinor: minorOf(honour?.budget, currency) ?? 0,
    },
    review: {
      statuses: sorted(review?.statuses ?? base.reviewStatuses),
      unitsPerCustomerMax: review?.unitsPerCustomerMax,
    },
    shortfall: {
      allocation: shortfall?.allocation ?? base.allocation,
      partial: shortfall?.partial ?? base.partial,
    },
    apology: apologyOf(raw.apology ?? {}, currency),
    refund: {
      split: refund?.split ?? base.split,
      pointsMethods: sorted(refund?.pointsMethods ?? base.pointsMethods),
      accountMethods: sorted(refund?.accountMethods ?? base.accountMethods),
      accountDays: refund?.accountDays ?? base.accountDays,
      giftMethods: sorted(refund?.giftMethods ?? base.giftMethods),
    },
    points: { negativeBalance: points?.negativeBalance ?? base.negativeBalance },
    approvals: {
      twoFromOrders: approvals.twoFromOrders ?? base.twoFromOrders,
      twoFromMinor: requiredMinor(approvals.twoFrom, currency),
      validHours: approvals.validHours ?? base.validHours,
    },
    legal: legalOf(raw.legal),
    holidays: sorted([...new Set(raw.holidays ?? [])]),
    notice: {
      shopName: notice.shopName,
      contact: notice.contact,
      appealDays: notice.appealDays ?? base.appealDays,
    },
  };
}

function apologyOf(raw: RawApology, currency: CurrencyCode): RemedyPolicy['apology'] {
  const base = BUILT_IN_REMEDY;
  return {
    form: formOf(raw, currency),
    byTier: byTierOf(raw, currency),
    minimumSpendMinor: minorOf(raw.minimumSpend, currency) ?? 0,
    validDays: raw.validDays ?? base.validDays,
    budgetMinor: minorOf(raw.budget, currency),
    redemptionBps: raw.redemptionBps ?? base.redemptionBps,
    whenOver: raw.whenOver ?? base.whenOver,
  };
}

/** By tier in the order of their characters, as a plan carries them. */
function byTierOf({ byTier }: RawApology, currency: CurrencyCode): readonly TierApology[] | undefined {
  return byTier === undefined || byTier === null
    ? undefined
    : sorted(Object.keys(byTier)).map((tier) => ({ tier, form: formOf(byTier[tier] ?? {}, currency) }));
}

function formOf({ amount, rateBps, cap, base, unit }: RawApologyForm, currency: CurrencyCode): ApologyForm {
  if (amount !== undefined) return { kind: 'amount', amountMinor: requiredMinor(amount, currency) };
  if (rateBps === undefined) return { kind: 'none' };
  assert(cap !== undefined && base !== undefined, 'the check lets a rate through only with cap and base');
  const capMinor = requiredMinor(cap, currency);
  return { kind: 'rate', rateBps, capMinor, base, unitMinor: minorOf(unit, currency) ?? 1 };
}

function legalOf(raw: RawLegal): LegalProfile {
  if (raw.profile !== undefined) return LEGAL_PROFILES[raw.profile];
  const { id, refundBusinessDays, countedFrom, weekend, timeZone } = raw;
  assert(
    id !== undefined &&
      refundBusinessDays !== undefined &&
      countedFrom !== undefined &&
      weekend !== undefined &&
      timeZone !== undefined,
    'the check lets an own profile through only as a whole',
  );
  return {
    id,
    refundBusinessDays,
    countedFrom,
    weekend: [...weekend].sort((left, right) => left - right),
    timeZone,
  };
}

function minorOf(written: DecimalAsWritten | undefined, currency: CurrencyCode): number | undefined {
  return written === undefined ? undefined : requiredMinor(written, currency);
}

function requiredMinor(written: DecimalAsWritten, currency: CurrencyCode): number {
  const minor = amountMinor(written, currency);
  assert(minor !== undefined, 'the check lets only amounts of the currency through');
  return minor;
}

function sorted<T extends string>(list: readonly T[]): readonly T[] {
  return [...list].sort();
}

/** The section as plain JSON, as its hash is taken. */
export function remedyJson(policy: RemedyPolicy): Readonly<Record<string, unknown>> {
  return withoutUndefined(policy) as Readonly<Record<string, unknown>>; // a section of keys stays one
}

/** A frozen copy. */
export function frozenRemedy(policy: RemedyPolicy): RemedyPolicy {
  return Object.freeze({
    currency: policy.currency,
    honour: Object.freeze({ ...policy.honour, statuses: Object.freeze([...policy.honour.statuses]) }),
    review: Object.freeze({ ...policy.review, statuses: Object.freeze([...policy.review.statuses]) }),
    shortfall: Object.freeze({ ...policy.shortfall }),
    apology: frozenApology(policy.apology),
    refund: Object.freeze({
      ...policy.refund,
      pointsMethods: Object.freeze([...policy.refund.pointsMethods]),
      accountMethods: Object.freeze([...policy.refund.accountMethods]),
      giftMethods: Object.freeze([...policy.refund.giftMethods]),
    }),
    points: Object.freeze({ ...policy.points }),
    approvals: Object.freeze({ ...policy.approvals }),
    legal: Object.freeze({ ...policy.legal, weekend: Object.freeze([...policy.legal.weekend]) }),
    holidays: Object.freeze([...policy.holidays]),
    notice: Object.freeze({ ...policy.notice }),
  });
}

function frozenApology(apology: ApologyPolicy): ApologyPolicy {
  const byTier = apology.byTier?.map(({ tier, form }) =>
    Object.freeze({ tier, form: Object.freeze({ ...form }) }),
  );
  const form = Object.freeze({ ...apology.form });
  return Object.freeze({
    ...apology,
    form,
    byTier: byTier === undefined ? undefined : Object.freeze(byTier),
  });
}
