import type { RemedyPolicy } from '../../../../src/catalog/remedy-policy.js';
import { ORDER_STATUSES } from '../../../../src/catalog/order.js';
import { parseInstant, type EpochMs } from '../../../../src/core/clock.js';
import { CohortSample } from '../../../../src/remedy/cohort-sample.js';
import {
  COHORT_EXCLUSIONS,
  DECISION_REASONS,
  type CohortExclusion,
  type DecisionReason,
  type LineDecision,
  type PlanHeader,
  type PlannedLine,
  type PlannedPayment,
  type PlanRecord,
  type PlanTrailer,
} from '../../../../src/remedy/plan.js';
import { canonicalJson } from '../../../../src/seal/canonical-json.js';
import { sha256Hex } from '../../../../src/seal/digest.js';
import { withoutUndefined } from '../../../../src/seal/without-undefined.js';
import { PlanTally } from '../../../../src/remedy/plan-tally.js';
import { PlanDigest, planLineText } from '../../../../src/remedy/plan-text.js';

/** An instant that the test wrote down. */
export function at(text: string): EpochMs {
  const instant = parseInstant(text);
  if (instant === undefined) throw new Error(`no instant: ${text}`);
  return instant;
}

export const FAKE_POLICY: RemedyPolicy = {
  currency: 'KRW',
  honour: { statuses: ['delivered', 'collected'], budgetMinor: 0 },
  review: { statuses: ['packed'], unitsPerCustomerMax: 5 },
  shortfall: { allocation: 'reservation-order', partial: 'allow' },
  apology: {
    form: { kind: 'rate', rateBps: 1000, capMinor: 100_000, base: 'intended-price', unitMinor: 100 },
    minimumSpendMinor: 30_000,
    validDays: 90,
    budgetMinor: 1_000_000_000,
    redemptionBps: 4000,
    whenOver: 'fail',
  },
  refund: {
    split: 'proportional',
    pointsMethods: ['points'],
    accountMethods: ['virtual-account'],
    accountDays: 30,
    giftMethods: ['gift-card'],
  },
  points: { negativeBalance: 'allow' },
  approvals: { twoFromOrders: 100, twoFromMinor: 10_000_000, validHours: 72 },
  legal: {
    id: 'KR',
    refundBusinessDays: 3,
    countedFrom: 'payment',
    weekend: [6, 7],
    timeZone: 'Asia/Seoul',
  },
  holidays: [],
  notice: { shopName: '하이마켓', contact: '1588-0000, help.example.com', appealDays: 14 },
};

/** A header of the day of the 90 % earphones; parts of it, and of its policy, as the test wants them. */
export function fakeHeader(
  changes: Partial<PlanHeader> = {},
  policy: Partial<RemedyPolicy> = {},
): PlanHeader {
  const header: PlanHeader = {
    type: 'plan',
    schema: 'saleguard/plan/1',
    stepsVersion: 1,
    incidentId: 'summer-2026:trip-1',
    saleId: 'summer-2026',
    currency: 'KRW',
    madeAt: at('2026-08-01T12:00:00+09:00'),
    maker: 'p-1',
    expiresAt: at('2026-08-08T12:00:00+09:00'),
    incidentSha256: 'a'.repeat(64),
    policy: { ...FAKE_POLICY, ...policy },
    incident: {
      class: 'price',
      knownAt: at('2026-08-01T10:12:00+09:00'),
      subject: {
        prices: [{ sku: 'EP-100', priceList: 'default', shownMinor: [12_900], intendedMinor: 129_000 }],
        promotions: [],
        shortfalls: [],
        from: at('2026-08-01T10:00:00+09:00'),
        until: at('2026-08-01T10:11:30+09:00'),
      },
    },
    couponExpiresAt: at('2026-10-31T00:00:00+09:00') - 1,
    ...changes,
  };
  const { incidentId: id, saleId, currency, incident } = header;
  const { class: kind, knownAt, subject } = incident;
  const sha256 = sha256Hex(
    canonicalJson(withoutUndefined({ id, saleId, class: kind, currency, knownAt, subject })),
  );
  return { ...header, incidentSha256: changes.incidentSha256 ?? sha256 };
}

