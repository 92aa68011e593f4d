import { describe, expect, it } from 'vitest';
import type { ReferenceSource } from '../../../../src/catalog/reference.js';
import { deepMarkdown as rule } from '../../../../src/pricing/rules/deep-markdown.js';
import { history, outcome, reference, sentence, type Case } from './judging.js';

const at = (priceMinor: number, source: ReferenceSource, more: Partial<Case> = {}): Case => ({
  row: { priceMinor },
  facts: { reference: reference(100_000, source) },
  ...more,
});

describe('deep-markdown', () => {
  it.each([
    ['history-median', 40_000, 'block'],
    ['history-median', 40_001, 'warn'],
    ['history-median', 60_000, 'warn'],
    ['history-median', 60_001, 'pass'],
    ['history-minimum', 40_000, 'block'],
    ['list-price', 10_000, 'block'],
    ['list-price', 10_001, 'hold'],
    ['list-price', 20_000, 'hold'],
    ['list-price', 20_001, 'pass'],
    ['peer-estimate', 3_000, 'warn'],
    ['peer-estimate', 3_001, 'pass'],
  ] as const)('against %s, %i of 100,000 is %s', (source, priceMinor, expected) => {
    expect(outcome(rule, at(priceMinor, source))).toBe(expected);
  });

  it('follows the limits it is handed, to the minor unit', () => {
    expect(outcome(rule, at(7_800, 'history-median', { values: { historyBlockBps: 9_220 } }))).toBe('block');
    expect(outcome(rule, at(7_801, 'history-median', { values: { historyBlockBps: 9_220 } }))).toBe('warn');
  });

  it('is not judged without a reference', () => {
    expect(outcome(rule, { row: { priceMinor: 100 } })).toBe('not-judged');
  });

  it('passes a declared gift and blocks anything else that costs nothing', () => {
    const facts = { reference: reference(100_000) };
    expect(outcome(rule, { row: { priceMinor: 0, gift: true }, facts })).toBe('pass');
    expect(outcome(rule, { row: { priceMinor: 0 }, facts })).toBe('block');
  });

  it('only warns of a price level that has stood for two weeks, and blocks what goes below it', () => {
    const cleared = { ...history(100_000), lastMinor: 30_000, standingDays: 14 };
    const facts = { reference: reference(100_000), history: cleared };
    expect(outcome(rule, { row: { priceMinor: 30_000 }, facts })).toBe('warn');
    expect(outcome(rule, { row: { priceMinor: 27_000 }, facts })).toBe('warn');
    expect(outcome(rule, { row: { priceMinor: 26_999 }, facts })).toBe('block');
    const young = { reference: reference(100_000), history: { ...cleared, standingDays: 13 } };
    expect(outcome(rule, { row: { priceMinor: 30_000 }, facts: young })).toBe('block');
  });

  it('tells size, reference and how long the price has stood', () => {
    expect(sentence(rule, 'en', at(13_600, 'list-price', { values: { listHoldBps: 8_000 } }))).toBe(
      '13,600 won is 86.4 % below the list price of 100,000 won.',
    );
    expect(sentence(rule, 'ko', at(10_000, 'history-median'))).toBe(
      '10,000원은 평소 가격 100,000원보다 90% 낮습니다.',
    );
    const facts = {
      reference: reference(100_000),
      history: { ...history(100_000), lastMinor: 30_000, standingDays: 40 },
    };
    expect(sentence(rule, 'en', { row: { priceMinor: 30_000 }, facts })).toBe(
      '30,000 won is 70 % below its usual price of 100,000 won. It has stood there for 40 observed days.',
    );
  });
});
