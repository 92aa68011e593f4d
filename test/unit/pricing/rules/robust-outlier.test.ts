import { describe, expect, it } from 'vitest';
import { robustOutlier as rule } from '../../../../src/pricing/rules/robust-outlier.js';
import { finding, history, outcome, sentence, type Case } from './judging.js';

const usual = (priceMinor: number, usualMinor: number, madLn = 0): Case => ({
  row: { priceMinor },
  facts: { history: { ...history(usualMinor), madLn } },
});

describe('robust-outlier', () => {
  it('warns of a price far outside the habit of the SKU, both ways', () => {
    expect(outcome(rule, usual(69_000, 100_000))).toBe('warn');
    expect(outcome(rule, usual(144_000, 100_000))).toBe('warn');
    expect(outcome(rule, usual(100_000, 100_000))).toBe('pass');
  });

  it('lets small steps of a steady price pass, however many deviations they are', () => {
    expect(outcome(rule, usual(70_000, 100_000))).toBe('pass');
    expect(outcome(rule, usual(143_000, 100_000))).toBe('pass');
    expect(outcome(rule, usual(71_000, 100_000))).toBe('pass');
  });

  it('lets a large step pass where the price always moves that much', () => {
    // 1.4826 x 0.08 x 6 = 0.71, and ln 0.5 = -0.69.
    expect(outcome(rule, usual(50_000, 100_000, 0.08))).toBe('pass');
    expect(outcome(rule, usual(48_000, 100_000, 0.08))).toBe('warn');
  });

  it('holds when another rule fired on the same offer', () => {
    const { row, facts } = usual(60_000, 100_000);
    expect(outcome(rule, { row, facts: { ...facts, firedCount: 1 } })).toBe('hold');
  });

  it('is not judged without history, with a short one, or for a price without a logarithm', () => {
    expect(outcome(rule, { row: { priceMinor: 100 } })).toBe('not-judged');
    expect(
      outcome(rule, { row: { priceMinor: 100 }, facts: { history: { ...history(1000), dayCount: 9 } } }),
    ).toBe('not-judged');
    expect(outcome(rule, usual(0, 100_000))).toBe('not-judged');
    expect(outcome(rule, usual(-5, 100_000))).toBe('not-judged');
  });

  it('tells how far and which way', () => {
    expect(finding(rule, usual(60_000, 100_000)).evidence).toMatchObject({
      direction: 'below',
      medianMinor: 100_000,
    });
    expect(sentence(rule, 'en', usual(60_000, 100_000))).toBe(
      '60,000 won is 0.6 times its usual 100,000 won, far below how this price moved over 60 observed days (10.2 deviations).',
    );
    expect(sentence(rule, 'ko', usual(160_000, 100_000))).toBe(
      '160,000원은 평소 가격 100,000원의 1.6배로, 관측된 60일 동안의 변동 폭을 크게 웃돕니다(편차의 9.4배).',
    );
  });
});