export function fakeLine(changes: Partial<PlannedLine> = {}): PlannedLine {
  return {
    lineId: '1',
    sku: 'EP-100',
    priceList: 'default',
    quantity: 2,
    decision: 'cancel',
    cancelledUnits: 2,
    shownMinor: 12_900,
    intendedMinor: 129_000,
    refundMinor: 25_800,
    givenAwayMinor: 0,
    reasons: ['wrong-price'],
    ...changes,
  };
}

export function fakePayment(changes: Partial<PlannedPayment> = {}): PlannedPayment {
  return { ref: 'pay-1', method: 'card', kind: 'refund', amountMinor: 28_800, ...changes };
}

export function fakeRecord(changes: Partial<PlanRecord> = {}): PlanRecord {
  return {
    type: 'order',
    id: 'A-1',
    customer: 'k1:abcdefghijklmnopqrstuv',
    receiver: undefined,
    status: 'paid',
    channel: 'app',
    placedAt: at('2026-08-01T10:03:20+09:00'),
    decision: 'cancel',
    lines: [fakeLine()],
    payments: [fakePayment()],
    shippingMinor: 3_000,
    earnedPoints: 0,
    partnerMiles: undefined,
    couponRefs: [],
    coupon: { amountMinor: 25_800, codeSha256: undefined },
    noticeFor: ['A-1'],
    dueAt: at('2026-08-07T00:00:00+09:00') - 1,
    ...changes,
  };
}

/** An order that a person has to decide, by the day on which the money of {@link fakeRecord} is due. */
export function fakeReview(changes: Partial<PlanRecord> = {}): PlanRecord {
  return fakeRecord({
    status: 'packed',
    decision: 'review',
    lines: [
      fakeLine({
        decision: 'review',
        cancelledUnits: 0,
        refundMinor: 0,
        reasons: ['wrong-price', 'being-packed'],
      }),
    ],
    payments: [],
    shippingMinor: 0,
    coupon: undefined,
    noticeFor: undefined,
    dueAt: undefined,
    reviewDueAt: at('2026-08-07T00:00:00+09:00') - 1,
    ...changes,
  });
}

/** The same header with another apology for gold and vip. */
export function tieredHeader(): PlanHeader {
  const { apology } = FAKE_POLICY;
  const byTier = [
    { tier: 'gold', form: { kind: 'amount', amountMinor: 20_000 } as const },
    { tier: 'vip', form: { kind: 'amount', amountMinor: 50_000 } as const },
  ];
  return fakeHeader({}, { apology: { ...apology, form: { kind: 'amount', amountMinor: 8_000 }, byTier } });
}

/** Records of a plan by {@link tieredHeader}: of five orders two are gold's and one is vip's. */
export function tieredRecords(records: Iterable<PlanRecord>): readonly PlanRecord[] {
  return [...records].map((record, index) => {
    const tier = [undefined, 'gold', undefined, 'gold', 'vip'][index % 5];
    const amountMinor = tier === undefined ? 8_000 : tier === 'gold' ? 20_000 : 50_000;
    const coupon = record.coupon === undefined ? undefined : { amountMinor, tier, codeSha256: undefined };
    return { ...record, tier, coupon };
  });
}

/** Numbers that look random and are the same on every run: mulberry32. */
export function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const REVIEWS: readonly DecisionReason[] = DECISION_REASONS.slice(DECISION_REASONS.indexOf('being-packed'));

/** Orders as a bad night makes them: nine of ten cancelled, some delivered, some for a person. */
export function* fakeRecords(count: number, seed = 7): Generator<PlanRecord> {
  const random = seeded(seed);
  for (let index = 0; index < count; index++) yield randomRecord({ index, count }, random);
}

function idOf(index: number): string {
  return `H-${String(index + 1).padStart(7, '0')}`;
}

