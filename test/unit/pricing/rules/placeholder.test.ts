import { describe, expect, it } from 'vitest';
import { placeholder as rule } from '../../../../src/pricing/rules/placeholder.js';
import { finding, history, outcome, reference, sentence, type Case } from './judging.js';

const deepAndNew: Case['facts'] = { hasPreviousCatalogue: true, reference: reference(15_000, 'list-price') };

describe('placeholder: filler amounts', () => {
  it.each([
    ['KRW', 0, 'warn'],
    ['KRW', 1, 'warn'],
    ['KRW', 999, 'warn'],
    ['KRW', 12_345, 'warn'],
    ['KRW', 99_999, 'warn'],
    ['KRW', 9_900, 'pass'],
    ['KRW', 990, 'pass'],
    ['KRW', 5_555, 'pass'],
    ['USD', 999, 'pass'],
    ['USD', 99_900, 'warn'],
    ['USD', 123_400, 'warn'],
    ['USD', 1_234, 'pass'],
    ['USD', 9_999_999, 'warn'],
    ['USD', 1, 'pass'],
    ['KWD', 999, 'pass'],
    ['KWD', 999_000, 'warn'],
    ['KRW', -1, 'pass'],
  ] as const)('judges %s %i minor units as %s', (currency, priceMinor, expected) => {
    expect(outcome(rule, { row: { currency, priceMinor } })).toBe(expected);
  });

  it('takes the amounts of the policy', () => {
    expect(outcome(rule, { row: { priceMinor: 777 }, values: { amounts: [777] } })).toBe('warn');
    expect(outcome(rule, { row: { priceMinor: 999 }, values: { amounts: [777] } })).toBe('pass');
    expect(outcome(rule, { row: { currency: 'USD', priceMinor: 1 }, values: { amounts: [0.01] } })).toBe(
      'warn',
    );
  });

  it('does not call a declared gift a filler', () => {
    expect(outcome(rule, { row: { priceMinor: 0, gift: true } })).toBe('pass');
  });
});

describe('placeholder: one repeated digit', () => {
  it('counts only far below the reference', () => {
    const row = { currency: 'SGD', priceMinor: 6_600 } as const;
    expect(outcome(rule, { row, facts: { reference: reference(385_400) } })).toBe('warn');
    expect(outcome(rule, { row, facts: { reference: reference(11_000) } })).toBe('pass');
    expect(outcome(rule, { row, facts: { reference: reference(11_001) } })).toBe('warn');
    expect(outcome(rule, { row })).toBe('pass');
    const cents = { ...row, priceMinor: 6_666 };
    expect(outcome(rule, { row: cents, facts: { reference: reference(385_400) } })).toBe('pass');
  });
});

describe('placeholder: test rows', () => {
  it.each([
    ['TEST', 'warn'],
    ['test-001', 'warn'],
    ['A/Test2/B', 'warn'],
    ['sku_DUMMY_9', 'warn'],
    ['sample 3', 'warn'],
    ['상품-테스트', 'warn'],
    ['TESTER-30ML', 'pass'],
    ['LATEST', 'pass'],
    ['CONTEST-1', 'pass'],
    ['1test', 'pass'],
    ['', 'pass'],
  ])('judges the SKU %j as %s', (sku, expected) => {
    expect(outcome(rule, { row: { sku, priceMinor: 15_000 } })).toBe(expected);
  });

  it('takes the words of the policy, and refuses what is no word', () => {
    const row = { sku: 'QA-1', priceMinor: 15_000 };
    expect(outcome(rule, { row, values: { testWords: ['qa'] } })).toBe('warn');
    expect(outcome(rule, { row: { ...row, sku: 'TEST' }, values: { testWords: [] } })).toBe('pass');
    for (const word of ['', 'a.*', 'te st', '(']) {
      expect(() => outcome(rule, { row, values: { testWords: [word] } })).toThrow(/is no word/);
    }
  });
});

describe('placeholder: severity', () => {
  it('blocks a new row more than 40 % below any reference', () => {
    const row = { priceMinor: 999 };
    expect(outcome(rule, { row, facts: deepAndNew })).toBe('block');
    const estimate = { ...deepAndNew, reference: reference(15_000, 'peer-estimate') };
    expect(outcome(rule, { row, facts: estimate })).toBe('block');
    expect(outcome(rule, { row, facts: { ...deepAndNew, reference: reference(1_665) } })).toBe('warn');
    expect(outcome(rule, { row, facts: { ...deepAndNew, reference: reference(1_666) } })).toBe('block');
    expect(outcome(rule, { row, facts: { hasPreviousCatalogue: true } })).toBe('warn');
  });

  it('calls a row new that the previous catalogue or the history does not know', () => {
    const row = { priceMinor: 999 };
    const deep = reference(15_000, 'list-price');
    const previous = { priceMinor: 15_000, pack: undefined, content: undefined, contentUnit: undefined };
    const facts = { reference: deep, hasPreviousCatalogue: true, previous };
    expect(outcome(rule, { row, facts })).toBe('warn');
    expect(outcome(rule, { row, facts: { reference: deep } })).toBe('warn');
    expect(outcome(rule, { row, facts: { reference: deep, historyEndsOn: 20_665 } })).toBe('block');
    const known = { reference: deep, historyEndsOn: 20_665, history: history(15_000) };
    expect(outcome(rule, { row, facts: known })).toBe('warn');
  });

  it('blocks a new test row far below its reference', () => {
    expect(outcome(rule, { row: { sku: 'TEST-1', priceMinor: 5_000 }, facts: deepAndNew })).toBe('block');
  });
});

describe('placeholder: words', () => {
  it('tells what was found, and how far below the reference', () => {
    const amount: Case = { row: { priceMinor: 999 }, facts: deepAndNew };
    expect(sentence(rule, 'en', amount)).toBe(
      '999 won is an amount people type to fill a field. The row is new and 93.34 % below the list price of 15,000 won.',
    );
    expect(sentence(rule, 'ko', amount)).toBe(
      '999원은 빈칸을 채울 때 흔히 쓰는 금액입니다. 새로 등록된 상품이며 정가 15,000원보다 93.34% 낮습니다.',
    );
    const repeated: Case = { row: { priceMinor: 666 }, facts: { reference: reference(15_000) } };
    expect(sentence(rule, 'en', repeated)).toBe(
      '666 won repeats one digit, as fillers do. The price is 95.56 % below its usual price of 15,000 won.',
    );
    expect(sentence(rule, 'ko', repeated)).toBe(
      '666원은 임시값처럼 같은 숫자만 반복된 금액입니다. 평소 가격 15,000원보다 95.56% 낮습니다.',
    );
    const test: Case = { row: { sku: 'Test-7', priceMinor: 15_000 } };
    expect(sentence(rule, 'en', test)).toBe('The SKU holds the word “Test”: a test row looks live.');
    expect(sentence(rule, 'ko', test)).toBe(
      'SKU에 시험용 단어(Test)가 있습니다. 시험 등록한 상품이 그대로 올라간 것으로 보입니다.',
    );
  });

  it('measures the SKU where only the SKU is the reason', () => {
    expect(finding(rule, { row: { sku: 'Test-7', priceMinor: 15_000 } }).measured).toEqual({
      value: 'Test-7',
      unit: 'text',
    });
  });
});
