import { describe, expect, it } from 'vitest';
import type { Order } from '../../../src/catalog/order.js';
import type { PlannedPayment, PlanRecord } from '../../../src/remedy/plan.js';
import { makeLine, makeOrder, makePayment, makePolicy, planOf, recordOf } from './remedy-fixtures.js';

/** The record of one order, planned alone. */
async function recordFor(order: Partial<Order>): Promise<PlanRecord> {
  return recordOf(await planOf([makeOrder(order)]), order.id ?? 'o-1');
}

/** `card refund 13600`, one a payment. */
function paid(payments: readonly PlannedPayment[]): readonly string[] {
  return payments.map(({ method, kind, amountMinor }) => `${method} ${kind} ${amountMinor}`);
}

/** Why a person has to look at the first line. */
function reasonOf(record: PlanRecord): string {
  return `${record.decision}: ${record.lines[0]?.reasons.join(', ') ?? 'none'}`;
}

const RIGHT = makeLine({ lineId: '2', sku: 'HP-1', unitPriceMinor: 59_000 });
/** A wrong line of 13,600 and a right one of 59,000. */
const MIXED = { lines: [makeLine(), RIGHT] };
/** Both and KRW 3,000 for shipping. */
const MIXED_MINOR = 75_600;

describe('a mixed cart', () => {
  it('keeps its right lines, and shipping with them', async () => {
    const record = await recordFor({ ...MIXED, shippingMinor: 3_000 });
    expect(record).toMatchObject({ decision: 'cancel', shippingMinor: 0 });
    expect(record.lines.map(({ lineId }) => lineId)).toEqual(['1']);
    expect(paid(record.payments)).toEqual(['card refund 13600']);
  });

  it('gives units back that are still there, in exact shares of the line', async () => {
    const cut = [{ promotionId: 'app', amountMinor: 1_000 }];
    const line = makeLine({ quantity: 3, returnedQuantity: 1, reductions: cut });
    // 3 x 13,600 - 1,000 = 39,800; two of three units are 26,533.33, rounded to the larger remainder.
    const payments = [makePayment({ capturedMinor: 39_800 + 59_000, refundedMinor: 13_267 })];
    const record = await recordFor({ lines: [line, RIGHT], payments });
    expect(record.lines[0]).toMatchObject({ quantity: 2, cancelledUnits: 2, refundMinor: 26_533 });
    expect(paid(record.payments)).toEqual(['card refund 26533']);
  });

  it('takes the amount that the records of the shop state, and computes nothing again', async () => {
    const line = makeLine({ quantity: 3, returnedQuantity: 1, refundMinor: 26_534 });
    const payments = [makePayment({ capturedMinor: 26_534 + 59_000 })];
    const record = await recordFor({ lines: [line, RIGHT], payments });
    expect(paid(record.payments)).toEqual(['card refund 26534']);
  });

  const several = [
    makePayment({ ref: 'a', capturedMinor: 50_000 }),
    makePayment({ ref: 'b', method: 'points', capturedMinor: 15_600 }),
    makePayment({ ref: 'c', method: 'gift-card', capturedMinor: 10_000 }),
  ];

  it('gives a part back over all payments by their shares', async () => {
    const record = await recordFor({ ...MIXED, shippingMinor: 3_000, payments: several });
    expect(several.reduce((sum, { capturedMinor }) => sum + capturedMinor, 0)).toBe(MIXED_MINOR);
    // 13,600 x 50,000 / 75,600 = 8,994.7; x 15,600 = 2,806.3; x 10,000 = 1,798.9
    expect(paid(record.payments)).toEqual([
      'card refund 8995',
      'points restore-points 2806',
      'gift-card refund 1799',
    ]);
  });

  it('or money before points and gift cards', async () => {
    const policy = makePolicy();
    const moneyFirst = { ...policy, refund: { ...policy.refund, split: 'money-first' as const } };
    const split = async (cardMinor: number): Promise<readonly string[]> => {
      const [card, points, gift] = several;
      if (card === undefined || points === undefined || gift === undefined) throw new Error('three payments');
      const rest = { ...points, capturedMinor: points.capturedMinor + 50_000 - cardMinor };
      const payments = [{ ...card, capturedMinor: cardMinor }, rest, gift];
      const order = makeOrder({ ...MIXED, shippingMinor: 3_000, payments });
      return paid(recordOf(await planOf([order], { policy: moneyFirst }), 'o-1').payments);
    };
    expect(await split(50_000)).toEqual(['card refund 13600']);
    // 3,600 are left for 55,600 points and 10,000 of the gift card.
    expect(await split(10_000)).toEqual([
      'card refund 10000',
      'points restore-points 3051',
      'gift-card refund 549',
    ]);
  });

  it('is for a person where a payment is only authorised; the whole order is not', async () => {
    const state = 'authorised' as const;
    const part = await recordFor({ ...MIXED, payments: [makePayment({ capturedMinor: 72_600, state })] });
    expect(reasonOf(part)).toBe('review: wrong-price, amounts-unclear');
    const whole = await recordFor({ payments: [makePayment({ state })] });
    expect(paid(whole.payments)).toEqual(['card void 13600']);
  });

  it('takes back what the cancelled units had earned, and no more', async () => {
    const line = makeLine({ quantity: 3, returnedQuantity: 1, earnedPoints: 100, earnedMiles: 10 });
    const other = { ...RIGHT, earnedPoints: 500, earnedMiles: 50 };
    const payments = [makePayment({ capturedMinor: 27_200 + 59_000 })];
    const record = await recordFor({ lines: [line, other], payments, milesPartner: 'air' });
    expect(record).toMatchObject({ earnedPoints: 66, partnerMiles: { partner: 'air', miles: 6 } });
  });

  it('gives coupons back that nothing kept uses', async () => {
    const cut = (promotionId: string): readonly { promotionId: string; amountMinor: number }[] => [
      { promotionId, amountMinor: 100 },
    ];
    const coupons = ['own', 'both', 'kept', 'nowhere', 'shipping'].map((promotionId) => ({
      ref: promotionId,
      promotionId,
    }));
    const lines = [
      makeLine({ reductions: [...cut('own'), ...cut('both')] }),
      { ...RIGHT, reductions: [...cut('both'), ...cut('kept')] },
    ];
    const shippingReductions = cut('shipping');
    expect((await recordFor({ lines, coupons, shippingReductions })).couponRefs).toEqual(['own']);
    const alone = lines.slice(0, 1);
    expect((await recordFor({ lines: alone, coupons, shippingReductions })).couponRefs).toEqual(
      coupons.map(({ ref }) => ref),
    );
  });
});

