import { describe, expect, it } from 'vitest';
import type { ApologyPolicy, RemedyPolicy, TierApology } from '../../../src/catalog/remedy-policy.js';
import type { Order } from '../../../src/catalog/order.js';
import type { PlanRecord, TierTotals } from '../../../src/remedy/plan.js';
import { planLineText } from '../../../src/remedy/plan-text.js';
import { TierTally } from '../../../src/remedy/tier-tally.js';
import { makeLine, makeOrder, makePolicy, planOf, recordOf, type WholePlan } from './remedy-fixtures.js';

const RATE = {
  kind: 'rate',
  rateBps: 1_000,
  capMinor: 100_000,
  base: 'intended-price',
  unitMinor: 1,
} as const;

/** Everybody gets 10 % of what was meant: 13,600 won for one order; gold 20 %, vip 60,000 won whatever was ordered. */
const BY_TIER: readonly TierApology[] = [
  { tier: 'gold', form: { ...RATE, rateBps: 2_000 } },
  { tier: 'vip', form: { kind: 'amount', amountMinor: 60_000 } },
];

function policyOf(apology: Partial<ApologyPolicy> = {}): RemedyPolicy {
  const base = makePolicy();
  return {
    ...base,
    apology: {
      ...base.apology,
      form: RATE,
      byTier: BY_TIER,
      minimumSpendMinor: 200_000,
      budgetMinor: undefined,
      ...apology,
    },
  };
}

/** Orders of customers by number: `1: undefined, vip` are two orders of one customer. */
function ordersOf(...tiers: readonly (readonly (string | undefined)[])[]): readonly Order[] {
  return tiers.flatMap((own, customer) =>
    own.map((tier, index) =>
      makeOrder({ id: `o-${customer}-${index}`, customer: [`k1.customer-${customer}`], tier }),
    ),
  );
}

function rowOf({ trailer }: WholePlan, tier: string | undefined): TierTotals {
  const row = trailer.totals.byTier?.find((totals) => totals.tier === tier);
  if (row === undefined) throw new Error(`no row of ${tier ?? 'everybody else'}`);
  return row;
}

/** What the first order of each customer is granted. */
function couponsOf({ records }: WholePlan): readonly (PlanRecord['coupon'] | undefined)[] {
  return records.filter(({ noticeFor }) => noticeFor !== undefined).map(({ coupon }) => coupon);
}

