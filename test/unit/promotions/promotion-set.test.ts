import { describe, expect, it } from 'vitest';
import { makeOffer, type Offer } from '../../../src/catalog/offer.js';
import type { ApplicationOrder, Promotion, WorstStack } from '../../../src/catalog/promotion.js';
import { isGuardError } from '../../../src/core/errors.js';
import { PromotionIndex } from '../../../src/promotions/promotion-index.js';
import type { PromotionSet } from '../../../src/promotions/promotion-set.js';
import { buyGet, fileOf, fixed, freeShipping, percent, tierPrice } from './make-promotion.js';

const NOW = 1000;

function setOf(
  promotions: readonly Promotion[],
  { order, row }: { readonly order?: ApplicationOrder; readonly row?: Partial<Offer> } = {},
): PromotionSet {
  const offer = makeOffer({ sku: 'EP-100', currency: 'KRW', priceMinor: 1, ...row });
  const set = new PromotionIndex(fileOf(promotions, order), { now: NOW }).setFor(offer);
  if (set === undefined) throw new Error('nothing holds');
  return set;
}

/** `total / quantity: ids`. */
function told(stack: WorstStack): string {
  if (stack.kind === 'bound') return `at least ${stack.payableMinor}, ${stack.stackableCount} uses`;
  return `${stack.totalMinor} / ${stack.quantity}: ${stack.promotionIds.join(' ')}`;
}

function worst(
  promotions: readonly Promotion[],
  price: number,
  quantityMax = 10,
  order?: ApplicationOrder,
): string {
  return told(setOf(promotions, order === undefined ? {} : { order }).worst(price, quantityMax));
}

describe('what combines', () => {
  const a = percent('a', 1000);
  const b = percent('b', 2000);

  it('is everything, unless the file says otherwise', () => {
    expect(worst([a, b], 1000)).toBe('720 / 1: a b');
  });

  it.each([
    [
      'one of each stacking group',
      [
        { ...a, group: 'g' },
        { ...b, group: 'g' },
      ],
    ],
    ['an exclusive one alone', [a, { ...b, isExclusive: true }]],
    ['nothing beside what it excludes', [{ ...a, excludes: ['b'] }, b]],
    ['nothing beside what excludes it', [a, { ...b, excludes: ['a'] }]],
    [
      'nothing that runs at another time',
      [
        { ...a, endsAt: 5000 },
        { ...b, startsAt: 5000 },
      ],
    ],
    ['nothing of another channel', [inChannel(a, 'app'), inChannel(b, 'web')]],
    ['nothing of another tier', [inTier(a, 'gold'), inTier(b, 'silver')]],
  ])('%s', (_name, promotions) => {
    expect(worst(promotions, 1000)).toBe('800 / 1: b');
  });

  it('is both where their windows meet for one instant, and both where a row names them whatever their channels', () => {
    expect(
      worst(
        [
          { ...a, endsAt: 5001 },
          { ...b, startsAt: 5000 },
        ],
        1000,
      ),
    ).toBe('720 / 1: a b');
    const apart = [inChannel(a, 'app'), inChannel(b, 'web')];
    expect(told(setOf(apart, { row: { promotionRefs: ['a'] } }).worst(1000, 1))).toBe('720 / 1: a b');
  });

  it('is one of a group several times where it may be used several times', () => {
    const coupon = fixed('c', 100, { group: 'g', perOrderMax: 3 });
    expect(worst([coupon, { ...fixed('d', 200), group: 'g' }], 1000)).toBe('700 / 1: c c c');
  });

  it('counts free shipping in its group although it takes nothing off', () => {
    expect(worst([freeShipping('s', { group: 'g' }), percent('a', 1000, { group: 'g' })], 1000)).toBe(
      '900 / 1: a',
    );
    expect(worst([freeShipping('s')], 1000)).toBe('1000 / 1: ');
  });
});

describe('the order of application', () => {
  const listed = [fixed('code', 500), percent('half', 5000), tierPrice('tier', [[1, 800]])];

  it('is the worst one where it is unknown', () => {
    expect(worst(listed, 1000, 1)).toBe('0 / 1: half code');
    expect(worst(listed, 2000, 1)).toBe('0 / 1: tier half code');
  });

  it('is that of the file where it is declared', () => {
    expect(worst(listed, 2000, 1, 'listed')).toBe('750 / 1: code half');
    expect(worst([...listed].reverse(), 2000, 1, 'listed')).toBe('0 / 1: tier half code');
  });

  it('puts a capped percentage where the cap bites least', () => {
    const promotions = [percent('capped', 5000, { capMinor: 300 }), percent('open', 5000)];
    expect(worst(promotions, 1000, 1)).toBe('250 / 1: open capped');
  });
});

