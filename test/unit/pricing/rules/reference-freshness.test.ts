import { describe, expect, it } from 'vitest';
import type { HistoryStatistics } from '../../../../src/catalog/reference.js';
import { referenceFreshness as rule } from '../../../../src/pricing/rules/reference-freshness.js';
import { outcome, history, sentence, type Case } from './judging.js';

const END = 20_665;

const seen = (more: Partial<HistoryStatistics>): Case => ({
  row: { priceMinor: 1000 },
  facts: { historyEndsOn: END, history: { ...history(1000), lastOn: END, ...more } },
});

describe('reference-freshness', () => {
  it('warns of a SKU not observed for more than 35 days before the history ends', () => {
    expect(outcome(rule, seen({ lastOn: END - 35 }))).toBe('pass');
    expect(outcome(rule, seen({ lastOn: END - 36 }))).toBe('warn');
  });

  it('warns of a contaminated reference, and mentions one that only left days out', () => {
    expect(outcome(rule, seen({ contaminatedDays: 1 }))).toBe('warn');
    expect(outcome(rule, seen({ quarantinedDays: 3 }))).toBe('info');
    expect(outcome(rule, seen({ quarantinedDays: 3, contaminatedDays: 2 }))).toBe('warn');
  });

  it('is not judged without history', () => {
    expect(outcome(rule, { row: { priceMinor: 1000 } })).toBe('not-judged');
    expect(outcome(rule, { row: { priceMinor: 1000 }, facts: { history: history(1000) } })).toBe(
      'not-judged',
    );
  });

  it('tells it in words', () => {
    expect(sentence(rule, 'en', seen({ lastOn: END - 40 }))).toBe(
      'Its price was last observed on 2026-06-21, 40 days before the history ends: the reference may be out of date.',
    );
    expect(sentence(rule, 'ko', seen({ contaminatedDays: 20 }))).toBe(
      '차단됐어야 할 가격이 2주 넘게 유지되어 기준 가격에 20일치가 포함되었습니다. 그 가격이 맞았는지 확인하세요.',
    );
    expect(sentence(rule, 'en', seen({ quarantinedDays: 1 }))).toBe(
      '1 day is left out of its reference, because the price would have been blocked.',
    );
  });
});
