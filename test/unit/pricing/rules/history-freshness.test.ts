import { describe, expect, it } from 'vitest';
import { dayOf } from '../../../../src/core/clock.js';
import { historyFreshness as rule } from '../../../../src/pricing/rules/history-freshness.js';
import { TEST_NOW } from '../../../../src/testing/facts.js';
import { only, told, watch, type Batch } from './watching.js';

const endingDaysAgo = (days: number | undefined): Batch => ({
  rows: [{ priceMinor: 1000 }, { priceMinor: 2000 }],
  context: { historyEndsOn: days === undefined ? undefined : dayOf(TEST_NOW) - days },
});

describe('history-freshness', () => {
  it('warns once when the whole history is more than 35 days old', () => {
    expect(watch(rule, endingDaysAgo(35)).judgements).toEqual([]);
    const found = only(rule, endingDaysAgo(36));
    expect(found).toMatchObject({
      severity: 'warn',
      about: undefined,
      measured: { value: 36, unit: 'days' },
    });
    expect(told(rule, 'en', found)).toBe(
      'The price history ends on 2026-06-25, 36 days before 2026-07-31: every reference is that old. Add the newest days.',
    );
    expect(told(rule, 'ko', found)).toBe(
      '가격 이력이 2026-06-25에 끝나 판정일 2026-07-31보다 36일 앞섭니다. 모든 기준 가격이 그만큼 오래되었으니 최근 이력을 추가하세요.',
    );
  });

  it('warns of a history that ends after the day judged for, one day for the time zone aside', () => {
    expect(watch(rule, endingDaysAgo(-1)).judgements).toEqual([]);
    expect(only(rule, endingDaysAgo(-2)).evidence['trigger']).toBe('ahead');
  });

  it('counts every row as not judged without a history', () => {
    expect(watch(rule, endingDaysAgo(undefined))).toEqual({ judgements: [], notJudgedCount: 2 });
    expect(watch(rule, endingDaysAgo(3)).notJudgedCount).toBe(0);
  });
});