describe('the quantity', () => {
  it('is the smallest that meets a condition, also far beyond what is looked at one by one', () => {
    expect(worst([fixed('c', 30_000, { minSpendMinor: 300_000 })], 100_000)).toBe('270000 / 3: c');
    expect(worst([percent('bulk', 5000, { quantityMin: 500 })], 100)).toBe('25000 / 500: bulk');
    expect(
      worst(
        [
          tierPrice('t', [
            [2, 90],
            [1000, 10],
          ]),
        ],
        100,
      ),
    ).toBe('10000 / 1000: t');
    expect(worst([percent('bulk', 5000, { quantityMin: 10_000 })], 100)).toBe('500000 / 10000: bulk');
  });

  it('is never above 10,000', () => {
    expect(worst([percent('bulk', 5000, { quantityMin: 10_001 })], 100)).toBe('100 / 1: ');
    expect(worst([fixed('c', 50, { minSpendMinor: 1_000_100 })], 100)).toBe('100 / 1: ');
  });

  it('asks for the spend before any promotion', () => {
    expect(worst([percent('half', 5000), fixed('c', 100, { minSpendMinor: 1000 })], 1000)).toBe(
      '400 / 1: half c',
    );
  });

  it('is whole sets of a buy-x-get-y, the fewest of them', () => {
    expect(worst([buyGet('b', { buy: 2, get: 1 })], 100)).toBe('200 / 3: b');
    expect(worst([buyGet('b', { buy: 2, get: 1 })], 100, 2)).toBe('100 / 1: ');
  });

  it('is at least what the row is sold in', () => {
    const half = fixed('c', 500);
    expect(told(setOf([half], { row: { quantityMin: 5 } }).worst(100, 10))).toBe('0 / 5: c');
    expect(told(setOf([half], { row: { quantityMin: 20 } }).worst(100, 10))).toBe('1500 / 20: c');
  });

  it('is weighed by the exact quotient, not by the rounded price', () => {
    // 10 for one, 19 for two: both come to 9 a unit when rounded down, but 9.5 is below 10.
    expect(worst([fixed('c', 1, { quantityMin: 2 })], 10)).toBe('19 / 2: c');
    // 33 for one is 33; 66 for two and 99 for three are no less a unit, so one it stays.
    expect(worst([percent('p', 6666)], 100)).toBe('33 / 1: p');
  });
});

describe('what is named', () => {
  it('is nothing where nothing helps', () => {
    expect(worst([fixed('c', 10, { minSpendMinor: 5_000_000 })], 100)).toBe('100 / 1: ');
    expect(worst([percent('a', 1000, { capMinor: 0 })], 100)).toBe('100 / 1: ');
  });

  it('is only what changes the total: the fewest, then the first by their ids', () => {
    expect(worst([fixed('b', 100), fixed('a', 100), fixed('c', 60), fixed('d', 40)], 100)).toBe('0 / 1: a');
    expect(worst([percent('z', 1000), fixed('y', 100), tierPrice('x', [[1, 5000]])], 100)).toBe('0 / 1: y');
  });

  it('is not more uses than are needed', () => {
    expect(worst([fixed('c', 40, { perOrderMax: 5 })], 100)).toBe('0 / 1: c c c');
  });
});