describe('an apology by tier', () => {
  it('is what the tier of the order is offered, and everybody else is offered the same', async () => {
    const plan = await planOf(ordersOf([undefined], ['gold'], ['vip'], ['silver']), { policy: policyOf() });
    expect(couponsOf(plan)).toEqual([
      { amountMinor: 13_600 },
      { amountMinor: 27_200, tier: 'gold' },
      { amountMinor: 60_000, tier: 'vip' },
      { amountMinor: 13_600 },
    ]);
    expect(plan.records.map(({ tier }) => tier)).toEqual([undefined, 'gold', 'vip', undefined]);
    expect(plan.header.policy.apology.byTier).toEqual(BY_TIER);
  });

  it('leaves every byte as it is where the policy names no tier', async () => {
    const tiered = ordersOf([undefined], ['gold'], ['vip']);
    const policy = policyOf({ byTier: undefined });
    const plan = await planOf(tiered, { policy });
    const untold = await planOf(
      tiered.map((order) => ({ ...order, tier: undefined })),
      { policy },
    );
    expect(plan.trailer.totals.byTier).toBeUndefined();
    expect(plan.records.map(planLineText)).toEqual(untold.records.map(planLineText));
    expect(plan.trailer.digest).toBe(untold.trailer.digest);
  });

  it.each([
    ['everybody and a tier', [undefined, 'vip'], { amountMinor: 60_000, tier: 'vip' }],
    ['two tiers', ['vip', 'gold'], { amountMinor: 60_000, tier: 'vip' }],
    [
      'a tier that is worth more over both orders',
      ['gold', undefined],
      { amountMinor: 54_400, tier: 'gold' },
    ],
  ])('is one for a customer with orders of %s: the one worth most', async (_, tiers, expected) => {
    const plan = await planOf(ordersOf(tiers), { policy: policyOf() });
    expect(couponsOf(plan)).toEqual([expected]);
    const other = await planOf(ordersOf(tiers.toReversed()).toReversed(), { policy: policyOf() });
    expect(couponsOf(other)).toEqual([expected]);
  });

  it('counts for everybody where two offers are worth the same, and else for the first tier by name', async () => {
    const same = { kind: 'amount', amountMinor: 27_200 } as const;
    const byTier = [
      { tier: 'gold', form: same },
      { tier: 'vip', form: same },
    ];
    const plan = await planOf(ordersOf(['vip', 'gold'], ['vip', undefined]), {
      policy: policyOf({ byTier }),
    });
    expect(couponsOf(plan)).toEqual([{ amountMinor: 27_200, tier: 'gold' }, { amountMinor: 27_200 }]);
  });

  it('knows a customer by the orders of which anything is cancelled, and by no other', async () => {
    const delivered = makeOrder({ id: 'o-0', tier: 'vip', status: 'delivered' });
    const plan = await planOf([delivered, makeOrder({ id: 'o-1', tier: 'gold' })], { policy: policyOf() });
    expect(recordOf(plan, 'o-1').coupon).toEqual({ amountMinor: 27_200, tier: 'gold' });
    expect(rowOf(plan, 'vip')).toMatchObject({ customers: 0, coupons: 0, ordersBy: { honour: 1 } });
  });

  it('takes each rate of its own base', async () => {
    const byTier = [{ tier: 'vip', form: { ...RATE, base: 'paid-price', rateBps: 5_000 } as const }];
    const plan = await planOf(ordersOf(['vip'], [undefined]), { policy: policyOf({ byTier }) });
    expect(couponsOf(plan).map((coupon) => coupon?.amountMinor)).toEqual([6_800, 13_600]);
    const lower = await planOf(ordersOf(['vip', undefined]), { policy: policyOf({ byTier }) });
    expect(couponsOf(lower)).toEqual([{ amountMinor: 27_200 }]);
  });

  it('keeps within the budget at its worst: no plan, with what is missing', async () => {
    // 13,600 + 27,200 + 60,000.
    const orders = ordersOf([undefined], ['gold'], ['vip', 'vip']);
    const policy = policyOf({ budgetMinor: 100_799 });
    await expect(planOf(orders, { policy })).rejects.toThrow('1 more than the budget of 100799');
    const plan = await planOf(orders, { policy: policyOf({ budgetMinor: 100_800 }) });
    expect(plan.trailer.totals.couponWorstMinor).toBe(100_800);
  });

  it('gives the better one of what is left when all are scaled down, each rounded by its own unit', async () => {
    const coarse = { ...RATE, rateBps: 3_000, unitMinor: 40_000, capMinor: 80_000 };
    // 81,600 rounded down to 80,000, and half of it to 40,000; everybody's is 27,200, and half of it 13,600.
    const policy = policyOf({
      byTier: [{ tier: 'vip', form: coarse }],
      budgetMinor: 40_000,
      whenOver: 'scale',
    });
    expect(couponsOf(await planOf(ordersOf(['vip', undefined]), { policy }))).toEqual([
      { amountMinor: 40_000, tier: 'vip' },
    ]);
    const less = { ...policy, apology: { ...policy.apology, budgetMinor: 39_999 } };
    expect(couponsOf(await planOf(ordersOf(['vip', undefined]), { policy: less }))).toEqual([
      { amountMinor: 13_597 },
    ]);
  });

  it.each<[string, Partial<ApologyPolicy>, string]>([
    [
      'a tier is offered what our own coupon rules refuse',
      { byTier: [{ tier: 'vip', form: { kind: 'amount', amountMinor: 100_001 } }] },
      'tier "vip": coupon-exposure: share',
    ],
    [
      'a tier is offered goods for nothing',
      { byTier: [{ tier: 'vip', form: { ...RATE, rateBps: 10_000 } }] },
      'tier "vip": coupon-exposure',
    ],
    [
      'a tier has a rate without a cap',
      { byTier: [{ tier: 'vip', form: { ...RATE, capMinor: 0 } }] },
      'tier "vip": coupon-exposure: a rate without a cap',
    ],
    ['a tier is left without', { byTier: [{ tier: 'vip', form: { kind: 'none' } }] }, 'without an apology'],
    ['everybody else is left without', { form: { kind: 'none' } }, 'without an apology'],
    ['no tier is named', { byTier: [] }, 'not 1 to 50 tiers'],
    ['the tiers are not in order', { byTier: BY_TIER.toReversed() }, 'in order, each once'],
  ])('is refused before an order is read where %s', async (_, change, reason) => {
    const orders = {
      [Symbol.iterator]: (): never => {
        throw new Error('an order was read');
      },
    };
    await expect(planOf([], { policy: policyOf(change), orders })).rejects.toThrow(reason);
  });
});

