import { describe, expect, it } from 'vitest';
import { makeOffer, type Offer } from '../../../../src/catalog/offer.js';
import { makePromotion, type Promotion, type WorstStack } from '../../../../src/catalog/promotion.js';
import type { CurrencyCode } from '../../../../src/money/currency.js';
import { readAmount, PLAIN_NUMBERS } from '../../../../src/money/decimal-text.js';
import type { OfferPromotions, TrippedRule } from '../../../../src/pricing/facts.js';
import { isOfferRule } from '../../../../src/pricing/rule-table.js';
import { NOT_JUDGED, type Judgement, type RuleAnswer } from '../../../../src/pricing/rule.js';
import { worstStack } from '../../../../src/pricing/rules/worst-stack.js';
import { defaultsOf } from '../../../../src/pricing/settings.js';
import { PromotionIndex } from '../../../../src/promotions/promotion-index.js';
import { makeFacts, TEST_NOW } from '../../../../src/testing/facts.js';
import { sayIn } from '../../../../src/text/say.js';

const OFFER = makeOffer({ sku: 'EP-100', currency: 'KRW', priceMinor: 100_000 });

interface Said {
  readonly stack?: WorstStack;
  readonly tripped?: readonly TrippedRule[];
  readonly unknown?: readonly string[];
}

function promotionsThat({ stack, tripped = [], unknown = [] }: Said): OfferPromotions {
  return { worst: () => stack, unknownRefs: () => unknown, rulesAt: () => tripped };
}

function judge(offer: Offer, promotions: OfferPromotions | undefined): RuleAnswer {
  if (!isOfferRule(worstStack)) throw new Error('worst-stack judges offers');
  return worstStack.judge(offer, makeFacts({ promotions }), defaultsOf(worstStack));
}

function fired(answer: RuleAnswer): Judgement {
  if (answer === undefined || answer === NOT_JUDGED) throw new Error('the rule did not fire');
  return answer;
}

const HALF: WorstStack = {
  kind: 'exact',
  payableMinor: 50_000,
  quantity: 1,
  totalMinor: 50_000,
  promotionIds: ['first', 'second'],
};

describe('worst-stack', () => {
  it('does not judge where no promotions were handed in', () => {
    expect(judge(OFFER, undefined)).toBe(NOT_JUDGED);
  });

  it('is silent where no promotion holds, and where what is left to pay trips no rule', () => {
    expect(judge(OFFER, promotionsThat({}))).toBeUndefined();
    expect(judge(OFFER, promotionsThat({ stack: HALF }))).toBeUndefined();
  });

  it.each(['block', 'hold', 'warn'] as const)('is as severe as the worst rule that trips: %s', (severity) => {
    const tripped = [{ ruleId: 'deep-markdown', severity }];
    const answer = fired(judge(OFFER, promotionsThat({ stack: HALF, tripped })));
    expect(answer).toMatchObject({
      severity,
      measured: { value: 50_000, unit: 'minor' },
      evidence: { promotionIds: ['first', 'second'], ruleIds: ['deep-markdown'], quantity: 1 },
    });
  });

  it('blocks goods for nothing, whatever the rules say, but not a declared gift', () => {
    const stack: WorstStack = { ...HALF, payableMinor: 0, totalMinor: 0 };
    expect(fired(judge(OFFER, promotionsThat({ stack }))).severity).toBe('block');
    expect(judge({ ...OFFER, gift: true }, promotionsThat({ stack }))).toBeUndefined();
  });

  it('holds what cannot be looked through, when even the bound would trip a rule', () => {
    const stack: WorstStack = { kind: 'bound', payableMinor: 1_000, stackableCount: 13 };
    const tripped = [{ ruleId: 'deep-markdown', severity: 'block' as const }];
    expect(fired(judge(OFFER, promotionsThat({ stack, tripped }))).severity).toBe('hold');
    expect(judge(OFFER, promotionsThat({ stack }))).toBeUndefined();
  });

  it('holds a row that names a promotion the file does not have', () => {
    const answer = fired(judge(OFFER, promotionsThat({ unknown: ['sumer-10'] })));
    expect(answer).toMatchObject({ severity: 'hold', evidence: { unknownIds: ['sumer-10'] } });
  });

  it.each(['en', 'ko'] as const)('names the set, its order and the rules in words: %s', (lang) => {
    const tripped = [{ ruleId: 'deep-markdown', severity: 'block' as const }];
    const { evidence } = fired(judge(OFFER, promotionsThat({ stack: HALF, tripped, unknown: ['other'] })));
    const say = sayIn(lang);
    const words = worstStack.tell[lang](evidence, {
      say,
      money: (minor) => say.money(minor, 'KRW'),
      currency: 'KRW',
      severity: 'block',
    });
    for (const part of ['first', 'second', '50,000', 'deep-markdown', 'other']) expect(words).toContain(part);
    expect(words.indexOf('first')).toBeLessThan(words.indexOf('second'));
  });
});

/** What the published stories say: the price that was right, the one that was paid, and promotions of ours in between. */
const STORIES: readonly (readonly [
  string,
  CurrencyCode,
  string,
  string,
  (minor: (text: string) => number) => Promotion[],
])[] = [
  [
    'lenovo-ca-2014',
    'CAD',
    '879',
    '279',
    (minor) => [fixed('instant', minor('500')), fixed('coupon', minor('100'))],
  ],
  ['genki-2021', 'CNY', '79', '3.5', (minor) => [fixed('label', minor('75.5'))]],
  [
    'minitutu-2023',
    'CNY',
    '100',
    '0',
    (minor) => [fixed('double-11', minor('60')), fixed('again', minor('60'))],
  ],
  ['liang-2024', 'CNY', '2000', '0', (minor) => [fixed('one', minor('1000')), fixed('two', minor('1000'))]],
  [
    'littleswan-2024',
    'CNY',
    '1699',
    '299',
    (minor) => [fixed('rule', minor('900')), fixed('misread', minor('500'))],
  ],
];

function fixed(id: string, amountMinor: number): Promotion {
  return makePromotion({ id, kind: 'fixed', amountMinor, per: 'order' });
}

describe('the worst stack of an incident', () => {
  it.each(STORIES)('%s: from %s %s to %s exactly', (_, currency, right, wrong, promotionsOf) => {
    const minor = (text: string): number => {
      const reading = readAmount(text, 2, PLAIN_NUMBERS);
      if (reading.kind !== 'amount') throw new Error(`${text} is no amount`);
      return reading.minor;
    };
    const promotions = promotionsOf(minor).map((promotion) => ({ ...promotion, currency }));
    const file = { file: 'promotions', sha256: '', promotions, applicationOrder: 'unknown' as const };
    const index = new PromotionIndex(file, { now: TEST_NOW });
    const offer = makeOffer({ sku: 'incident', currency, priceMinor: minor(right) });
    expect(index.setFor(offer)?.worst(offer.priceMinor, 10)).toMatchObject({
      kind: 'exact',
      payableMinor: minor(wrong),
      quantity: 1,
    });
  });
});
