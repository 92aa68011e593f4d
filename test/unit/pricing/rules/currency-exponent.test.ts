import { describe, expect, it } from 'vitest';
import type { FieldProblem, ReadProblem } from '../../../../src/catalog/row.js';
import type { CurrencyCode } from '../../../../src/money/currency.js';
import type { ExchangeRates } from '../../../../src/pricing/facts.js';
import { currencyExponentRule as rule } from '../../../../src/pricing/rules/currency-exponent.js';
import { TEST_NOW } from '../../../../src/testing/facts.js';
import { tellingIn } from '../../../../src/testing/telling.js';
import type { Lang } from '../../../../src/text/lang.js';
import { finding, outcome, reference, sentence, type Case } from './judging.js';

const HOUR_MS = 3_600_000;

function ratesAt(asOf: number, rates: readonly (readonly [CurrencyCode, number])[]): ExchangeRates {
  return { base: 'USD', asOf, rates: new Map(rates) };
}

const usual = (priceMinor: number, referenceMinor: number, rates?: ExchangeRates): Case => ({
  row: { priceMinor },
  facts: { reference: reference(referenceMinor), rates },
});

describe('currency-exponent on decimals', () => {
  it.each([
    [1_290, 'block'],
    [1_316, 'pass'],
    [1_315, 'block'],
    [1_265, 'block'],
    [1_264, 'pass'],
    [129, 'block'],
    [12_900_000, 'block'],
    [13_158_000, 'block'],
    [13_158_001, 'pass'],
    [12_642_000, 'block'],
    [12_641_999, 'pass'],
    [129_000_000, 'block'],
    [12_900, 'pass'],
    [1_290_000, 'pass'],
    [129_000, 'pass'],
  ])('judges %i won for a usual 129,000 as %s', (priceMinor, expected) => {
    expect(outcome(rule, usual(priceMinor, 129_000))).toBe(expected);
  });

  it('compares exactly where products leave the safe integers', () => {
    const widest = Number.MAX_SAFE_INTEGER;
    expect(outcome(rule, usual(Math.round(widest / 1000), widest))).toBe('block');
    expect(outcome(rule, usual(widest, Math.round(widest / 1000)))).toBe('block');
  });

  it('answers not-judged without a typed amount to compare with, or without a logarithm', () => {
    const facts = { reference: reference(129_000, 'peer-estimate') };
    expect(outcome(rule, { row: { priceMinor: 1_290 } })).toBe('not-judged');
    expect(outcome(rule, { row: { priceMinor: 1_290 }, facts })).toBe('not-judged');
    expect(outcome(rule, usual(0, 129_000))).toBe('not-judged');
    expect(outcome(rule, usual(-1_290, 129_000))).toBe('not-judged');
  });

  it('tells decimals dropped from decimals added', () => {
    expect(sentence(rule, 'en', usual(1_290, 129_000))).toBe(
      '1,290 won is about a hundredth of its usual price of 129,000 won: it looks as if its last 2 digits had been read as decimals.',
    );
    expect(sentence(rule, 'ko', usual(1_290, 129_000))).toBe(
      '1,290원은 평소 가격 129,000원의 약 100분의 1입니다. 끝 두 자리가 소수로 처리된 것으로 보입니다.',
    );
    expect(sentence(rule, 'en', usual(129_000_000, 129_000))).toBe(
      '129,000,000 won is about 1,000 times its usual price of 129,000 won: it looks as if 3 decimals had been read as digits.',
    );
    expect(sentence(rule, 'ko', usual(129_000_000, 129_000))).toBe(
      '129,000,000원은 평소 가격 129,000원의 약 1,000배입니다. 소수점 아래 세 자리가 정수로 처리된 것으로 보입니다.',
    );
  });
});

