import { describe, expect, it } from 'vitest';
import type { ApologyForm } from '../../../src/catalog/remedy-policy.js';
import type { RuleSetting } from '../../../src/pricing/settings.js';
import { loadPolicyText } from '../../../src/wire/policy.js';
import { apologyPromotion, requireSoundCoupon } from '../../../src/remedy/apology-promotion.js';
import { MADE_AT, makeOrder, makePolicy, planOf } from './remedy-fixtures.js';

const LIFE = { now: MADE_AT, endsAt: MADE_AT + 86_400_000 };

function ask(form: ApologyForm, minimumSpendMinor = 0): () => void {
  const policy = makePolicy();
  return () => {
    requireSoundCoupon({ ...policy, apology: { ...policy.apology, form, minimumSpendMinor } }, LIFE);
  };
}

const rate = {
  kind: 'rate',
  rateBps: 1_000,
  capMinor: 100_000,
  base: 'intended-price',
  unitMinor: 1,
} as const;

describe('the apology coupon, held against our own coupon rules', () => {
  it('passes as Hi-Mart granted it, and where there is none', () => {
    expect(ask(rate)).not.toThrow();
    expect(ask({ kind: 'none' })).not.toThrow();
  });

  it('is one of the customer, once, alone and until it ends', () => {
    expect(apologyPromotion(makePolicy(), LIFE)).toMatchObject({
      kind: 'percent',
      rateBps: 1_000,
      capMinor: 100_000,
      isCoupon: true,
      isExclusive: true,
      perCustomerMax: 1,
      perOrderMax: 1,
      endsAt: LIFE.endsAt,
    });
  });

  const amount = { kind: 'amount', amountMinor: 5_000 } as const;

  it.each([
    [
      'of 100 %',
      { ...rate, rateBps: 10_000 },
      0,
      'coupon-exposure: share, no-minimum; worst-stack: goods of 10000',
    ],
    ['of more than half', { ...rate, rateBps: 5_001 }, 0, 'coupon-exposure: share'],
    ['without a cap', { ...rate, capMinor: 0 }, 0, 'coupon-exposure: a rate without a cap'],
    [
      'with a cap that is none',
      { ...rate, capMinor: Number.NaN },
      0,
      'coupon-exposure: a rate without a cap',
    ],
    [
      'of an amount on any order',
      amount,
      0,
      'coupon-exposure: no-minimum; worst-stack: goods of 5000 minor units',
    ],
    ['of an amount above half the least order', amount, 9_999, 'coupon-exposure: share'],
    [
      'of an amount above the least order',
      amount,
      4_999,
      'worst-stack: goods of 4999 minor units cost nothing',
    ],
  ])('is refused %s', (_, form, minimumSpend, reason) => {
    expect(ask(form, minimumSpend)).toThrow(reason);
  });

  it('passes as an amount of at most half the least order', () => {
    expect(ask({ kind: 'amount', amountMinor: 5_000 }, 10_000)).not.toThrow();
  });

  it("keeps to the shop's own limits, also those of a rule that is switched off or lowered", () => {
    const rulesOf = (text: string): readonly RuleSetting[] =>
      loadPolicyText(`version: 1\npricing: { rules: { coupon-exposure: ${text} } }\n`, {
        file: 'policy.yaml',
      }).pricing.rules;
    const held = (form: ApologyForm, text: string) => (): void => {
      const policy = makePolicy();
      const own = { ...policy, apology: { ...policy.apology, form } };
      requireSoundCoupon(own, { ...LIFE, rules: rulesOf(text) });
    };
    const large = { ...rate, rateBps: 6_000 };
    expect(held(large, '{ shareBlockBps: 6000 }')).not.toThrow();
    expect(held(large, '{ shareBlockBps: 5999 }')).toThrow('coupon-exposure: share');
    expect(held(rate, '{ shareBlockBps: 999 }')).toThrow('coupon-exposure: share');
    expect(held(rate, '{ percentNeedsMinSpend: true }')).toThrow('coupon-exposure: no-minimum');
    expect(held(large, '{ enabled: false }')).toThrow('coupon-exposure: share');
    expect(held(large, '{ severityMax: info }')).toThrow('coupon-exposure: share');
    expect(held({ ...rate, rateBps: 10_000 }, '{ shareBlockBps: 10000 }')).toThrow('worst-stack: goods');
  });

  it('is refused when it is over before it begins', () => {
    const policy = makePolicy();
    expect(() => {
      requireSoundCoupon(policy, { now: MADE_AT, endsAt: MADE_AT });
    }).toThrow('over before it begins');
  });

  it('is asked about before an order is read or a line is written', async () => {
    const policy = makePolicy();
    const apology = { ...policy.apology, form: { ...rate, rateBps: 10_000 } };
    const orders = {
      [Symbol.iterator]: (): never => {
        throw new Error('an order was read');
      },
    };
    const asked = planOf([makeOrder()], { policy: { ...policy, apology }, orders });
    await expect(asked).rejects.toThrow('would be the next incident');
  });
});
