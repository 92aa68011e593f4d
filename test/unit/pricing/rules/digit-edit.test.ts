import { describe, expect, it } from 'vitest';
import { digitEdit as rule } from '../../../../src/pricing/rules/digit-edit.js';
import { digitShift } from '../../../../src/pricing/rules/digit-shift.js';
import { finding, outcome, reference, sentence, type Case } from './judging.js';

const usual = (priceMinor: number, referenceMinor: number): Case => ({
  row: { priceMinor },
  facts: { reference: reference(referenceMinor) },
});

describe('digit-edit', () => {
  it('blocks a lost or changed digit that makes the price far too low, and holds one far too high', () => {
    expect(outcome(rule, usual(19_900, 109_900))).toBe('block');
    expect(outcome(rule, usual(109_900, 909_900))).toBe('block');
    expect(outcome(rule, usual(909_900, 109_900))).toBe('hold');
    expect(outcome(rule, usual(109_900, 19_900))).toBe('hold');
  });

  it('passes what is two edits away or not far in value', () => {
    expect(outcome(rule, usual(19_000, 109_900))).toBe('pass');
    expect(outcome(rule, usual(19_900, 99_500))).toBe('pass');
    expect(outcome(rule, usual(129_000, 199_000))).toBe('pass');
    expect(outcome(rule, usual(129_000, 129_000))).toBe('pass');
  });

  it('looks only below a fifth or above five times, not at it', () => {
    expect(outcome(rule, usual(1_250, 6_250))).toBe('pass');
    expect(outcome(rule, usual(1_249, 6_249))).toBe('block');
    expect(outcome(rule, usual(6_250, 1_250))).toBe('pass');
    expect(outcome(rule, usual(6_249, 1_249))).toBe('hold');
  });

  it('needs three digits on both sides', () => {
    expect(outcome(rule, usual(19, 199))).toBe('pass');
    expect(outcome(rule, usual(199, 1_199))).toBe('block');
    expect(outcome(rule, { ...usual(19, 199), values: { digitsMin: 2 } })).toBe('block');
  });

  it('leaves a zero lost or added at the end to digit-shift, which compares with the same amounts', () => {
    expect(outcome(rule, usual(13_600, 136_000))).toBe('pass');
    expect(outcome(rule, usual(1_360_000, 136_000))).toBe('pass');
    const facts = { reference: reference(112_300), formerPriceMinor: 109_000 };
    expect(outcome(rule, { row: { priceMinor: 10_900 }, facts })).toBe('pass');
    // A tenth of the list price is no business of digit-shift where there is a history.
    const row = { priceMinor: 15_900, listPriceMinor: 159_000 };
    expect(outcome(rule, { row, facts: { reference: reference(112_300) } })).toBe('block');
    // Nor is a former price where there is no reference of the offer's own.
    expect(outcome(rule, { row: { priceMinor: 13_600 }, facts: { formerPriceMinor: 136_000 } })).toBe(
      'block',
    );
  });

  it.each([
    ['reference', 13_600, { reference: reference(136_000) }],
    ['list price', 13_600, { reference: reference(136_000, 'list-price') }],
    ['former price', 13_600, { reference: reference(141_000, 'list-price'), formerPriceMinor: 136_000 }],
    ['reference, tenfold', 1_360_000, { reference: reference(136_000) }],
    ['former price, tenfold', 1_360_000, { reference: reference(149_000), formerPriceMinor: 136_000 }],
  ] as const)('is told by one of the two rules only: %s', (_name, priceMinor, facts) => {
    const one: Case = { row: { priceMinor }, facts };
    const expected = priceMinor > 136_000 ? 'hold' : 'block';
    expect([outcome(rule, one), outcome(digitShift, one)]).toEqual(['pass', expected]);
  });

  it('finds a swap of neighbours where the policy looks at nearer prices', () => {
    const found = finding(rule, { ...usual(190_000, 910_000), values: { farBps: 2500 } });
    expect(found.evidence).toMatchObject({ edit: 'swapped', digit: '9', otherDigit: '1' });
  });

  it('compares with the former and the list price too, and says with which', () => {
    const facts = { reference: reference(112_300), formerPriceMinor: 109_900 };
    expect(finding(rule, { row: { priceMinor: 19_900 }, facts }).evidence).toMatchObject({
      meantMinor: 109_900,
      meantSource: 'former-price',
      edit: 'lost',
      digit: '0',
    });
    const row = { priceMinor: 15_900, listPriceMinor: 159_900 };
    expect(finding(rule, { row, facts }).evidence).toMatchObject({
      meantSource: 'list-price',
      meantMinor: 159_900,
    });
  });

  it('does not hold yesterday’s mistake or an inflated list price against a price at its usual level', () => {
    const facts = { reference: reference(129_000), formerPriceMinor: 1_290_000 };
    expect(outcome(rule, { row: { priceMinor: 129_000 }, facts })).toBe('pass');
    const row = { priceMinor: 15_900, listPriceMinor: 159_000 };
    expect(outcome(rule, { row, facts: { reference: reference(16_000) } })).toBe('pass');
  });

  it('blocks on the second day too, when the former price holds the same mistake', () => {
    const facts = { reference: reference(109_900), formerPriceMinor: 19_900 };
    expect(outcome(rule, { row: { priceMinor: 19_900 }, facts })).toBe('block');
  });

  it('judges by the former price where there is neither history nor list price', () => {
    const facts = { reference: reference(50_000, 'peer-estimate'), formerPriceMinor: 109_900 };
    expect(outcome(rule, { row: { priceMinor: 19_900 }, facts })).toBe('block');
  });

  it('takes the list price where the former price is no amount', () => {
    const row = { priceMinor: 19_900, listPriceMinor: 109_900 };
    expect(outcome(rule, { row, facts: { formerPriceMinor: 0 } })).toBe('block');
    expect(outcome(rule, { row: { priceMinor: 19_900, listPriceMinor: 0 } })).toBe('not-judged');
  });

  it('answers not-judged without a typed amount to compare with, or without digits', () => {
    expect(outcome(rule, { row: { priceMinor: 19_900 } })).toBe('not-judged');
    const facts = { reference: reference(109_900, 'peer-estimate') };
    expect(outcome(rule, { row: { priceMinor: 19_900 }, facts })).toBe('not-judged');
    expect(outcome(rule, usual(0, 109_900))).toBe('not-judged');
    expect(outcome(rule, usual(-19_900, 109_900))).toBe('not-judged');
  });

  it('names the digit', () => {
    const lost: Case = {
      row: { currency: 'GBP', priceMinor: 19_900 },
      facts: { reference: reference(109_900, 'list-price') },
    };
    expect(sentence(rule, 'en', lost)).toBe(
      'GBP 199.00 looks like GBP 1,099.00, the list price, with the digit 0 lost.',
    );
    expect(sentence(rule, 'ko', lost)).toBe(
      'GBP 199.00은 정가 GBP 1,099.00에서 숫자 0이 빠진 값으로 보입니다.',
    );
    expect(sentence(rule, 'en', usual(519_900, 19_900))).toBe(
      '519,900 won looks like 19,900 won, its usual price, with the digit 5 too many.',
    );
    expect(sentence(rule, 'ko', usual(519_900, 19_900))).toBe(
      '519,900원은 평소 가격 19,900원에 숫자 5가 더 들어간 값으로 보입니다.',
    );
    expect(sentence(rule, 'en', usual(109_900, 909_900))).toBe(
      '109,900 won looks like 909,900 won, its usual price, with 9 typed as 1.',
    );
    expect(sentence(rule, 'ko', usual(109_900, 909_900))).toBe(
      '109,900원은 평소 가격 909,900원의 9를 1로 잘못 입력한 값으로 보입니다.',
    );
    const swapped = { ...usual(190_000, 910_000), values: { farBps: 2500 } };
    expect(sentence(rule, 'en', swapped)).toBe(
      '190,000 won looks like 910,000 won, its usual price, with 9 and 1 swapped.',
    );
    expect(sentence(rule, 'ko', swapped)).toBe(
      '190,000원은 평소 가격 910,000원에서 9와 1의 순서가 바뀐 값으로 보입니다.',
    );
  });
});
