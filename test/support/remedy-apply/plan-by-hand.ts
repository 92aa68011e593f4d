import type { ApprovalPerson } from '../../../src/catalog/approval.js';
import type { RemedyPolicy } from '../../../src/catalog/remedy-policy.js';
import { signPlan, type PlanApprovalPolicy } from '../../../src/remedy/approvals.js';
import type { PlanToApply } from '../../../src/remedy/apply/scan-plan.js';
import {
  PLAN_SCHEMA,
  STEPS_VERSION,
  type PlanHeader,
  type PlannedLine,
  type PlanRecord,
  type PlanTrailer,
} from '../../../src/remedy/plan.js';
import { CohortSample } from '../../../src/remedy/cohort-sample.js';
import { incidentSha256 } from '../../../src/incident/incident-hash.js';
import { PlanTally } from '../../../src/remedy/plan-tally.js';
import { PlanDigest, planLineText } from '../../../src/remedy/plan-text.js';
import { newPrivateKeyPem, signingKeyFromPem, type SigningKey } from '../../../src/seal/ed25519.js';

/** When the plans of these tests are made, and their clocks begin. */
export const MADE_AT: number = Date.UTC(2026, 7, 8, 3);
const HOUR_MS = 3_600_000;

export const REMEDY: RemedyPolicy = {
  currency: 'KRW',
  honour: { statuses: ['delivered', 'collected'], budgetMinor: 0 },
  review: { statuses: ['packed'], unitsPerCustomerMax: undefined },
  shortfall: { allocation: 'reservation-order', partial: 'allow' },
  apology: {
    form: { kind: 'rate', rateBps: 1_000, capMinor: 100_000, base: 'intended-price', unitMinor: 1 },
    minimumSpendMinor: 0,
    validDays: 30,
    budgetMinor: undefined,
    redemptionBps: 4_000,
    whenOver: 'fail',
  },
  refund: {
    split: 'proportional',
    pointsMethods: ['points'],
    accountMethods: ['virtual-account'],
    accountDays: 14,
    giftMethods: [],
  },
  points: { negativeBalance: 'allow' },
  approvals: { twoFromOrders: 2_000_000, twoFromMinor: 2 ** 50, validHours: 720 },
  legal: {
    id: 'KR',
    refundBusinessDays: 3,
    countedFrom: 'payment',
    weekend: [6, 7],
    timeZone: 'Asia/Seoul',
  },
  holidays: [],
  notice: { shopName: 'Shop', contact: '1588-0000', appealDays: 14 },
};

/** Signs plans for {@link PERSON}. */
export const KEY: SigningKey = signingKeyFromPem(newPrivateKeyPem());
/** Who may sign plans by {@link POLICY}. */
export const PERSON: ApprovalPerson = {
  id: 'lee',
  keyId: KEY.keyId,
  publicKey: KEY.publicKey,
  role: 'manager',
};

/** A policy whose one manager may sign plans. */
export const POLICY: PlanApprovalPolicy = {
  remedy: REMEDY,
  approvals: {
    people: [PERSON],
    roles: [{ name: 'manager', mayApprove: 'all', mayApproveBatch: true, maySeal: false, mayResume: false }],
    secondSignatureFromMinor: new Map(),
    validDaysMax: 30,
  },
};

export function headerOf(init: Partial<PlanHeader> = {}): PlanHeader {
  const header = draftHeader(init);
  const { incidentId: id, saleId, currency, incident } = header;
  return { ...header, incidentSha256: incidentSha256({ ...NO_STORY, id, saleId, currency, ...incident }) };
}

/** What of an incident its digest leaves out. */
const NO_STORY = {
  schema: 'saleguard/incident/1',
  origin: 'operator',
  cause: 'entry',
  stages: [],
  evidence: [],
  trip: undefined,
} as const;

function draftHeader(init: Partial<PlanHeader>): PlanHeader {
  return {
    type: 'plan',
    schema: PLAN_SCHEMA,
    stepsVersion: STEPS_VERSION,
    incidentId: 'sale:trip-1',
    saleId: 'sale',
    currency: 'KRW',
    madeAt: MADE_AT,
    maker: 'kim',
    expiresAt: MADE_AT + 720 * HOUR_MS,
    incidentSha256: 'a'.repeat(64),
    policy: REMEDY,
    incident: {
      class: 'price',
      knownAt: MADE_AT - HOUR_MS,
      subject: {
        prices: [{ sku: 'EP-1', priceList: 'default', shownMinor: [13_600], intendedMinor: 136_000 }],
        promotions: [],
        shortfalls: [],
        from: MADE_AT - 24 * HOUR_MS,
        until: MADE_AT,
      },
    },
    couponExpiresAt: MADE_AT + 720 * HOUR_MS,
    ...init,
  };
}

export function lineOf(init: Partial<PlannedLine> = {}): PlannedLine {
  return {
    lineId: '1',
    sku: 'EP-1',
    priceList: 'default',
    quantity: 1,
    decision: 'cancel',
    cancelledUnits: 1,
    shownMinor: 13_600,
    intendedMinor: 136_000,
    refundMinor: 13_600,
    givenAwayMinor: 0,
    reasons: ['wrong-price'],
    ...init,
  };
}

/** One ear phone, paid by card, cancelled: a hold, a refund and the stock, unless told. */
export function recordOf(init: Partial<PlanRecord> = {}): PlanRecord {
  const id = init.id ?? 'o-1';
  return {
    type: 'order',
    id,
    customer: `k1.customer-of-${id}`,
    receiver: undefined,
    status: 'paid',
    channel: 'app',
    placedAt: MADE_AT - 2 * HOUR_MS,
    decision: 'cancel',
    lines: [lineOf()],
    payments: [{ ref: `pay-${id}`, method: 'card', kind: 'refund', amountMinor: 13_600 }],
    shippingMinor: 0,
    earnedPoints: 0,
    partnerMiles: undefined,
    couponRefs: [],
    coupon: undefined,
    noticeFor: undefined,
    dueAt: MADE_AT + 72 * HOUR_MS,
    ...init,
  };
}

/** A whole plan, signed by somebody who did not make it. */
export function planOf(records: readonly PlanRecord[], init: Partial<PlanHeader> = {}): PlanToApply {
  const header = headerOf(init);
  const trailer = trailerOf(header, records);
  const approval = signPlan({ header, trailer, signer: PERSON, key: KEY, now: header.madeAt });
  return { header, records: () => records, trailer, approvals: [approval] };
}

const NOBODY = {
  'other-sale': 0,
  'outside-window': 0,
  'other-time': 0,
  'other-goods': 0,
  'right-price': 0,
  'already-returned': 0,
  'already-cancelled': 0,
};

/** The last line of a plan with these records. */
export function trailerOf(header: PlanHeader, records: readonly PlanRecord[]): PlanTrailer {
  const digest = new PlanDigest();
  const tally = new PlanTally({ redemptionBps: header.policy.apology.redemptionBps });
  const sample = new CohortSample(header.incidentSha256);
  digest.add(planLineText(header));
  for (const record of records) {
    digest.add(planLineText(record));
    tally.add(record);
    sample.add(record.id);
  }
  const rest = {
    type: 'end',
    count: records.length,
    totals: { ...tally.totals(), couponScaleBps: 10_000 },
    cohort: {
      ordersRead: records.length,
      ordersIn: records.length,
      repeated: 0,
      excluded: NOBODY,
      sha256: tally.idsSha256(),
      sample: sample.ids(),
    },
    lotteries: [],
  } as const;
  return { ...rest, digest: digest.of(rest) };
}