describe('limits', () => {
  const thirteen = Array.from({ length: 13 }, (_, number) => fixed(`p${number}`, 10));

  it('is exact at twelve uses and a bound at thirteen', () => {
    expect(worst(thirteen.slice(1), 1000, 1)).toMatch(/^880 \/ 1: /);
    expect(worst(thirteen, 1000, 1)).toBe('at least 869, 13 uses');
    expect(worst([fixed('c', 10, { perOrderMax: 13 })], 1000, 1)).toBe('at least 869, 13 uses');
  });

  it('counts what combines, not what holds', () => {
    const grouped = thirteen.map((promotion, number) => ({
      ...promotion,
      group: number < 2 ? 'g' : undefined,
    }));
    expect(worst(grouped, 1000, 1)).toMatch(/^880 \/ 1: /);
    // Two windows of seven: no thirteen run at one time, although no group says so.
    const apart = thirteen.map((promotion, number) => ({
      ...promotion,
      startsAt: number < 7 ? 2000 : 3000,
      endsAt: number < 7 ? 3000 : 4000,
    }));
    expect(worst(apart, 1000, 1)).toMatch(/^930 \/ 1: /);
  });

  it('gives a bound where twelve groups leave more near ties than are looked at, and soon', () => {
    const groups = Array.from({ length: 36 }, (_, number) =>
      percent(`p${number}`, 100 + Math.floor(number / 12), { group: `g${number % 12}` }),
    );
    const stack = setOf(groups).worst(9_999_999, 10);
    expect(stack.kind).toBe('exact');
    const tied = groups.map((promotion) => ({ ...promotion, rateBps: 100 }));
    const startedAt = performance.now();
    const bound = setOf(tied).worst(9_999_999, 10);
    expect(performance.now() - startedAt).toBeLessThan(2000);
    expect(bound.kind).toBe('bound');
    expect(bound.payableMinor).toBeGreaterThan(8_800_000);
  });

  it('names the fewest of twelve uses where goods cost nothing anyhow', () => {
    const twelve = Array.from({ length: 12 }, (_, number) => fixed(`p${number}`, 30));
    expect(worst(twelve, 100, 1)).toBe('0 / 1: p0 p1 p10 p11');
  });

  it('bounds hundreds of promotions on one row without looking through them', () => {
    const many = Array.from({ length: 2000 }, (_, number) => percent(`p${number}`, 1));
    const stack = setOf(many).worst(1_000_000, 10);
    expect(stack.kind).toBe('bound');
    expect(stack.payableMinor).toBeLessThan(820_000);
    expect(stack.payableMinor).toBeGreaterThan(800_000);
  });

  it('bounds a row that is only sold in more than 10,000 units, and one worth more than the safe integers', () => {
    const half = [percent('half', 5000)];
    expect(told(setOf(half, { row: { quantityMin: 10_001 } }).worst(100, 10))).toBe('at least 48, 1 uses');
    expect(setOf(half, { row: { quantityMin: 2 } }).worst(Number.MAX_SAFE_INTEGER, 10).kind).toBe('bound');
    expect(setOf(half).worst(Number.MAX_SAFE_INTEGER, 10).payableMinor).toBe(4_503_599_627_370_495);
  });

  it('leaves a price of nothing or below as it is', () => {
    expect(told(setOf([fixed('c', 10)]).worst(0, 10))).toBe('0 / 1: ');
    expect(told(setOf([fixed('c', 10)]).worst(-5, 10))).toBe('-5 / 1: ');
    expect(setOf([fixed('c', 10)]).least(-5)).toBe(-5);
  });

  it.each([0, 10_001, 1.5, NaN])('refuses a largest quantity of %s', (quantityMax) => {
    expect(() => setOf([fixed('c', 10)]).worst(100, quantityMax)).toThrow('a whole number from 1 to 10000');
  });

  it('refuses a price that is no safe integer', () => {
    const refused = (work: () => unknown): boolean => {
      try {
        work();
        return false;
      } catch (error) {
        return isGuardError(error, 'invalid-argument');
      }
    };
    expect(refused(() => setOf([fixed('c', 10)]).worst(1.5, 10))).toBe(true);
    expect(refused(() => setOf([fixed('c', 10)]).least(NaN))).toBe(true);
  });
});

describe('asking many times', () => {
  it('gives the same answer whatever was asked before, names included', () => {
    const promotions = [
      percent('a', 1000),
      fixed('c', 500, { minSpendMinor: 3000 }),
      buyGet('b', { buy: 1, get: 1 }),
    ];
    const set = setOf(promotions);
    const stacks = Array.from({ length: 200 }, (_, number) => set.worst(10 + number * 13, 5));
    // The names are worked out only now, after all the other prices.
    const late = stacks.map(told);
    expect(late).toEqual(stacks.map((_, number) => told(setOf(promotions).worst(10 + number * 13, 5))));
    expect(new Set(late).size).toBe(200);
  });

  it('remembers an answer, and another one for another largest quantity', () => {
    const set = setOf([buyGet('b', { buy: 2, get: 1 })]);
    expect(set.worst(100, 10)).toBe(set.worst(100, 10));
    expect(told(set.worst(100, 2))).toBe('100 / 1: ');
    expect(told(set.worst(100, 10))).toBe('200 / 3: b');
  });
});

function inChannel(promotion: Promotion, channel: string): Promotion {
  return { ...promotion, scope: { ...promotion.scope, channels: [channel] } };
}

function inTier(promotion: Promotion, tier: string): Promotion {
  return { ...promotion, scope: { ...promotion.scope, tiers: [tier] } };
}
