import { describe, expect, it } from 'vitest';
import { priorPriceFloor as rule } from '../../../../src/pricing/rules/prior-price-floor.js';
import { finding, history, outcome, reference, sentence } from './judging.js';

describe('prior-price-floor', () => {
  it('blocks below half of the lowest price of 30 days, not at it', () => {
    const facts = { history: history(129_000, 100_001) };
    expect(outcome(rule, { row: { priceMinor: 50_000 }, facts })).toBe('block');
    expect(outcome(rule, { row: { priceMinor: 50_001 }, facts })).toBe('pass');
    expect(
      outcome(rule, { row: { priceMinor: 50_000 }, facts: { history: history(129_000, 100_000) } }),
    ).toBe('pass');
  });

  it('is not blinded by a list price or by the reference chosen for other rules', () => {
    const facts = { history: history(100_000), reference: reference(14_000, 'list-price') };
    expect(outcome(rule, { row: { priceMinor: 13_600, listPriceMinor: 14_000 }, facts })).toBe('block');
  });

  it('answers not-judged without a lowest price of 30 days', () => {
    expect(outcome(rule, { row: { priceMinor: 1 } })).toBe('not-judged');
    const old = { ...history(100_000), minimum30Minor: undefined };
    expect(outcome(rule, { row: { priceMinor: 1 }, facts: { history: old } })).toBe('not-judged');
    expect(outcome(rule, { row: { priceMinor: -1 }, facts: { history: history(100_000, 0) } })).toBe(
      'not-judged',
    );
  });

  it('passes a declared gift at exactly nothing, and no other price of a gift', () => {
    const facts = { history: history(100_000) };
    expect(outcome(rule, { row: { priceMinor: 0, gift: true }, facts })).toBe('pass');
    expect(outcome(rule, { row: { priceMinor: 0 }, facts })).toBe('block');
    expect(outcome(rule, { row: { priceMinor: 1, gift: true }, facts })).toBe('block');
    expect(outcome(rule, { row: { priceMinor: -1, gift: true }, facts })).toBe('block');
  });

  it('compares exactly where doubles would round', () => {
    const huge = Number.MAX_SAFE_INTEGER - 1;
    const facts = { history: history(huge) };
    expect(outcome(rule, { row: { priceMinor: huge / 2 }, facts })).toBe('pass');
    expect(outcome(rule, { row: { priceMinor: huge / 2 - 1 }, facts })).toBe('block');
  });

  it('shows the share it measured below the share it allows', () => {
    const found = finding(rule, { row: { priceMinor: 49_999 }, facts: { history: history(100_000) } });
    expect(found.measured).toEqual({ value: 4999, unit: 'bps' });
    expect(found.limit).toEqual({ value: 5000, unit: 'bps' });
    expect(found.evidence).toEqual({
      priceMinor: 49_999,
      lowest30Minor: 100_000,
      markdownBps: 5000,
      floorBps: 5000,
    });
  });

  it('tells the lowest price in words', () => {
    const one = { row: { priceMinor: 13_600 }, facts: { history: history(136_000) } };
    expect(sentence(rule, 'en', one)).toBe(
      '13,600 won is 90 % below the lowest price of the last 30 days, 136,000 won.',
    );
    expect(sentence(rule, 'ko', one)).toBe('13,600원은 최근 30일 최저가 136,000원보다 90% 낮습니다.');
  });
});
