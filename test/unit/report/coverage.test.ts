import { describe, expect, it } from 'vitest';
import type { AuditSummary, RuleCoverage } from '../../../src/audit/result.js';
import { blindSpots, coverageLines } from '../../../src/report/coverage.js';
import { fakeResult } from '../../support/fake-audit-result.js';

function summaryWith(
  coverage: readonly RuleCoverage[],
  ignoredColumns: readonly string[] = [],
): AuditSummary {
  const { summary } = fakeResult([]);
  const files = summary.batch.files.map((file) => ({ ...file, ignoredColumns }));
  return { ...summary, coverage, batch: { ...summary.batch, files } };
}

function entry(ruleId: string, members: Partial<RuleCoverage>): RuleCoverage {
  return { ruleId, judged: 0, notJudged: 0, off: 0, missing: [], ...members };
}

const BLIND = { notJudged: 100, missing: ['list-price'] };

describe('coverage', () => {
  it('names rules that lacked the same input together, the widest gap first', () => {
    const summary = summaryWith([
      entry('below-cost', { judged: 90, notJudged: 10 }),
      entry('above-list', BLIND),
      entry('field-swap', BLIND),
    ]);
    expect(blindSpots(summary).map((spot) => spot.ruleIds)).toEqual([
      ['above-list', 'field-swap'],
      ['below-cost'],
    ]);
    expect(coverageLines(summary, 'en')).toEqual([
      'No list price (column list_price): above-list and field-swap could not judge any of the 100 offers.',
      'Some offers lack the values a rule compares. Offers not judged, by rule: below-cost (10).',
    ]);
    expect(coverageLines(summary, 'ko')[0]).toBe(
      '정가(list_price 열) 없음: above-list, field-swap 규칙이 상품 100개 모두를 판정하지 못했습니다.',
    );
  });

  it('says what the offers were compared with, unless it was always their own history', () => {
    const summary = summaryWith([]);
    const references = { none: 51, 'list-price': 120, 'history-median': 1000 };
    const weaker = { ...summary, batch: { ...summary.batch, references } };
    expect(coverageLines(weaker, 'en')).toEqual([
      'Offers by what they were compared with: usual price 1,000, list price 120, nothing 51.',
    ]);
    expect(coverageLines(weaker, 'ko')).toEqual([
      '비교 기준별 상품 수: 평소 가격 1,000개, 정가 120개, 없음 51개.',
    ]);
    expect(coverageLines(summary, 'en')).toEqual([]);
  });

  it('says what the policy switched off', () => {
    expect(coverageLines(summaryWith([entry('below-cost', { off: 100 })]), 'en')).toEqual([
      'Switched off by the policy for 100 offers: below-cost.',
    ]);
  });

  it('names columns that nobody read', () => {
    const lines = coverageLines(summaryWith([], ['sale_price\u001b[2J']), 'en');
    expect(lines).toEqual([
      'Columns of catalog.csv that were not read: sale_price[2J. If one of them holds an amount, name it with --columns.',
    ]);
  });

  it('is empty when every rule judged every offer', () => {
    expect(coverageLines(summaryWith([entry('below-cost', { judged: 100 })]), 'en')).toEqual([]);
  });
});
