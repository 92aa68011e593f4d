import * as z from 'zod';
import { ORDER_STATUSES } from '../catalog/order.js';
import {
  ALLOCATIONS,
  OFFERED_TIERS_MAX,
  type ApologyForm,
  type RemedyPolicy,
  type TierApology,
} from '../catalog/remedy-policy.js';
import { parseDay } from '../core/clock.js';
import { timeZoneOf } from '../core/time-zone.js';
import { INCIDENT_CLASSES } from '../incident/incident.js';
import {
  COHORT_EXCLUSIONS,
  DECISION_REASONS,
  PLAN_SCHEMA,
  STEPS_VERSION,
  type CohortCounts,
  type CohortExclusion,
  type LineDecision,
  type LotteryReceipt,
  type PlanApproval,
  type PlanHeader,
  type PlannedLine,
  type PlannedPayment,
  type PlanRecord,
  type PlanTotals,
  type PlanTrailer,
  type TierTotals,
} from '../remedy/plan.js';
import { subjectSchema } from './incident-schema.js';
import {
  expectingUnshown,
  unshownAmount,
  unshownCurrency,
  unshownId,
  unshownList,
  unshownOneOf,
  unshownText,
  unshownWhole,
} from './order-fields.js';

const SAFE_MAX = Number.MAX_SAFE_INTEGER;
const INSTANT_MAX = 8_640_000_000_000_000;
const UNITS_MAX = 1_000_000_000;
const TEXT_MAX = 128;
const LINES_MAX = 200;
const PAYMENTS_MAX = 20;
const COUPONS_MAX = 50;
/** Orders of one customer that a notice may name. */
const NOTICE_MAX = 1_000;
const SAMPLE_MAX = 20;
const LOTTERIES_MAX = 100;
const DECISIONS: readonly LineDecision[] = ['honour', 'cancel', 'partial', 'review'];

/** Schema of the first line. */
export function planHeaderSchema(): z.ZodType<PlanHeader> {
  return z.strictObject(
    {
      type: z.literal('plan', expectingUnshown('plan')),
      schema: z.literal(PLAN_SCHEMA, expectingUnshown(PLAN_SCHEMA)),
      stepsVersion: z.literal(STEPS_VERSION, expectingUnshown(`${STEPS_VERSION}, the steps of this release`)),
      incidentId: unshownId('an id of the incident'),
      saleId: unshownId('an id of the sale'),
      currency: unshownCurrency(),
      madeAt: instant(),
      maker: unshownId('an opaque id of the maker'),
      expiresAt: instant(),
      incidentSha256: sha256(),
      policy: remedyPolicySchema(),
      incident: z.strictObject(
        { class: unshownOneOf(INCIDENT_CLASSES), knownAt: instant(), subject: subjectSchema() },
        expectingUnshown('what was wrong'),
      ),
      couponExpiresAt: optional(instant()),
    },
    expectingUnshown('the first line of a plan'),
  );
}

/** The domain form of the policy's section, as a plan carries it. */
function remedyPolicySchema(): z.ZodType<RemedyPolicy> {
  const statuses = unshownList(unshownOneOf(ORDER_STATUSES), ORDER_STATUSES.length);
  const methods = unshownList(unshownText(64, 'a method of payment'), 50);
  return z.strictObject(
    {
      currency: unshownCurrency(),
      honour: part({ statuses, budgetMinor: unshownAmount() }),
      review: part({ statuses, unitsPerCustomerMax: optional(whole(1, UNITS_MAX)) }),
      shortfall: part({
        allocation: unshownOneOf(ALLOCATIONS),
        partial: unshownOneOf(['allow', 'refuse']),
      }),
      apology: apologySchema(),
      refund: part({
        split: unshownOneOf(['proportional', 'money-first']),
        pointsMethods: methods,
        accountMethods: methods,
        accountDays: whole(1, 365),
        giftMethods: methods,
      }),
      points: part({ negativeBalance: unshownOneOf(['allow', 'review']) }),
      approvals: part({
        twoFromOrders: whole(1, UNITS_MAX),
        twoFromMinor: unshownAmount(),
        validHours: whole(1, 720),
      }),
      legal: part({
        id: unshownId('an id of the profile'),
        refundBusinessDays: whole(1, 60),
        countedFrom: unshownOneOf(['payment', 'known']),
        weekend: unshownList(whole(1, 7), 6),
        timeZone: checked('a time zone such as Asia/Seoul', (name) => timeZoneOf(name) !== undefined),
      }),
      holidays: unshownList(
        checked('a day such as 2026-10-05', (day) => parseDay(day) !== undefined),
        1_000,
      ),
      notice: part({
        shopName: unshownText(80, 'the name of the shop'),
        contact: unshownText(200, 'where customers ask'),
        appealDays: whole(1, 365),
      }),
    },
    expectingUnshown('the policy of the plan'),
  );
}