describe('payments that a plan does not understand', () => {
  it.each([
    ['none', [], 'no-payment'],
    ['too little', [makePayment({ capturedMinor: 13_599 })], 'refund-above-capture'],
    ['too much', [makePayment({ capturedMinor: 13_601 })], 'payments-do-not-add-up'],
    ['given back already', [makePayment({ refundedMinor: 13_600 })], 'refund-above-capture'],
    ['more given back than captured', [makePayment({ refundedMinor: 13_601 })], 'payments-do-not-add-up'],
    [
      'one reference twice',
      [makePayment({ capturedMinor: 6_800 }), makePayment({ capturedMinor: 6_800 })],
      'amounts-unclear',
    ],
    [
      'beyond 2^53',
      [
        makePayment({ capturedMinor: Number.MAX_SAFE_INTEGER }),
        makePayment({ ref: 'b', capturedMinor: 13_600 }),
      ],
      'amounts-unclear',
    ],
  ])('are for a person: %s', async (_, payments, reason) => {
    const record = await recordFor({ payments });
    expect(reasonOf(record)).toBe(`review: wrong-price, ${reason}`);
    expect(record.payments).toEqual([]);
  });

  it('are nothing to worry about where nothing was to pay', async () => {
    const free = makeLine({ reductions: [{ promotionId: 'gift', amountMinor: 13_600 }] });
    const record = await recordFor({ lines: [free], payments: [] });
    expect(record).toMatchObject({ decision: 'cancel', payments: [], dueAt: undefined, noticeFor: ['o-1'] });
  });

  it('go to an account of the customer where the method cannot be refunded', async () => {
    const record = await recordFor({ payments: [makePayment({ method: 'virtual-account' })] });
    expect(paid(record.payments)).toEqual(['virtual-account account-refund 13600']);
  });

  it('are due by the earliest of them', async () => {
    const at = Date.UTC(2026, 7, 3, 3);
    const payments = [
      makePayment({ capturedMinor: 13_000 }),
      makePayment({ ref: 'b', capturedMinor: 600, at }),
    ];
    const plan = await planOf([makeOrder({ payments }), makeOrder({ id: 'o-2' })]);
    expect(recordOf(plan, 'o-1').dueAt).toBe(Date.UTC(2026, 7, 6, 15) - 1);
    expect(plan.trailer.totals.firstDueAt).toBe(Date.UTC(2026, 7, 6, 15) - 1);
  });
});
