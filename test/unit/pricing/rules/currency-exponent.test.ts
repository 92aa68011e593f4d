import { describe, expect, it } from 'vitest';
import type { FieldProblem, ReadProblem } from '../../../../src/catalog/row.js';
import type { CurrencyCode } from '../../../../src/money/currency.js';
import type { ExchangeRates, ForeignPrice } from '../../../../src/pricing/facts.js';
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

describe('currency-exponent on a currency that changed', () => {
  const known = (
    currency: CurrencyCode,
    priceMinor: number,
    source: ForeignPrice['source'] = 'previous-catalogue',
  ): ForeignPrice => ({ currency, priceMinor, source });
  const changed = (
    row: Case['row'],
    otherCurrencies: readonly ForeignPrice[],
    rates?: ExchangeRates,
  ): Case => ({ row, facts: { otherCurrencies, rates } });
  const fresh = ratesAt(TEST_NOW, [
    ['KRW', 1_300],
    ['EUR', 0.92],
  ]);
  const dollars = (priceMinor: number): Case['row'] => ({ currency: 'USD', priceMinor });

  it('blocks the very same number in another currency, whatever decimals each of them has', () => {
    expect(outcome(rule, changed(dollars(12_900_000), [known('KRW', 129_000)]))).toBe('block');
    expect(outcome(rule, changed({ priceMinor: 99 }, [known('USD', 9_900)]))).toBe('block');
    expect(outcome(rule, changed({ priceMinor: 99 }, [known('USD', 9_999)]))).toBe('hold');
    expect(outcome(rule, changed(dollars(12_900_000), [known('KRW', 129_000)], fresh))).toBe('block');
  });

  it('finds the same number among several currencies, and judges by it', () => {
    const several = [known('EUR', 9_900), known('KRW', 129_000)];
    const found = finding(rule, changed(dollars(12_900_000), several));
    expect(found).toMatchObject({
      severity: 'block',
      evidence: { knownCurrency: 'KRW', knownMinor: 129_000 },
    });
  });

  it('holds another number that no rate explains', () => {
    expect(outcome(rule, changed(dollars(8_900), [known('KRW', 129_000)]))).toBe('hold');
    expect(outcome(rule, changed(dollars(8_900), [known('KRW', 129_000)], fresh))).toBe('hold');
    const old = ratesAt(TEST_NOW - 25 * HOUR_MS, [['KRW', 1_300]]);
    expect(outcome(rule, changed(dollars(9_900), [known('KRW', 129_000)], old))).toBe('hold');
    const undated = ratesAt(NaN, [['KRW', 1_300]]);
    expect(outcome(rule, changed(dollars(9_900), [known('KRW', 129_000)], undated))).toBe('hold');
  });

  it('warns only where a fresh rate explains the number within its tolerance', () => {
    // 129,000 won are 99.23 dollars.
    expect(outcome(rule, changed(dollars(9_900), [known('KRW', 129_000)], fresh))).toBe('warn');
    expect(outcome(rule, changed(dollars(9_440), [known('KRW', 129_000)], fresh))).toBe('warn');
    expect(outcome(rule, changed(dollars(9_430), [known('KRW', 129_000)], fresh))).toBe('hold');
    const several = [known('EUR', 2_000), known('KRW', 129_000)];
    expect(outcome(rule, changed(dollars(9_900), several, fresh))).toBe('warn');
  });

  it('holds the same number in a currency that is worth nearly the same, where shops keep it', () => {
    const euros = [known('EUR', 1_999)];
    expect(outcome(rule, changed(dollars(1_999), euros, fresh))).toBe('hold');
    expect(outcome(rule, changed(dollars(1_999), euros))).toBe('block');
  });

  it('speaks although the row has a list price, which is in the wrong currency, too', () => {
    const facts = {
      otherCurrencies: [known('KRW', 129_000)],
      reference: reference(15_900_000, 'list-price'),
    };
    const found = finding(rule, { row: { ...dollars(12_900_000), listPriceMinor: 15_900_000 }, facts });
    expect(found.evidence).toMatchObject({ kind: 'changed-currency' });
  });

  it('leaves amounts that are not above 0 to absolute-floor', () => {
    expect(outcome(rule, changed(dollars(0), [known('KRW', 0)]))).toBe('not-judged');
    expect(outcome(rule, changed(dollars(9_900), [known('KRW', 0)]))).toBe('not-judged');
  });

  it('says which currency the SKU stood in, and what to do', () => {
    const same = changed(dollars(12_900_000), [known('KRW', 129_000)]);
    expect(sentence(rule, 'en', same)).toBe(
      'USD 129,000.00 is the old number in another currency: in the previous catalogue this SKU cost 129,000 won in the same price list. Is USD right?',
    );
    expect(sentence(rule, 'ko', same)).toBe(
      '이전 카탈로그에는 이 SKU가 같은 가격표에 129,000원으로 올라 있습니다. 숫자는 그대로인데 통화만 바뀌어 USD 129,000.00입니다. 통화 USD가 맞는지 확인하세요.',
    );
    const fits = changed(dollars(9_900), [known('KRW', 129_000, 'history')], fresh);
    expect(sentence(rule, 'en', fits)).toBe(
      'The currency changed: USD 99.00 stands here, and the price history knows this SKU at 129,000 won in the same price list. By the exchange rate the number fits; no earlier price can be compared with it.',
    );
    expect(sentence(rule, 'ko', fits)).toBe(
      '통화가 바뀌어 USD 99.00입니다. 가격 이력에는 이 SKU가 같은 가격표에 129,000원으로 올라 있습니다. 환율로는 맞는 금액이지만 비교할 이전 가격이 없습니다.',
    );
    const other = changed(dollars(8_900), [known('KRW', 129_000)], fresh);
    expect(sentence(rule, 'en', other)).toMatch(
      /By the exchange rate it would be about USD 99\.23: correct one of the two, or give USD a price list of its own\.$/,
    );
    expect(sentence(rule, 'ko', other)).toMatch(/환율로 환산하면 약 USD 99\.23입니다\./);
    const unknown = changed(dollars(8_900), [known('KRW', 129_000)]);
    expect(sentence(rule, 'en', unknown)).toMatch(/pricing\.exchangeRates/);
    expect(sentence(rule, 'ko', unknown)).toMatch(/pricing\.exchangeRates/);
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