function apologySchema(): z.ZodType<RemedyPolicy['apology']> {
  const form = z.discriminatedUnion(
    'kind',
    [
      z.strictObject({ kind: z.literal('none') }, expectingUnshown('no coupon')),
      z.strictObject(
        { kind: z.literal('amount'), amountMinor: unshownAmount() },
        expectingUnshown('an amount'),
      ),
      z.strictObject(
        {
          kind: z.literal('rate'),
          rateBps: whole(1, 9_999),
          capMinor: unshownAmount(),
          base: unshownOneOf(['paid-price', 'intended-price']),
          unitMinor: whole(1, SAFE_MAX),
        },
        expectingUnshown('a rate'),
      ),
    ],
    expectingUnshown('a form of coupon: none, amount or rate'),
  );
  return part({
    form,
    byTier: optional(tierApologiesSchema(form)),
    minimumSpendMinor: unshownAmount(),
    validDays: whole(1, 1_095),
    budgetMinor: optional(unshownAmount()),
    redemptionBps: whole(0, 10_000),
    whenOver: unshownOneOf(['fail', 'scale']),
  });
}

function tierApologiesSchema(form: z.ZodType<ApologyForm>): z.ZodType<readonly TierApology[]> {
  const options = expectingUnshown('apologies by tier, in order, each tier once');
  return unshownList(part({ tier: tierName(), form }), OFFERED_TIERS_MAX).refine(
    (list) => list.length > 0 && list.every(({ tier }, at) => at === 0 || (list[at - 1]?.tier ?? '') < tier),
    options,
  );
}

function tierName(): z.ZodString {
  return unshownText(64, 'a tier of customers');
}

/** Schema of a line between the first and the last. */
export function planRecordSchema(): z.ZodType<PlanRecord> {
  return z.strictObject(
    {
      type: z.literal('order', expectingUnshown('order')),
      id: unshownId('an id of the order'),
      customer: unshownId('a customer reference'),
      receiver: optional(unshownId('a reference of the receiver')),
      status: unshownOneOf(ORDER_STATUSES),
      channel: unshownId('an id of the channel'),
      placedAt: instant(),
      tier: optional(tierName()),
      decision: unshownOneOf(DECISIONS),
      lines: unshownList(plannedLineSchema(), LINES_MAX).min(1, expectingUnshown('at least one line')),
      payments: unshownList(paymentSchema(), PAYMENTS_MAX),
      shippingMinor: unshownAmount(),
      earnedPoints: whole(0, SAFE_MAX),
      partnerMiles: optional(part({ partner: unshownId('an id of the partner'), miles: whole(1, SAFE_MAX) })),
      couponRefs: unshownList(unshownId('a reference of a coupon'), COUPONS_MAX),
      coupon: optional(
        part({
          amountMinor: whole(1, SAFE_MAX),
          tier: optional(tierName()),
          codeSha256: optional(sha256()),
        }),
      ),
      noticeFor: optional(
        unshownList(unshownId('an id of an order'), NOTICE_MAX).min(
          1,
          expectingUnshown('at least one order'),
        ),
      ),
      dueAt: optional(instant()),
      reviewDueAt: optional(instant()),
    },
    expectingUnshown('an order of a plan'),
  );
}

function plannedLineSchema(): z.ZodType<PlannedLine> {
  return part({
    lineId: unshownText(TEXT_MAX, 'an id of the line'),
    sku: unshownText(TEXT_MAX, 'a SKU'),
    priceList: unshownText(TEXT_MAX, 'a price list'),
    quantity: whole(0, UNITS_MAX),
    decision: unshownOneOf(DECISIONS),
    cancelledUnits: whole(0, UNITS_MAX),
    shownMinor: unshownAmount(),
    intendedMinor: optional(unshownAmount()),
    refundMinor: unshownAmount(),
    givenAwayMinor: unshownAmount(),
    reasons: unshownList(unshownOneOf(DECISION_REASONS), DECISION_REASONS.length),
  });
}

function paymentSchema(): z.ZodType<PlannedPayment> {
  return part({
    ref: unshownId('a reference of the payment'),
    method: unshownText(64, 'a method of payment'),
    kind: unshownOneOf(['void', 'refund', 'account-refund', 'restore-points']),
    amountMinor: whole(1, SAFE_MAX),
  });
}

