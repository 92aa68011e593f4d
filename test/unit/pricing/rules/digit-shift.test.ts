import { describe, expect, it } from 'vitest';
import { digitShift as rule } from '../../../../src/pricing/rules/digit-shift.js';
import { finding, outcome, reference, sentence, type Case } from './judging.js';

const usual = (priceMinor: number, referenceMinor: number): Case => ({
  row: { priceMinor },
  facts: { reference: reference(referenceMinor) },
});

describe('digit-shift', () => {
  it('blocks a price a whole number of digits too low and holds one too high', () => {
    expect(outcome(rule, usual(13_600, 136_000))).toBe('block');
    expect(outcome(rule, usual(1_360, 136_000))).toBe('block');
    expect(outcome(rule, usual(1_360_000, 136_000))).toBe('hold');
    expect(outcome(rule, usual(136_000, 136_000))).toBe('pass');
    expect(outcome(rule, usual(40_000, 136_000))).toBe('pass');
  });

  it('stays within 0.02 decades of the whole digit on both sides', () => {
    // 10^0.98 = 9.5499..., 10^1.02 = 10.4712...
    expect(outcome(rule, usual(100_000, 954_993))).toBe('block');
    expect(outcome(rule, usual(100_000, 954_992))).toBe('pass');
    expect(outcome(rule, usual(100_000, 1_047_128))).toBe('block');
    expect(outcome(rule, usual(100_000, 1_047_129))).toBe('pass');
  });

  it('measures against a list price, but not against an estimate', () => {
    const row = { priceMinor: 13_600 };
    expect(outcome(rule, { row, facts: { reference: reference(136_000, 'list-price') } })).toBe('block');
    expect(outcome(rule, { row, facts: { reference: reference(136_000, 'peer-estimate') } })).toBe(
      'not-judged',
    );
    expect(outcome(rule, { row })).toBe('not-judged');
  });

  it('names the amount that is certain, and of two as certain the exact one', () => {
    // Nearly a tenth of the list price may be a deep sale; exactly a tenth of the former price is not.
    const facts = { reference: reference(136_500, 'list-price'), formerPriceMinor: 136_000 };
    expect(finding(rule, { row: { priceMinor: 13_600 }, facts })).toMatchObject({
      severity: 'block',
      evidence: { referenceSource: 'former-price', looksLikeMinor: 136_000 },
    });
    const drifted = { reference: reference(136_500), formerPriceMinor: 136_000 };
    expect(finding(rule, { row: { priceMinor: 13_600 }, facts: drifted }).evidence).toMatchObject({
      referenceSource: 'former-price',
    });
    // A former price ten times too low is no reason to hold back what the reference blocks.
    const slipped = { reference: reference(1_365_000), formerPriceMinor: 13_600 };
    expect(finding(rule, { row: { priceMinor: 136_000 }, facts: slipped })).toMatchObject({
      severity: 'block',
      evidence: { referenceSource: 'history-median' },
    });
  });

  it('answers not-judged for a price that has no logarithm', () => {
    expect(outcome(rule, usual(0, 136_000))).toBe('not-judged');
    expect(outcome(rule, usual(-13_600, 136_000))).toBe('not-judged');
  });

  it('stays exact and silent of amounts that cannot be written', () => {
    const widest = Number.MAX_SAFE_INTEGER;
    expect(finding(rule, usual(Math.ceil(widest / 10), widest)).evidence['looksLikeMinor']).toBeNull();
    expect(finding(rule, usual(1_299_999, 130_000)).evidence['looksLikeMinor']).toBeNull();
  });

  it('names the price and what it looks like', () => {
    const lost = usual(13_600, 136_000);
    expect(sentence(rule, 'en', lost)).toBe(
      '13,600 won looks like 136,000 won, its usual price, with a digit lost.',
    );
    expect(sentence(rule, 'ko', lost)).toBe(
      '13,600원은 평소 가격 136,000원에서 한 자리가 빠진 값으로 보입니다.',
    );
    const near = usual(13_600, 135_000);
    expect(sentence(rule, 'en', near)).toBe(
      '13,600 won looks like 136,000 won with a digit lost; its usual price is 135,000 won.',
    );
    expect(sentence(rule, 'ko', near)).toBe(
      '13,600원은 136,000원에서 한 자리가 빠진 값으로 보입니다. 평소 가격: 135,000원.',
    );
    const added = usual(1_360_000_000, 1_360_000);
    expect(sentence(rule, 'en', added)).toBe(
      '1,360,000,000 won looks like 1,360,000 won, its usual price, with 3 digits too many.',
    );
    expect(sentence(rule, 'ko', added)).toBe(
      '1,360,000,000원은 평소 가격 1,360,000원에 세 자리가 더 붙은 값으로 보입니다.',
    );
    const odd = usual(1_299_999, 130_000);
    expect(sentence(rule, 'en', odd)).toBe(
      '1,299,999 won is about 10 times its usual price of 130,000 won: it looks like a digit too many.',
    );
    expect(sentence(rule, 'ko', odd)).toBe(
      '1,299,999원은 평소 가격 130,000원의 약 10배로, 한 자리가 더 붙은 값으로 보입니다.',
    );
  });

  it('speaks of the decimal point where the currency has one', () => {
    const argos: Case = {
      row: { currency: 'GBP', priceMinor: 299 },
      facts: { reference: reference(29_900, 'list-price') },
    };
    expect(sentence(rule, 'en', argos)).toBe(
      'GBP 2.99 looks like GBP 299.00, the list price, with 2 digits lost or the decimal point moved.',
    );
    expect(sentence(rule, 'ko', argos)).toBe(
      'GBP 2.99는 정가 GBP 299.00에서 두 자리가 빠지거나 소수점이 밀린 값으로 보입니다.',
    );
  });
});
