import { describe, expect, it } from 'vitest';
import { severityRank } from '../../../../src/catalog/finding.js';
import { makeOffer } from '../../../../src/catalog/offer.js';
import type { Promotion } from '../../../../src/catalog/promotion.js';
import type { CurrencyCode } from '../../../../src/money/currency.js';
import type { OfferPromotions, TrippedRule } from '../../../../src/pricing/facts.js';
import { NOT_JUDGED, type OfferRule } from '../../../../src/pricing/rule.js';
import { absoluteFloor } from '../../../../src/pricing/rules/absolute-floor.js';
import { deepMarkdown } from '../../../../src/pricing/rules/deep-markdown.js';
import { worstStack as rule } from '../../../../src/pricing/rules/worst-stack.js';
import { defaultsOf } from '../../../../src/pricing/settings.js';
import { PromotionIndex } from '../../../../src/promotions/promotion-index.js';
import { makeFacts, TEST_NOW } from '../../../../src/testing/facts.js';
import { fileOf, fixed, percent, tierPrice } from '../../promotions/make-promotion.js';
import { finding, outcome, reference, sentence, type Case, type Row } from './judging.js';

const PRICE_RULES: readonly OfferRule[] = [deepMarkdown, absoluteFloor];

/** A row with what promotions make of it, judged at the payable price by two real price rules at their defaults. */
function withPromotions(row: Row, promotions: readonly Promotion[], usualMinor = row.priceMinor): Case {
  const facts = { reference: reference(usualMinor) };
  const offer = makeOffer({ sku: 'EP-100', currency: 'KRW', ...row });
  const index = new PromotionIndex(fileOf(promotions), { now: TEST_NOW });
  const rulesAt = (priceMinor: number): readonly TrippedRule[] =>
    PRICE_RULES.flatMap((one): TrippedRule[] => {
      const answer = one.judge({ ...offer, priceMinor }, makeFacts(facts), defaultsOf(one));
      if (answer === undefined || answer === NOT_JUDGED) return [];
      return [{ ruleId: one.id, severity: answer.severity }];
    }).sort((left, right) => severityRank(left.severity) - severityRank(right.severity));
  const set = index.setFor(offer);
  const found: OfferPromotions & { readonly least: () => number | undefined } = {
    worst: (quantityMax) => set?.worst(offer.priceMinor, quantityMax),
    least: () => set?.least(offer.priceMinor),
    unknownRefs: () => index.unknownRefs(offer),
    rulesAt,
  };
  return { row, facts: { ...facts, promotions: found } };
}