/** Schema of the last line before the signatures. */
export function planTrailerSchema(): z.ZodType<PlanTrailer> {
  return z.strictObject(
    {
      type: z.literal('end', expectingUnshown('end')),
      count: whole(0, SAFE_MAX),
      totals: totalsSchema(),
      cohort: cohortSchema(),
      lotteries: unshownList(lotterySchema(), LOTTERIES_MAX),
      digest: sha256(),
    },
    expectingUnshown('the last line of a plan'),
  );
}

function totalsSchema(): z.ZodType<PlanTotals> {
  const count = whole(0, SAFE_MAX);
  const decided = part({ honour: count, cancel: count, partial: count, review: count });
  return part({
    orders: count,
    customers: count,
    lines: decided,
    ordersBy: decided,
    unitsCancelled: count,
    refundMinor: count,
    voidMinor: count,
    points: count,
    earnedPoints: count,
    coupons: count,
    couponScaleBps: whole(0, 10_000),
    couponWorstMinor: count,
    couponExpectedMinor: count,
    honouredMinor: count,
    notices: count,
    firstDueAt: optional(instant()),
    firstReviewDueAt: optional(instant()),
    byTier: optional(unshownList(tierTotalsSchema(), OFFERED_TIERS_MAX + 1)),
  });
}

function tierTotalsSchema(): z.ZodType<TierTotals> {
  const count = whole(0, SAFE_MAX);
  return part({
    tier: optional(tierName()),
    ordersBy: part({ honour: count, cancel: count, partial: count, review: count }),
    customers: count,
    coupons: count,
    couponWorstMinor: count,
    couponPerCustomerMinor: optional(count),
    couponRatioBps: optional(count),
    refundHours: optional(whole(-SAFE_MAX, SAFE_MAX)),
  });
}

function cohortSchema(): z.ZodType<CohortCounts> {
  const count = whole(0, SAFE_MAX);
  // One count for each exclusion of the table.
  const excluded = Object.fromEntries(COHORT_EXCLUSIONS.map((reason) => [reason, count])) as Record<
    CohortExclusion,
    z.ZodNumber
  >;
  return part({
    ordersRead: count,
    ordersIn: count,
    repeated: count,
    excluded: part(excluded),
    sha256: sha256(),
    sample: unshownList(unshownId('an id of an order'), SAMPLE_MAX),
  });
}

function lotterySchema(): z.ZodType<LotteryReceipt> {
  return part({
    commitment: sha256(),
    seed: unshownText(1_024, 'the seed of a lottery'),
    rule: z.literal('hmac-sha256-lowest-first', expectingUnshown('hmac-sha256-lowest-first')),
  });
}

/** Schema of a signature. */
export function planApprovalSchema(): z.ZodType<PlanApproval> {
  return z.strictObject(
    {
      type: z.literal('approval', expectingUnshown('approval')),
      incidentId: unshownId('an id of the incident'),
      digest: sha256(),
      approver: unshownId('an opaque id of the person'),
      role: unshownText(64, 'a name of a role'),
      signedAt: instant(),
      expiresAt: instant(),
      nonce: hex(32, 'a nonce'),
      keyId: hex(16, 'a key id'),
      signature: checked('an Ed25519 signature: the base64 of 64 bytes', (text) =>
        /^[A-Za-z0-9+/]{85}[AQgw]==$/.test(text),
      ),
    },
    expectingUnshown('a signature of a plan'),
  );
}

function part<S extends z.core.$ZodShape>(shape: S): z.ZodObject<S, z.core.$strict> {
  return z.strictObject(shape, expectingUnshown(`a section with ${Object.keys(shape).join(', ')}`));
}

function whole(minimum: number, maximum: number): z.ZodNumber {
  return unshownWhole({ minimum, maximum, what: 'a whole number' });
}

function instant(): z.ZodNumber {
  return unshownWhole({ minimum: 0, maximum: INSTANT_MAX, what: 'milliseconds since 1970' });
}

function sha256(): z.ZodString {
  return hex(64, 'a SHA-256');
}

function hex(digits: number, what: string): z.ZodString {
  const options = expectingUnshown(`${what}: ${digits} digits 0-9 a-f`);
  return z
    .string(options)
    .length(digits, options)
    .regex(/^[0-9a-f]*$/, options);
}

function checked(what: string, isGood: (text: string) => boolean): z.ZodString {
  const options = expectingUnshown(what);
  return z.string(options).max(TEXT_MAX, options).refine(isGood, options);
}

/** A member that a line leaves out where there is nothing to say; the domain has it as `undefined`. */
function optional<T>(schema: z.ZodType<T>): z.ZodType<T | undefined> {
  return schema.optional();
}
