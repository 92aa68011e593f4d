import { describe, expect, it } from 'vitest';
import type { ReadProblem } from '../../../../src/catalog/row.js';
import { saleWindow as rule } from '../../../../src/pricing/rules/sale-window.js';
import { TEST_NOW } from '../../../../src/testing/facts.js';
import { tellingIn } from '../../../../src/testing/telling.js';
import { finding, outcome, reference, sentence, type Case } from './judging.js';

const HOUR = 3_600_000;

/** A sale price whose window is given in hours from now. */
function windowed(startsIn: number | undefined, endsIn: number | undefined, more: Partial<Case> = {}): Case {
  return {
    ...more,
    row: {
      priceMinor: 70_000,
      listPriceMinor: 100_000,
      saleStartsAt: startsIn === undefined ? undefined : TEST_NOW + startsIn * HOUR,
      saleEndsAt: endsIn === undefined ? undefined : TEST_NOW + endsIn * HOUR,
      ...more.row,
    },
  };
}

describe('sale-window', () => {
  it('accepts a window that is ahead or running: an audit runs before the sale', () => {
    expect(outcome(rule, windowed(24, 48))).toBe('pass');
    expect(outcome(rule, windowed(-1, 1))).toBe('pass');
  });

  it('blocks a sale price whose window is over: the end is exclusive', () => {
    expect(outcome(rule, windowed(-48, -24))).toBe('block');
    expect(outcome(rule, windowed(-1, 0))).toBe('block');
    expect(finding(rule, windowed(-1, 0)).evidence['trigger']).toBe('already-over');
  });

  it('blocks a live catalogue before its window when the policy says that it is live', () => {
    const values = { liveNow: true };
    expect(outcome(rule, windowed(1, 2, { values }))).toBe('block');
    expect(outcome(rule, windowed(0, 2, { values }))).toBe('pass');
  });

  it('blocks a window that ends before or when it starts, whatever the price', () => {
    expect(outcome(rule, windowed(2, 1))).toBe('block');
    expect(outcome(rule, windowed(1, 1, { row: { priceMinor: 100_000 } }))).toBe('block');
  });

  it('holds a window with one bound only', () => {
    expect(finding(rule, windowed(1, undefined))).toMatchObject({
      severity: 'hold',
      evidence: { trigger: 'no-end' },
    });
    expect(finding(rule, windowed(undefined, 1))).toMatchObject({
      severity: 'hold',
      evidence: { trigger: 'no-start' },
    });
    expect(outcome(rule, windowed(undefined, -1))).toBe('block');
  });

  it('lets an ordinary price keep its old window, and takes a row without any baseline at its word', () => {
    expect(outcome(rule, windowed(-2, -1, { row: { priceMinor: 100_000 } }))).toBe('pass');
    expect(outcome(rule, windowed(-2, -1, { row: { priceMinor: 70_000, listPriceMinor: undefined } }))).toBe(
      'block',
    );
    const byReference = windowed(-2, -1, {
      row: { priceMinor: 70_000, listPriceMinor: undefined },
      facts: { reference: reference(70_000) },
    });
    expect(outcome(rule, byReference)).toBe('pass');
  });

  it('is not judged without a window', () => {
    expect(outcome(rule, windowed(undefined, undefined))).toBe('not-judged');
  });

  it('answers for times without an offset, and only for them', () => {
    const problem: ReadProblem = {
      kind: 'time-without-offset',
      column: '시작일시',
      field: 'sale_starts_at',
      text: '2026-08-01 00:00',
      hint: undefined,
    };
    const judgement = rule.judgeProblem?.(problem);
    expect(judgement).toMatchObject({
      severity: 'block',
      measured: { value: '2026-08-01 00:00', unit: 'text' },
    });
    if (judgement === undefined) return;
    expect(rule.tell.en(judgement.evidence, tellingIn('en', 'KRW'))).toBe(
      'Column 시작일시 says “2026-08-01 00:00” without a time zone, so it may be hours off: write it with its offset, such as 2026-08-01T00:00:00+09:00, or declare the zone of the file (catalog.timeZone in a policy, or --time-zone).',
    );
    expect(rule.tell.ko(judgement.evidence, tellingIn('ko', 'KRW'))).toBe(
      '시작일시 열의 “2026-08-01 00:00”에 시간대가 없어 몇 시간씩 어긋날 수 있습니다. 2026-08-01T00:00:00+09:00처럼 시간대를 붙여 적거나, 파일의 시간대를 선언하세요(정책의 catalog.timeZone 또는 --time-zone).',
    );
    expect(rule.judgeProblem?.({ ...problem, kind: 'not-a-time' })).toBeUndefined();
  });

  it.each([
    [
      'time-without-offset',
      '2026-08-01',
      'day-only',
      'Column 시작일시 says “2026-08-01”, a day and no instant: write the time and its offset, such as 2026-08-01T00:00:00+09:00.',
      '시작일시 열의 “2026-08-01”은 날짜일 뿐 시각이 아닙니다. 2026-08-01T00:00:00+09:00처럼 시각과 시간대까지 적으세요.',
    ],
    [
      'skipped-time',
      '2026-03-29 02:30',
      'skipped',
      'Column 시작일시 says “2026-03-29 02:30”, a time that does not exist there: the clocks are put forward over it. Write an instant with its offset, such as 2026-08-01T00:00:00+09:00.',
      '시작일시 열의 “2026-03-29 02:30”은 그 지역에 없는 시각입니다. 시계를 앞당기며 건너뛰는 시간입니다. 2026-08-01T00:00:00+09:00처럼 시간대를 붙여 적으세요.',
    ],
    [
      'repeated-time',
      '2026-10-25 02:31',
      'repeated',
      'Column 시작일시 says “2026-10-25 02:31”, a time that comes twice there because the clocks are put back: write it with its offset, such as 2026-08-01T00:00:00+09:00.',
      '시작일시 열의 “2026-10-25 02:31”은 시계를 늦추는 날이라 두 번 있는 시각입니다. 2026-08-01T00:00:00+09:00처럼 시간대를 붙여 적으세요.',
    ],
  ] as const)('blocks a %s such as %s', (kind, text, trigger, en, ko) => {
    const judgement = rule.judgeProblem?.({
      kind,
      column: '시작일시',
      field: 'sale_starts_at',
      text,
      hint: undefined,
    });
    expect(judgement).toMatchObject({ severity: 'block', evidence: { trigger } });
    if (judgement === undefined) return;
    expect(rule.tell.en(judgement.evidence, tellingIn('en', 'KRW'))).toBe(en);
    expect(rule.tell.ko(judgement.evidence, tellingIn('ko', 'KRW'))).toBe(ko);
  });

  it('tells it in words', () => {
    expect(sentence(rule, 'en', windowed(-2, -1))).toBe(
      'The sale price is still in the file, though the sale ended at 2026-07-31 14:00 UTC.',
    );
    expect(sentence(rule, 'ko', windowed(1, undefined))).toBe(
      '행사 시작(2026-07-31 16:00 UTC)만 있고 종료 시각이 없습니다. 행사 가격이 언제 끝나는지 적으세요.',
    );
  });
});