describe('worst-stack', () => {
  it('is not judged without promotions', () => {
    expect(outcome(rule, { row: { priceMinor: 100_000 } })).toBe(NOT_JUDGED);
  });

  it('passes a row that no promotion holds for, and one whose worst stack no rule minds', () => {
    expect(outcome(rule, withPromotions({ priceMinor: 100_000 }, []))).toBe('pass');
    expect(outcome(rule, withPromotions({ priceMinor: 100_000 }, [percent('a', 3000)]))).toBe('pass');
  });

  it.each([
    [3999, 'pass'],
    [4000, 'warn'],
    [5999, 'warn'],
    [6000, 'block'],
  ])(
    '%i basis points off the usual price are %s: as severe as the worst rule that fires',
    (rateBps, expected) => {
      expect(outcome(rule, withPromotions({ priceMinor: 100_000 }, [percent('a', rateBps)]))).toBe(expected);
    },
  );

  it('names the set in the order it is applied, the order of units and the rules that fire', () => {
    const promotions = [
      percent('summer', 2000),
      fixed('code', 20_000, { minSpendMinor: 150_000 }),
      percent('members', 5000),
      percent('other-members', 1000, { group: 'm' }),
    ];
    const { evidence, measured, limit } = finding(
      rule,
      withPromotions({ priceMinor: 100_000, listPriceMinor: 120_000 }, promotions),
    );
    expect(evidence).toEqual({
      trigger: 'stack',
      payableMinor: 26_000,
      totalMinor: 52_000,
      quantity: 2,
      promotionIds: ['members', 'other-members', 'summer', 'code'],
      ruleIds: ['deep-markdown'],
      priceMinor: 100_000,
      referenceMinor: 100_000,
      referenceSource: 'history-median',
      markdownBps: 7400,
      unknownIds: [],
    });
    expect(measured).toEqual({ value: 26_000, unit: 'minor' });
    expect(limit).toEqual({ value: 100_000, unit: 'minor' });
  });

  it('blocks what becomes free, unless the row is a gift', () => {
    const free = [fixed('a', 5000, { per: 'unit' })];
    const silent = (row: Row): Case => {
      const one = withPromotions(row, free);
      const promotions = one.facts?.promotions;
      if (promotions === undefined) throw new Error('it was just made');
      return { ...one, facts: { promotions: { ...promotions, rulesAt: () => [] } } };
    };
    expect(outcome(rule, silent({ priceMinor: 5000 }))).toBe('block');
    expect(outcome(rule, silent({ priceMinor: 5000, gift: true }))).toBe('pass');
    expect(outcome(rule, silent({ priceMinor: 5001 }))).toBe('pass');
  });

  it('holds a row that names a promotion the file does not have, and says how to mend it', () => {
    const one = withPromotions({ priceMinor: 100_000, promotionRefs: ['a', 'lost'] }, [percent('a', 1000)]);
    expect(outcome(rule, one)).toBe('hold');
    expect(finding(rule, one).evidence).toEqual({ trigger: 'unknown-promotion', unknownIds: ['lost'] });
    expect(sentence(rule, 'en', one)).toBe(
      'The row names lost, which the promotions file does not have: what it takes off is not known. Add it to the file, or take it out of the row.',
    );
    expect(sentence(rule, 'ko', one)).toBe(
      '행에 적힌 lost이(가) 프로모션 파일에 없어 할인액을 알 수 없습니다. 파일에 추가하거나 행에서 지우세요.',
    );
  });

  it('tells of both when a stack fires and a promotion is unknown, and is never milder than a hold', () => {
    const deep = withPromotions({ priceMinor: 100_000, promotionRefs: ['lost'] }, [percent('a', 5000)]);
    expect(outcome(rule, deep)).toBe('hold');
    expect(sentence(rule, 'en', deep)).toMatch(/^With a one unit costs 50,000 won, .* The row names lost, /);
  });

  it('holds what cannot be looked through only when the bound is bad', () => {
    const many = (rateBps: number): Promotion[] =>
      Array.from({ length: 13 }, (_, number) => percent(`p${number}`, rateBps));
    expect(outcome(rule, withPromotions({ priceMinor: 100_000 }, many(100)))).toBe('pass');
    const bad = withPromotions({ priceMinor: 100_000 }, many(1000));
    expect(outcome(rule, bad)).toBe('hold');
    expect(sentence(rule, 'en', bad)).toBe(
      'Up to 13 uses of promotions combine on this row, more than can be looked through; together they could take it to 25,405 won (deep-markdown). Set stacking groups or exclude what is never combined.',
    );
    expect(sentence(rule, 'ko', bad)).toContain('최대 13회까지');
  });

  it('tells the set, the order and the price below which reference, in both languages', () => {
    const promotions = [
      fixed('code', 30_000, { minSpendMinor: 300_000, perOrderMax: 2 }),
      percent('summer', 8000),
    ];
    const one = withPromotions({ priceMinor: 100_000 }, promotions, 120_000);
    expect(sentence(rule, 'en', one)).toBe(
      'With summer, then code × 2 an order of 3 costs 0 won a unit, 100 % below its usual price of 120,000 won (deep-markdown, absolute-floor).',
    );
    expect(sentence(rule, 'ko', one)).toBe(
      'summer → code × 2를 적용하면 3개 주문 시 개당 0원으로, 평소 가격 120,000원보다 100% 낮아집니다 (deep-markdown, absolute-floor).',
    );
  });

  it('says how far below the offer price where the reference is not above', () => {
    const one = withPromotions({ priceMinor: 5000 }, [fixed('code', 4950)], 40);
    expect(sentence(rule, 'en', one)).toBe(
      'With code one unit costs 50 won, 99 % below the offer price of 5,000 won (absolute-floor).',
    );
  });
});

describe('the incidents worst-stack stops', () => {
  const cases: readonly (readonly [
    id: string,
    currency: CurrencyCode,
    minor: { readonly right: number; readonly wrong: number },
    promotions: readonly Promotion[],
  ])[] = [
    [
      'lenovo-ca-2014',
      'CAD',
      { right: 87_900, wrong: 27_900 },
      [fixed('instant-savings', 30_000, { per: 'unit' }), fixed('coupon', 30_000, { isCoupon: true })],
    ],
    // The price of one bottle, entered for the case.
    ['genki-2021', 'CNY', { right: 7900, wrong: 350 }, [tierPrice('new-flavours', [[1, 350]])]],
    [
      'minitutu-2023',
      'CNY',
      { right: 10_000, wrong: 0 },
      [percent('double-11', 5000), fixed('shop-coupon', 5000, { isCoupon: true })],
    ],
    [
      'liang-2024',
      'CNY',
      { right: 200_000, wrong: 0 },
      [fixed('midnight-1000', 100_000), fixed('midnight-1000-again', 100_000)],
    ],
    [
      'littleswan-2024',
      'CNY',
      { right: 169_900, wrong: 29_900 },
      [fixed('subsidy', 100_000, { per: 'unit' }), fixed('live-coupon', 40_000, { isCoupon: true })],
    ],
  ];

  it.each(cases)(
    '%s: the published wrong price, from the right one',
    (_id, currency, { right, wrong }, promotions) => {
      const { severity, evidence } = finding(
        rule,
        withPromotions({ priceMinor: right, currency }, promotions),
      );
      expect(severity).toBe('block');
      expect(evidence['payableMinor']).toBe(wrong);
      expect([...(evidence['promotionIds'] as readonly string[])].sort()).toEqual(
        promotions.map(({ id }) => id).sort(),
      );
    },
  );

  it('liang-2024 costs half with the promotion set once, or with both in one stacking group', () => {
    const [, , { right }, promotions] = cases[3] ?? cases[0] ?? never();
    const row = { priceMinor: right, currency: 'CNY' } as const;
    expect(outcome(rule, withPromotions(row, promotions.slice(0, 1)))).toBe('warn');
    const grouped = promotions.map((promotion) => ({ ...promotion, group: 'midnight' }));
    expect(finding(rule, withPromotions(row, grouped)).evidence['payableMinor']).toBe(100_000);
  });
});

function never(): never {
  throw new Error('there are cases');
}