describe('currency-exponent on another currency', () => {
  const fresh = ratesAt(TEST_NOW - 24 * HOUR_MS, [
    ['KRW', 1_300],
    ['JPY', 150],
    ['EUR', 0.92],
  ]);

  it('blocks a price that is the reference in another currency', () => {
    const found = finding(rule, usual(100, 130_000, fresh));
    expect(found.severity).toBe('block');
    expect(found.evidence).toMatchObject({ otherCurrency: 'USD', typedAmount: '100', ratesAgeHours: 24 });
    expect(finding(rule, usual(15_000, 130_000, fresh)).evidence).toMatchObject({ otherCurrency: 'JPY' });
    expect(outcome(rule, usual(110, 130_000, fresh))).toBe('pass');
    expect(outcome(rule, usual(100, 130_000))).toBe('pass');
  });

  it('reads the rates in the documented direction, from any currency and both ways', () => {
    const row = { currency: 'USD', priceMinor: 13_000_000 } as const;
    const up = finding(rule, { row, facts: { reference: reference(10_000, 'list-price'), rates: fresh } });
    expect(up.evidence).toMatchObject({ otherCurrency: 'KRW', typedAmount: '130000.00' });
  });

  it('takes the nearest currency, whatever the order of the rates', () => {
    // 1,000 of 8,600 won: 0.1163 lies within 5 % of JPY (0.1154) and of TWD at 151 (0.1162).
    const rates: [CurrencyCode, number][] = [
      ['KRW', 1_300],
      ['JPY', 150],
      ['TWD', 151],
    ];
    const one = usual(1_000, 8_600, ratesAt(TEST_NOW, rates));
    const other = usual(1_000, 8_600, ratesAt(TEST_NOW, [...rates].reverse()));
    expect(finding(rule, one).evidence).toMatchObject({ otherCurrency: 'TWD' });
    expect(finding(rule, other).evidence).toMatchObject({ otherCurrency: 'TWD' });
  });

  it('holds where the rates are more than 24 hours away, before or after', () => {
    const rates = [['KRW', 1_300]] as const;
    expect(outcome(rule, usual(100, 130_000, ratesAt(TEST_NOW - 24 * HOUR_MS - 1, rates)))).toBe('hold');
    expect(outcome(rule, usual(100, 130_000, ratesAt(TEST_NOW + 24 * HOUR_MS + 1, rates)))).toBe('hold');
    expect(outcome(rule, usual(100, 130_000, ratesAt(TEST_NOW + 24 * HOUR_MS, rates)))).toBe('block');
    expect(outcome(rule, usual(100, 130_000, ratesAt(NaN, rates)))).toBe('hold');
  });

  it('does not tell apart currencies worth nearly the same', () => {
    const near = ratesAt(TEST_NOW, [['EUR', 0.8]]);
    const further = ratesAt(TEST_NOW, [['EUR', 0.79]]);
    const case_ = (rates: ExchangeRates): Case => ({
      row: { currency: 'USD', priceMinor: 7_950 },
      facts: { reference: reference(10_000), rates },
    });
    expect(outcome(rule, case_(near))).toBe('pass');
    expect(outcome(rule, case_(further))).toBe('block');
    // 0.8 of one another, but not through the base: no rounding of a quotient may decide.
    const crossed = ratesAt(TEST_NOW, [
      ['KRW', 1_300],
      ['HUF', 1_040],
    ]);
    expect(outcome(rule, usual(80_000, 100_000, crossed))).toBe('pass');
  });

  it('knows no other currency where the rates do not hold its own', () => {
    expect(outcome(rule, usual(100, 130_000, ratesAt(TEST_NOW, [['EUR', 0.92]])))).toBe('pass');
  });

  it.each([0, -1, NaN, Infinity])('refuses a rate of %s as a mistake of the policy', (rate) => {
    const broken = usual(100, 130_000, ratesAt(TEST_NOW, [['KRW', rate]]));
    expect(() => outcome(rule, broken)).toThrow(/exchange rate of KRW/);
  });

  it('refuses a table whose base is not worth one of itself', () => {
    const rates = ratesAt(TEST_NOW, [
      ['KRW', 1_300],
      ['USD', 2],
    ]);
    expect(() => outcome(rule, usual(100, 130_000, rates))).toThrow(/exchange rate of USD/);
  });

  it('names the other currency', () => {
    expect(sentence(rule, 'en', usual(100, 130_000, fresh))).toBe(
      '100 won looks like USD 100, which is about its usual price of 130,000 won.',
    );
    expect(sentence(rule, 'ko', usual(100, 130_000, fresh))).toBe(
      '100원은 USD 100을 그대로 적은 값으로 보입니다. 환산하면 평소 가격 130,000원과 비슷합니다.',
    );
    const stale = ratesAt(TEST_NOW - 30 * HOUR_MS, [['KRW', 1_300]]);
    expect(sentence(rule, 'en', usual(100, 130_000, stale))).toBe(
      '100 won looks like USD 100, which is about its usual price of 130,000 won. The exchange rates are 30 hours away from this audit, so a person must look.',
    );
    expect(sentence(rule, 'ko', usual(100, 130_000, stale))).toBe(
      '100원은 USD 100을 그대로 적은 값으로 보입니다. 환산하면 평소 가격 130,000원과 비슷합니다. 환율 시점이 이번 점검과 30시간 떨어져 있어 담당자 확인이 필요합니다.',
    );
  });
});

describe('currency-exponent on fractions', () => {
  const problem = (kind: FieldProblem, field: ReadProblem['field'] = 'price'): ReadProblem => ({
    kind,
    column: '판매가',
    field,
    text: '1290.5',
    hint: undefined,
  });

  const told = (lang: Lang, currency: CurrencyCode, field?: ReadProblem['field']): string => {
    const judgement = rule.judgeProblem?.(problem('fraction-digits', field));
    if (judgement === undefined) throw new Error('no judgement');
    return rule.tell[lang](judgement.evidence, tellingIn(lang, currency));
  };

  it('blocks a fraction the currency does not have, and leaves other problems to other rules', () => {
    expect(rule.judgeProblem?.(problem('fraction-digits'))).toMatchObject({
      severity: 'block',
      measured: { value: 1, unit: 'fraction-digits' },
      evidence: { field: 'price', text: '1290.5', fractionDigits: 1 },
    });
    expect(rule.judgeProblem?.(problem('not-a-number'))).toBeUndefined();
  });

  it('says how many decimals the currency has', () => {
    expect(told('en', 'KRW')).toBe('“1290.5” in column “판매가” has more decimals than KRW, which has none.');
    expect(told('ko', 'KRW')).toBe(
      '“판매가” 열의 값 “1290.5”에 소수 자리가 있습니다. KRW는 소수 자리를 쓰지 않는 통화입니다.',
    );
    expect(told('en', 'USD')).toBe('“1290.5” in column “판매가” has more decimals than USD, which has 2.');
    expect(told('ko', 'USD')).toBe(
      '“판매가” 열의 값 “1290.5”에 소수 자리가 너무 많습니다. USD의 소수 자릿수는 2자리입니다.',
    );
    expect(told('en', 'KRW', 'pack')).toBe('“1290.5” in column “판매가” has more decimals than it may have.');
    expect(told('ko', 'KRW', 'pack')).toBe('“판매가” 열의 값 “1290.5”에 허용되지 않는 소수 자리가 있습니다.');
  });
});
