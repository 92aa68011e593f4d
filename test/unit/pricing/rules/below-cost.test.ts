import { describe, expect, it } from 'vitest';
import { belowCost as rule } from '../../../../src/pricing/rules/below-cost.js';
import { finding, outcome, sentence } from './judging.js';

describe('below-cost', () => {
  it.each([
    [100_001, 'pass'],
    [100_000, 'pass'],
    [99_999, 'warn'],
    [50_000, 'warn'],
    [49_999, 'block'],
    [0, 'block'],
    [-5, 'block'],
  ])('judges %i of a cost of 100,000 as %s', (priceMinor, expected) => {
    expect(outcome(rule, { row: { priceMinor, costMinor: 100_000 } })).toBe(expected);
  });

  it('asks for the margin of the policy, exactly', () => {
    const values = { marginBps: 500 };
    expect(outcome(rule, { row: { priceMinor: 104_999, costMinor: 100_000 }, values })).toBe('warn');
    expect(outcome(rule, { row: { priceMinor: 105_000, costMinor: 100_000 }, values })).toBe('pass');
  });

  it('answers not-judged without a cost, or with one that is not above 0', () => {
    expect(outcome(rule, { row: { priceMinor: 1 } })).toBe('not-judged');
    expect(outcome(rule, { row: { priceMinor: -1, costMinor: 0 } })).toBe('not-judged');
    expect(outcome(rule, { row: { priceMinor: 1, costMinor: -100 } })).toBe('not-judged');
  });

  it('passes a declared gift at exactly nothing', () => {
    expect(outcome(rule, { row: { priceMinor: 0, costMinor: 900, gift: true } })).toBe('pass');
    expect(outcome(rule, { row: { priceMinor: 1, costMinor: 900, gift: true } })).toBe('block');
  });

  it('survives the widest amounts', () => {
    const row = { priceMinor: Number.MAX_SAFE_INTEGER - 1, costMinor: Number.MAX_SAFE_INTEGER };
    expect(outcome(rule, { row, values: { marginBps: 10_000 } })).toBe('warn');
    expect(outcome(rule, { row: { ...row, priceMinor: Number.MIN_SAFE_INTEGER } })).toBe('block');
  });

  it('shows a measured share below its limit also for one unit less', () => {
    const found = finding(rule, { row: { priceMinor: 99_999_999, costMinor: 100_000_000 } });
    expect(found.measured).toEqual({ value: 9999, unit: 'bps' });
    expect(found.limit).toEqual({ value: 10_000, unit: 'bps' });
  });

  it('tells a loss and a thin margin apart', () => {
    const loss = { row: { priceMinor: 4_400, costMinor: 50_000 } };
    expect(sentence(rule, 'en', loss)).toBe('4,400 won covers only 8.8 % of the cost of 50,000 won.');
    expect(sentence(rule, 'ko', loss)).toBe('4,400원은 원가 50,000원의 8.8%에 그칩니다.');
    const thin = { row: { priceMinor: 51_000, costMinor: 50_000 }, values: { marginBps: 500 } };
    expect(sentence(rule, 'en', thin)).toBe('51,000 won leaves less than 5 % over the cost of 50,000 won.');
    expect(sentence(rule, 'ko', thin)).toBe('51,000원은 원가 50,000원에 마진 5%를 남기지 못합니다.');
  });
});
