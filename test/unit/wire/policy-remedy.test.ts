import { describe, expect, it } from 'vitest';
import { LEGAL_PROFILES } from '../../../src/catalog/legal-profiles.js';
import { policyJsonSchema } from '../../../src/wire/json-schemas.js';
import { builtInPolicy, loadPolicyText, type Policy } from '../../../src/wire/policy.js';
import { problemsOf } from './expect-problems.js';

const LEAST = {
  currency: 'KRW',
  approvals: { twoFrom: '10000000' },
  legal: { profile: 'KR' },
  notice: { shopName: '우리 가게', contact: '1588-0000, https://shop.example/help' },
};

/** Hi-Mart's day. */
const FULL = `
  currency: KRW
  honour: { statuses: [collected, delivered], budget: '5000000' }
  review: { statuses: [packed], unitsPerCustomerMax: 10 }
  shortfall: { allocation: seeded-lottery, partial: refuse }
  apology: { rateBps: 1000, cap: '100000', base: intended-price, unit: '10', minimumSpend: '1000', validDays: 60, budget: '2000000000', redemptionBps: 4000, whenOver: scale }
  refund: { split: money-first, pointsMethods: [l-point], accountMethods: [가상계좌], accountDays: 14, giftMethods: [] }
  points: { negativeBalance: allow }
  approvals: { twoFromOrders: 50, twoFrom: '1000000', validHours: 8 }
  legal: { id: JP, refundBusinessDays: 10, countedFrom: known, weekend: [7, 6], timeZone: Asia/Tokyo }
  holidays: ['2026-10-09', '2026-10-05']
  notice: { shopName: Shop, contact: 1588-0000, appealDays: 30 }
`;

function load(remedy: string): Policy {
  return loadPolicyText(`version: 1\nremedy:${remedy}`, { file: 'policy.yaml' });
}

function policyWith(change: object): string {
  return JSON.stringify({ version: 1, remedy: { ...LEAST, ...change } });
}

/** Problems of the section, places left out. */
function problems(change: object): readonly string[] {
  return problemsOf(policyWith(change)).map((line) => line.replace(/^\d+:\d+ remedy\.?(: )?/, ''));
}

