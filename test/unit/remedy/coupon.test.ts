import { describe, expect, it } from 'vitest';
import type { ApologyForm, ApologyPolicy } from '../../../src/catalog/remedy-policy.js';
import { couponAmount, couponScale, scaledCoupon } from '../../../src/remedy/coupon.js';
import { isGuardError } from '../../../src/core/errors.js';
import { makeIncident, makeLine, makeOrder, makePolicy, planOf, recordOf } from './remedy-fixtures.js';

const HI_MART: ApologyForm = {
  kind: 'rate',
  rateBps: 1_000,
  capMinor: 100_000,
  base: 'intended-price',
  unitMinor: 1,
};

function apology(init: Partial<ApologyPolicy> = {}): ApologyPolicy {
  return { ...makePolicy().apology, form: HI_MART, ...init };
}

describe('couponAmount', () => {
  it.each([
    [0n, 0],
    [9n, 0],
    [10n, 1],
    [136_000n, 13_600],
    [999_999n, 99_999],
    [1_000_000n, 100_000],
    [1_000_001n, 100_000],
    [10n ** 18n, 100_000],
  ])('is 10 %% of a base of KRW %s, rounded down, and never more than 100,000: %s', (base, expected) => {
    expect(couponAmount(apology(), base)).toBe(expected);
  });

  it('rounds down to the unit that the policy names, after the cap', () => {
    const form: ApologyForm = { ...HI_MART, capMinor: 99_999, unitMinor: 1_000 };
    expect(couponAmount(apology({ form }), 136_000n)).toBe(13_000);
    expect(couponAmount(apology({ form }), 9_999n)).toBe(0);
    expect(couponAmount(apology({ form }), 5_000_000n)).toBe(99_000);
  });

  it('is the same for everybody where the form says so, and nothing where there is none', () => {
    expect(couponAmount(apology({ form: { kind: 'amount', amountMinor: 5_000 } }), 1n)).toBe(5_000);
    expect(couponAmount(apology({ form: { kind: 'none' } }), 1_000_000n)).toBe(0);
  });
});

describe('couponScale', () => {
  it('leaves coupons as they are within the budget, or without one', () => {
    expect(couponScale(apology({ budgetMinor: 500 }), 500n, 'KRW')).toBe(10_000);
    expect(couponScale(apology(), 10n ** 20n, 'KRW')).toBe(10_000);
  });

  it('fails over the budget with the amount that is missing', () => {
    const thrown = catchOf(() => couponScale(apology({ budgetMinor: 500 }), 1_234n, 'KRW'));
    expect(isGuardError(thrown, 'policy') && thrown.data['missingMinor']).toBe('734');
    expect(String(thrown)).toContain('1234 minor units of KRW, 734 more than the budget of 500');
  });

  it('scales all alike, rounded down, so that the budget always holds', () => {
    const scale = apology({ budgetMinor: 10_000, whenOver: 'scale' });
    expect(couponScale(scale, 30_000n, 'KRW')).toBe(3_333);
    expect(scaledCoupon(scale, { amountMinor: 10_000, scaleBps: 3_333 })).toBe(3_333);
    expect(
      scaledCoupon(apology({ form: { ...HI_MART, unitMinor: 1_000 } }), {
        amountMinor: 10_000,
        scaleBps: 3_333,
      }),
    ).toBe(3_000);
    expect(scaledCoupon(scale, { amountMinor: 2, scaleBps: 3_333 })).toBe(0);
    expect(couponScale(apology({ budgetMinor: 0, whenOver: 'scale' }), 1n, 'KRW')).toBe(0);
  });
});

describe('the apology coupon of a plan', () => {
  it('is one for a customer, over all orders: the cap binds from a base of one million', async () => {
    const orders = [8, 1].map((quantity, index) =>
      makeOrder({ id: `o-${index}`, lines: [makeLine({ quantity })] }),
    );
    const plan = await planOf(orders, { policy: makePolicy({ apology: apology() }) });
    // 9 x 136,000 = 1,224,000; one order alone would be worth 108,800, the other 13,600.
    expect(recordOf(plan, 'o-0').coupon?.amountMinor).toBe(100_000);
    expect(recordOf(plan, 'o-1').coupon).toBeUndefined();
    expect(plan.trailer.totals).toMatchObject({
      coupons: 1,
      couponWorstMinor: 100_000,
      couponExpectedMinor: 40_000,
    });
  });

  it('counts what was paid where the policy says so: a tenth of it', async () => {
    const form: ApologyForm = { ...HI_MART, base: 'paid-price' };
    const plan = await planOf([makeOrder()], { policy: makePolicy({ apology: apology({ form }) }) });
    expect(recordOf(plan, 'o-1').coupon?.amountMinor).toBe(1_360);
  });

  it('is for the buyer, whoever the goods were for', async () => {
    const plan = await planOf([
      makeOrder({ id: 'o-1', receiver: 'k1.friend' }),
      makeOrder({ id: 'o-2', customer: ['k1.friend'] }),
    ]);
    expect(recordOf(plan, 'o-1').coupon?.amountMinor).toBe(13_600);
    expect(recordOf(plan, 'o-2').coupon?.amountMinor).toBe(13_600);
  });

  it.each([
    ['USD', 1_999, 199],
    ['KWD', 45_678, 4_567],
  ] as const)('is in minor units of %s, rounded down', async (currency, paidMinor, expected) => {
    const subject = {
      ...makeIncident().subject,
      prices: [{ sku: 'EP-1', priceList: 'default', shownMinor: [paidMinor], intendedMinor: paidMinor * 10 }],
    };
    const form: ApologyForm = { ...HI_MART, base: 'paid-price' };
    const plan = await planOf([makeOrder({ currency, lines: [makeLine({ unitPriceMinor: paidMinor })] })], {
      incident: makeIncident({ currency, subject }),
      policy: makePolicy({ currency, apology: apology({ form }) }),
    });
    expect(recordOf(plan, 'o-1').coupon?.amountMinor).toBe(expected);
  });

  it('has no coupon where it comes to nothing, and still tells the customer', async () => {
    const plan = await planOf([makeOrder()], {
      policy: makePolicy({ apology: apology({ budgetMinor: 0, whenOver: 'scale' }) }),
    });
    expect(recordOf(plan, 'o-1').coupon).toBeUndefined();
    expect(recordOf(plan, 'o-1').noticeFor).toEqual(['o-1']);
    expect(plan.trailer.totals).toMatchObject({ coupons: 0, couponWorstMinor: 0, couponScaleBps: 0 });
  });

  it('says nothing at all before it is known to keep within its budget', async () => {
    const policy = makePolicy({ apology: apology({ budgetMinor: 13_599 }) });
    await expect(planOf([makeOrder()], { policy })).rejects.toThrow('1 more than the budget of 13599');
  });
});

function catchOf(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}