/** Every seventeenth customer has two orders, both cancelled, and one notice over both. */
function randomRecord(
  { index, count }: { readonly index: number; readonly count: number },
  random: (below: number) => number,
): PlanRecord {
  const id = idOf(index);
  const isFirst = index % 17 === 16 && index + 1 < count;
  const isSecond = index % 17 === 0 && index > 0;
  const roll = random(100);
  const decision: LineDecision =
    isFirst || isSecond || roll < 88 ? 'cancel' : roll < 94 ? 'honour' : roll < 97 ? 'partial' : 'review';
  const quantity = decision === 'partial' ? 2 + random(2) : 1 + random(3);
  const cancelledUnits = decision === 'cancel' ? quantity : decision === 'partial' ? 1 : 0;
  const refundMinor = cancelledUnits * 12_900;
  const day = random(5);
  const placedAt = at('2026-08-01T10:00:00+09:00') + random(690_000);
  const points = refundMinor > 0 && random(5) === 0 ? 1_000 : 0;
  const method = random(8) === 0 ? 'virtual-account' : 'card';
  const rest: PlannedPayment[] =
    refundMinor === 0
      ? []
      : [
          fakePayment({
            ref: `pg-${index}`,
            method,
            kind: method === 'card' ? (random(40) === 0 ? 'void' : 'refund') : 'account-refund',
            amountMinor: refundMinor - points,
          }),
          ...(points === 0
            ? []
            : [
                fakePayment({
                  ref: `pt-${index}`,
                  method: 'points',
                  kind: 'restore-points',
                  amountMinor: points,
                }),
              ]),
        ];
  const isCancelled = cancelledUnits > 0;
  const dayEnd = at('2026-08-05T00:00:00+09:00') + day * 86_400_000 - 1;
  return fakeRecord({
    id,
    customer: `k1:${String(isSecond ? index - 1 : index).padStart(22, '0')}`,
    receiver: random(25) === 0 ? `k1:${'g'.repeat(22)}` : undefined,
    status:
      decision === 'honour'
        ? 'delivered'
        : decision === 'review'
          ? 'packed'
          : (ORDER_STATUSES[1 + random(2) * 2] ?? 'paid'),
    placedAt,
    decision,
    lines: [
      fakeLine({
        quantity,
        decision,
        cancelledUnits,
        refundMinor,
        givenAwayMinor: decision === 'honour' ? quantity * 116_100 : 0,
        reasons: reasonsOf(decision, random),
      }),
    ],
    payments: rest,
    shippingMinor: 0,
    earnedPoints: isCancelled ? cancelledUnits * 129 : 0,
    couponRefs: isCancelled && random(9) === 0 ? [`cp-${index}`] : [],
    coupon:
      isCancelled && !isSecond
        ? { amountMinor: Math.min(100_000, cancelledUnits * 12_900), codeSha256: undefined }
        : undefined,
    noticeFor: !isCancelled || isSecond ? undefined : isFirst ? [id, idOf(index + 1)] : [id],
    dueAt: isCancelled ? dayEnd : undefined,
    reviewDueAt: decision === 'review' ? dayEnd : undefined,
  });
}

function reasonsOf(decision: LineDecision, random: (below: number) => number): readonly DecisionReason[] {
  switch (decision) {
    case 'cancel':
      return ['wrong-price'];
    case 'honour':
      return ['wrong-price', random(3) === 0 ? 'within-honour-budget' : 'already-delivered'];
    case 'partial':
      return ['wrong-price', 'within-honour-budget', 'not-enough-units'];
    case 'review':
      return ['wrong-price', REVIEWS[random(REVIEWS.length)] ?? 'being-packed'];
  }
}

/** The last line of a plan of these records, with its true sums and digest. */
export function fakeTrailer(header: PlanHeader, records: Iterable<PlanRecord>): PlanTrailer {
  const tally = new PlanTally(header.policy.apology);
  const digest = new PlanDigest();
  digest.add(planLineText(header));
  const sample = new CohortSample(header.incidentSha256);
  for (const record of records) {
    tally.add(record);
    digest.add(planLineText(record));
    sample.add(record.id);
  }
  const excluded = Object.fromEntries(COHORT_EXCLUSIONS.map((name, index) => [name, index * 11])) as Record<
    CohortExclusion,
    number
  >;
  const left = Object.values(excluded).reduce((sum, count) => sum + count, 0);
  const unsigned: Omit<PlanTrailer, 'digest'> = {
    type: 'end',
    count: tally.count,
    totals: { ...tally.totals(), couponScaleBps: 10_000 },
    cohort: {
      ordersRead: tally.count + left,
      ordersIn: tally.count,
      excluded,
      repeated: 0,
      sha256: tally.idsSha256(),
      sample: sample.ids(),
    },
    lotteries: [],
  };
  return { ...unsigned, digest: digest.of(unsigned) };
}