describe('the section remedy of a policy', () => {
  it('is none where the policy has none', () => {
    expect(builtInPolicy().remedy).toBeUndefined();
    expect(loadPolicyText('version: 1', { file: 'p' }).hash).toBe(builtInPolicy().hash);
  });

  it('has every value at its default where it says the least', () => {
    const { remedy } = loadPolicyText(policyWith({}), { file: 'p' });
    expect(remedy).toEqual({
      currency: 'KRW',
      honour: { statuses: ['collected', 'delivered'], budgetMinor: 0 },
      review: { statuses: ['packed', 'partly-returned', 'shipped'], unitsPerCustomerMax: undefined },
      shortfall: { allocation: 'reservation-order', partial: 'allow' },
      apology: {
        form: { kind: 'none' },
        minimumSpendMinor: 0,
        validDays: 90,
        budgetMinor: undefined,
        redemptionBps: 10_000,
        whenOver: 'fail',
      },
      refund: {
        split: 'proportional',
        pointsMethods: ['points'],
        accountMethods: ['bank-transfer', 'virtual-account'],
        accountDays: 30,
        giftMethods: ['gift-card'],
      },
      points: { negativeBalance: 'review' },
      approvals: { twoFromOrders: 100, twoFromMinor: 10_000_000, validHours: 24 },
      legal: LEGAL_PROFILES.KR,
      holidays: [],
      notice: { ...LEAST.notice, appealDays: 14 },
    });
    expect(Object.isFrozen(remedy?.legal)).toBe(true);
  });

  it('is read as written, amounts in minor units, lists without an order of their own sorted', () => {
    expect(load(FULL).remedy).toEqual({
      currency: 'KRW',
      honour: { statuses: ['collected', 'delivered'], budgetMinor: 5_000_000 },
      review: { statuses: ['packed'], unitsPerCustomerMax: 10 },
      shortfall: { allocation: 'seeded-lottery', partial: 'refuse' },
      apology: {
        form: { kind: 'rate', rateBps: 1_000, capMinor: 100_000, base: 'intended-price', unitMinor: 10 },
        minimumSpendMinor: 1_000,
        validDays: 60,
        budgetMinor: 2_000_000_000,
        redemptionBps: 4_000,
        whenOver: 'scale',
      },
      refund: {
        split: 'money-first',
        pointsMethods: ['l-point'],
        accountMethods: ['가상계좌'],
        accountDays: 14,
        giftMethods: [],
      },
      points: { negativeBalance: 'allow' },
      approvals: { twoFromOrders: 50, twoFromMinor: 1_000_000, validHours: 8 },
      legal: {
        id: 'JP',
        refundBusinessDays: 10,
        countedFrom: 'known',
        weekend: [6, 7],
        timeZone: 'Asia/Tokyo',
      },
      holidays: ['2026-10-05', '2026-10-09'],
      notice: { shopName: 'Shop', contact: '1588-0000', appealDays: 30 },
    });
  });

  it('takes minor units of its currency, and a coupon of one amount', () => {
    const change = { currency: 'USD', approvals: { twoFrom: '7500.5' }, apology: { amount: '12.50' } };
    const { remedy } = loadPolicyText(policyWith(change), { file: 'p' });
    expect(remedy?.apology.form).toEqual({ kind: 'amount', amountMinor: 1_250 });
    expect(remedy?.approvals.twoFromMinor).toBe(750_050);
  });

  it('has another apology for some tiers, in the order of their names', () => {
    const byTier = {
      vip: { amount: '20000' },
      골드: { rateBps: 1_500, cap: '150000', base: 'paid-price', unit: '10' },
      __proto__x: { amount: 1 },
    };
    const { remedy } = loadPolicyText(policyWith({ apology: { amount: '5000', byTier } }), { file: 'p' });
    expect(remedy?.apology).toMatchObject({
      form: { kind: 'amount', amountMinor: 5_000 },
      byTier: [
        { tier: '__proto__x', form: { kind: 'amount', amountMinor: 1 } },
        { tier: 'vip', form: { kind: 'amount', amountMinor: 20_000 } },
        {
          tier: '골드',
          form: { kind: 'rate', rateBps: 1_500, capMinor: 150_000, base: 'paid-price', unitMinor: 10 },
        },
      ],
    });
    expect(Object.isFrozen(remedy?.apology.byTier?.[0]?.form)).toBe(true);
    const hash = (apology: object): string => loadPolicyText(policyWith({ apology }), { file: 'p' }).hash;
    expect(hash({ amount: '5000', byTier: null })).toBe(hash({ amount: '5000' }));
    expect(hash({ amount: '5000', byTier })).not.toBe(hash({ amount: '5000' }));
  });

  it('is in the hash of the policy, whatever the order and spelling', () => {
    const hash = (change: object): string => loadPolicyText(policyWith(change), { file: 'p' }).hash;
    expect(hash({})).not.toBe(builtInPolicy().hash);
    expect(hash({ holidays: ['2026-10-09', '2026-10-05'] })).toBe(
      hash({ holidays: ['2026-10-05', '2026-10-09'] }),
    );
    expect(hash({ approvals: { twoFrom: 10_000_000, twoFromOrders: 100 } })).toBe(hash({}));
    expect(hash({ legal: { profile: 'generic' } })).not.toBe(hash({}));
    expect(hash({ apology: { amount: '5000' } })).not.toBe(hash({ apology: { amount: '5001' } }));
  });

  it.each<[object, string]>([
    [{ currency: undefined }, 'currency: got nothing, expected an ISO 4217 code such as KRW or USD'],
    [
      { approvals: undefined },
      "approvals: got nothing, expected a section with twoFrom, the amount from which two people sign, such as { twoFrom: '10000000' }",
    ],
    [{ legal: {} }, 'legal: says nothing; write profile: KR or profile: generic, or an own profile'],
    [{ legal: { profile: 'JP' } }, 'legal.profile: got "JP", expected one of KR, generic'],
    [
      { legal: { id: 'JP', weekend: [6, 7] } },
      'legal: an own profile needs refundBusinessDays, countedFrom, timeZone, too',
    ],
    [
      { legal: { profile: 'KR', weekend: [7] } },
      'legal.weekend: belongs to an own profile, but profile KR is one already; leave out one of them',
    ],
    [
      { legal: { ...ownProfile(), id: 'KR' } },
      'legal.id: got "KR", expected an id of its own: this one is built in; write { profile: KR }, or choose another id',
    ],
    [
      { legal: { ...ownProfile(), weekend: [0, 6] } },
      'legal.weekend[0]: got 0, expected a weekday, 1 (Monday) from 1 to 7',
    ],
    [
      { legal: { ...ownProfile(), weekend: [6, 6] } },
      'legal.weekend: got a list, expected a list of at most 6 weekdays, 1 (Monday) to 7 (Sunday), each once, such as [6, 7]',
    ],
    [
      { legal: { ...ownProfile(), weekend: [1, 2, 3, 4, 5, 6, 7] } },
      'legal.weekend: got a list, expected a list of at most 6 weekdays, 1 (Monday) to 7 (Sunday), each once, such as [6, 7]',
    ],
    [
      { legal: { ...ownProfile(), timeZone: 'KST' } },
      'legal.timeZone: got "KST", expected a place such as Asia/Seoul, or UTC',
    ],
    [
      { legal: { ...ownProfile(), timeZone: '+09:00' } },
      'legal.timeZone: got "+09:00", expected a place such as Asia/Seoul, or UTC',
    ],
    [
      { legal: { ...ownProfile(), refundBusinessDays: 0 } },
      'legal.refundBusinessDays: got 0, expected a whole number of business days from 1 to 60',
    ],
    [
      { holidays: ['2026-02-30'] },
      'holidays[0]: got "2026-02-30", expected a day that exists, such as 2026-10-05',
    ],
    [{ holidays: ['2026-10-05', '2026-10-05'] }, 'holidays[1]: 2026-10-05 stands in the list already'],
    [
      { honour: { statuses: ['packed'] } },
      'honour.statuses: orders that are packed cannot be honoured and looked at by a person; name packed in one of honour.statuses and review.statuses',
    ],
    [
      { honour: { statuses: ['cancelled'] } },
      'honour.statuses: a cancelled order cannot be honoured; leave out cancelled',
    ],
    [{ review: { statuses: ['paid', 'paid'] } }, 'review.statuses: got a list, expected each status once'],
    [
      { apology: { rateBps: 10_000, cap: '1', base: 'paid-price' } },
      'apology.rateBps: got 10000, expected basis points, a whole number (100 = 1 %) from 1 to 9999',
    ],
    [
      { apology: { rateBps: '10 %', cap: '1', base: 'paid-price' } },
      'apology.rateBps: got "10 %", expected basis points, a whole number (100 = 1 %) from 1 to 9999; write 1000 (basis points; 10 % = 1000)',
    ],
    [
      { apology: { rateBps: 1_000, base: 'paid-price' } },
      'apology: a rate needs cap: without one nobody knows what the coupons may cost',
    ],
    [
      { apology: { rateBps: 1_000, cap: '100000' } },
      'apology: a rate needs base: paid-price or intended-price; after a markdown of 90 % one is ten times the other',
    ],
    [
      { apology: { amount: '5000', cap: '1000' } },
      'apology.cap: belongs to a rate, but amount says what everybody gets; leave one out',
    ],
    [
      { apology: { validDays: 30 } },
      'apology: says nothing of what the coupon is worth; add amount, or rateBps with cap and base, or leave the section out',
    ],
    [{ apology: { amount: '0' } }, 'apology.amount: got 0, expected an amount above 0'],
    [
      { apology: { amount: '12.50' } },
      'apology.amount: got 12.50, expected at most 0 decimals: KRW has no more',
    ],
    [
      { apology: { rateBps: 1_000, cap: '100', base: 'paid-price', unit: '1000' } },
      'apology.unit: is more than cap: every coupon would be rounded down to nothing',
    ],
    [
      { apology: { byTier: { vip: { amount: '5000' } } } },
      'apology: says nothing of what the coupon is worth; add amount, or rateBps with cap and base, or leave the section out',
    ],
    [
      { apology: { amount: '5000', byTier: {} } },
      'apology.byTier: got a section, expected apologies of 1 to 50 tiers, by tier',
    ],
    [
      { apology: { amount: '5000', byTier: { vip: null } } },
      'apology.byTier.vip: says nothing of what the coupon is worth; add amount, or rateBps with cap and base, or leave the tier out',
    ],
    [
      { apology: { amount: '5000', byTier: { vip: { rateBps: 1_000, base: 'paid-price' } } } },
      'apology.byTier.vip: a rate needs cap: without one nobody knows what the coupons may cost',
    ],
    [
      { apology: { amount: '5000', byTier: { vip: { amount: '5000', base: 'paid-price' } } } },
      'apology.byTier.vip.base: belongs to a rate, but amount says what everybody gets; leave one out',
    ],
    [
      { apology: { amount: '5000', byTier: { vip: { rateBps: 10_000, cap: '1', base: 'paid-price' } } } },
      'apology.byTier.vip.rateBps: got 10000, expected basis points, a whole number (100 = 1 %) from 1 to 9999',
    ],
    [
      { apology: { amount: '5000', byTier: { vip: { amount: '0' } } } },
      'apology.byTier.vip.amount: got 0, expected an amount above 0',
    ],
    [
      { apology: { amount: '5000', byTier: { vip: { amount: '0.5' } } } },
      'apology.byTier.vip.amount: got 0.5, expected at most 0 decimals: KRW has no more',
    ],
    [
      {
        apology: {
          amount: '5000',
          byTier: { vip: { rateBps: 1, cap: '1', base: 'paid-price', unit: '2' } },
        },
      },
      'apology.byTier.vip.unit: is more than cap: every coupon would be rounded down to nothing',
    ],
    [
      { apology: { amount: '5000', byTier: { vip: { amount: '1', budget: '5' } } } },
      'apology.byTier.vip.budget: unknown key; known here: amount, rateBps, cap, base, unit',
    ],
    [
      { apology: { amount: '5000', byTier: { ' vip': { amount: '1' } } } },
      'apology.byTier[" vip"]: got " vip", expected a tier of customers: 1 to 64 characters, no blanks at the ends, no control characters',
    ],
    [
      { apology: { amount: '5000', validDays: 1_096 } },
      'apology.validDays: got 1096, expected a whole number of days from 1 to 1095',
    ],
    [
      { refund: { giftMethods: ['points'] } },
      'refund.giftMethods: a method is of one kind: points stands in pointsMethods, too',
    ],
    [
      { approvals: { twoFrom: '1', validHours: 721 } },
      'approvals.validHours: got 721, expected a whole number of hours from 1 to 720',
    ],
    [
      { approvals: { twoFrom: -1 } },
      "approvals.twoFrom: got -1, expected an amount in quotes, such as '9000' or '12.50', or a whole number",
    ],
    [
      { notice: { ...LEAST.notice, shopName: '{{customer}}' } },
      'notice.shopName: got "{{customer}}", expected the name of the shop: 1 to 80 characters, nothing invisible, no {{, ${ or <',
    ],
    [
      { notice: { ...LEAST.notice, contact: 'shop\u202e.example' } },
      'notice.contact: got "shop\\u202e.example", expected where customers ask and object: 1 to 200 characters, nothing invisible, no {{, ${ or <',
    ],
    [{ apologies: {} }, 'apologies: unknown key; did you mean apology?'],
  ])('refuses %j with the place and the fix', (change, problem) => {
    expect(problems(change)).toEqual([problem]);
  });

  it('names every problem at once', () => {
    const change = { honour: { budget: '0.5' }, holidays: ['x'], legal: { profile: 'KR', id: 'KR2' } };
    expect(problems(change)).toHaveLength(3);
  });

  it('stands in the schema that editors complete by', () => {
    const text = JSON.stringify(policyJsonSchema());
    for (const name of ['rateBps', 'refundBusinessDays', 'twoFromOrders', 'accountMethods'])
      expect(text).toContain(`"${name}"`);
  });
});

function ownProfile(): object {
  return { id: 'JP', refundBusinessDays: 10, countedFrom: 'known', weekend: [6, 7], timeZone: 'Asia/Tokyo' };
}
