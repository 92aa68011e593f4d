import { describe, expect, it } from 'vitest';
import type { Promotion, Promotions } from '../../../src/catalog/promotion.js';
import { readPromotions, type PromotionsOptions } from '../../../src/wire/promotions.js';

const SHA256 = '0'.repeat(64);

function load(text: string, options: Partial<PromotionsOptions> = {}): Promotions {
  return readPromotions(text, { file: 'promotions.yaml', sha256: SHA256, ...options });
}

/** The only promotion of a file in won. */
function one(promotion: string, options: Partial<PromotionsOptions> = {}): Promotion {
  const [first] = load(`version: 1\npromotions:\n  - { ${promotion} }\n`, options).promotions;
  if (first === undefined) throw new Error('no promotion was read');
  return first;
}

const EVERY_FIELD = `
$schema: ./promotions.schema.json
version: 1
currency: KRW
applicationOrder: listed
promotions:
  - id: CHUSEOK-10
    kind: percent
    name: 추석 10% 쿠폰
    coupon: true
    percent: 12.5
    cap: '100000'
    minSpend: '300000'
    quantityMin: 2
    perOrderMax: 3
    perCustomerMax: 1
    usesMax: 5000
    budget: 50000000
    startsAt: 2026-09-20T00:00:00+09:00
    endsAt: 2026-09-27T00:00:00+09:00
    group: coupon
    exclusive: true
    excludes: [SHIP]
    appliesTo:
      listedOnly: true
      skus: ['0123', EP-100]
      categories: [음향 >이어폰]
      priceLists: [members]
      channels: [app, web]
      tiers: [gold]
  - { id: SHIP, kind: free-shipping }
`;

describe('readPromotions', () => {
  it('reads every field', () => {
    const promotions = load(EVERY_FIELD);
    expect(promotions).toMatchObject({ file: 'promotions.yaml', sha256: SHA256, applicationOrder: 'listed' });
    expect(promotions.promotions[0]).toEqual({
      id: 'CHUSEOK-10',
      kind: 'percent',
      name: '추석 10% 쿠폰',
      isCoupon: true,
      currency: 'KRW',
      rateBps: 1250,
      capMinor: 100_000,
      minSpendMinor: 300_000,
      quantityMin: 2,
      perOrderMax: 3,
      perCustomerMax: 1,
      usesMax: 5000,
      budgetMinor: 50_000_000,
      startsAt: Date.UTC(2026, 8, 19, 15),
      endsAt: Date.UTC(2026, 8, 26, 15),
      group: 'coupon',
      isExclusive: true,
      excludes: ['SHIP'],
      scope: {
        isListedOnly: true,
        skus: ['0123', 'EP-100'],
        categories: ['음향 > 이어폰'],
        priceLists: ['members'],
        channels: ['app', 'web'],
        tiers: ['gold'],
      },
      line: 7,
    });
  });

  it('states every field of a promotion that says the least', () => {
    const { promotions, applicationOrder } = load(EVERY_FIELD.replace('applicationOrder: listed\n', ''));
    expect(applicationOrder).toBe('unknown');
    expect(promotions[1]).toStrictEqual({
      id: 'SHIP',
      kind: 'free-shipping',
      name: undefined,
      isCoupon: false,
      currency: undefined,
      minSpendMinor: undefined,
      quantityMin: undefined,
      perOrderMax: 1,
      perCustomerMax: undefined,
      usesMax: undefined,
      budgetMinor: undefined,
      startsAt: undefined,
      endsAt: undefined,
      group: undefined,
      isExclusive: false,
      excludes: [],
      scope: {
        isListedOnly: false,
        skus: undefined,
        categories: undefined,
        priceLists: undefined,
        channels: undefined,
        tiers: undefined,
      },
      line: 30,
    });
  });

  it.each([
    [`kind: fixed, amount: '5000', per: order, currency: KRW`, { amountMinor: 5000, per: 'order' }],
    [`kind: fixed, amount: '5.25', per: unit, currency: USD`, { amountMinor: 525, per: 'unit' }],
    ['kind: buy-x-get-y, buy: 2, get: 1', { buy: 2, get: 1, offBps: 10_000 }],
    ['kind: buy-x-get-y, buy: 1, get: 1, percentOff: 50', { buy: 1, get: 1, offBps: 5000 }],
    [
      `kind: tier-price, currency: KWD, steps: [{ quantityMin: 3, price: '1.125' }, { quantityMin: 5, price: 0 }]`,
      {
        steps: [
          { quantityMin: 3, unitPriceMinor: 1125 },
          { quantityMin: 5, unitPriceMinor: 0 },
        ],
      },
    ],
    [`kind: percent, percent: '0.5'`, { rateBps: 50, capMinor: undefined }],
    ['kind: percent, percent: 100', { rateBps: 10_000 }],
  ])('%s', (text, expected) => {
    expect(one(`id: A, ${text}`)).toMatchObject(expected);
  });

  it('reads the same from JSON, places included', () => {
    const text = JSON.stringify(
      {
        version: 1,
        promotions: [
          { id: 'A', kind: 'percent', percent: 10 },
          { id: 'B', kind: 'free-shipping' },
        ],
      },
      null,
      2,
    );
    const { promotions } = load(text);
    expect(promotions.map(({ id, line }) => [id, line])).toEqual([
      ['A', 4],
      ['B', 9],
    ]);
    expect(load(`# as YAML\n${text}`).promotions).toEqual(
      promotions.map((promotion) => ({ ...promotion, line: promotion.line + 1 })),
    );
  });

  it('is frozen all through', () => {
    const { promotions } = load(EVERY_FIELD);
    const [first] = promotions;
    for (const part of [promotions, first, first?.scope, first?.scope.skus, first?.excludes]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });
});

describe('the currency of a promotion', () => {
  const amount = `kind: fixed, amount: '5000', per: order`;

  it('is its own, else that of the file, else that of the catalogue', () => {
    const all = load(
      `{ version: 1, currency: JPY, promotions: [{ id: A, ${amount}, currency: KRW }, { id: B, ${amount} }] }`,
      { currency: 'USD' },
    );
    expect(all.promotions.map(({ currency }) => currency)).toEqual(['KRW', 'JPY']);
    expect(one(`id: A, ${amount}`, { currency: 'USD' })).toMatchObject({
      currency: 'USD',
      amountMinor: 500_000,
    });
  });

  it('is every currency for one without amounts, unless it names one itself', () => {
    expect(one('id: A, kind: percent, percent: 10', { currency: 'KRW' }).currency).toBeUndefined();
    expect(one('id: A, kind: percent, percent: 10, currency: USD').currency).toBe('USD');
    expect(one('id: A, kind: percent, percent: 10, minSpend: 1', { currency: 'KRW' }).currency).toBe('KRW');
  });
});

describe('a category path', () => {
  it('is read by the separator of the catalogue', () => {
    const text = 'id: A, kind: free-shipping, appliesTo: { categories: [Audio / Wired > in] }';
    expect(one(text, { categorySeparator: '/' }).scope.categories).toEqual(['Audio > Wired > in']);
  });
});