describe('the sums by tier of a plan', () => {
  it('say what a customer of each tier gets, beside the one who gets least', async () => {
    const orders = [
      ...ordersOf([undefined], [undefined, undefined], ['gold'], ['vip', 'gold']),
      makeOrder({ id: 'p-1', customer: ['k1.customer-9'], tier: 'vip', status: 'packed' }),
    ];
    const plan = await planOf(orders, { policy: policyOf() });
    expect(plan.trailer.totals.byTier).toEqual([
      {
        ordersBy: { honour: 0, cancel: 3, partial: 0, review: 0 },
        customers: 2,
        coupons: 2,
        couponWorstMinor: 40_800,
        couponPerCustomerMinor: 20_400,
        couponRatioBps: 10_000,
        refundHours: 132,
      },
      {
        tier: 'gold',
        ordersBy: { honour: 0, cancel: 2, partial: 0, review: 0 },
        customers: 1,
        coupons: 1,
        couponWorstMinor: 27_200,
        couponPerCustomerMinor: 27_200,
        couponRatioBps: 13_333,
        refundHours: 132,
      },
      {
        tier: 'vip',
        ordersBy: { honour: 0, cancel: 1, partial: 0, review: 1 },
        customers: 1,
        coupons: 1,
        couponWorstMinor: 60_000,
        couponPerCustomerMinor: 60_000,
        couponRatioBps: 29_412,
        refundHours: 132,
      },
    ]);
  });

  it('have no mean where nobody is told, and no ratio where the lowest is nothing', async () => {
    const orders = [
      makeOrder({ id: 'o-1', tier: undefined, lines: [makeLine({ sku: 'EP-1', quantity: 1 })] }),
      makeOrder({ id: 'o-2', customer: ['k1.customer-2'], tier: 'vip' }),
    ];
    // 13,600 is less than the unit: nothing is left of it.
    const policy = policyOf({ form: { ...RATE, unitMinor: 50_000 } });
    const plan = await planOf(orders, { policy });
    expect(rowOf(plan, undefined)).toMatchObject({ customers: 1, coupons: 0, couponPerCustomerMinor: 0 });
    expect(rowOf(plan, undefined).couponRatioBps).toBeUndefined();
    expect(rowOf(plan, 'vip').couponRatioBps).toBeUndefined();
    expect(rowOf(plan, 'gold')).toMatchObject({ customers: 0, couponWorstMinor: 0 });
    expect(rowOf(plan, 'gold').couponPerCustomerMinor).toBeUndefined();
  });

  it('refuse a record of a tier that the policy does not name', async () => {
    const plan = await planOf(ordersOf(['vip']), { policy: policyOf() });
    const [record] = plan.records;
    expect(() => {
      if (record !== undefined) new TierTally(['gold']).add(record);
    }).toThrow('of a tier that its policy does not name');
  });
});
