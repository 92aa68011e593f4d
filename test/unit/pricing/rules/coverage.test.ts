import { describe, expect, it } from 'vitest';
import type { CoverageTally, Judgement } from '../../../../src/pricing/rule.js';
import { coverage as rule } from '../../../../src/pricing/rules/coverage.js';
import { tellingIn } from '../../../../src/testing/telling.js';
import type { Lang } from '../../../../src/text/lang.js';

const judge = (tally: Partial<CoverageTally>, shareMinBps = 0): Judgement | undefined =>
  rule.judgeCoverage(
    { ruleId: 'deep-markdown', judgedCount: 880, notJudgedCount: 120, needs: ['reference'], ...tally },
    { shareMinBps },
  );

function told(lang: Lang, tally: Partial<CoverageTally>): string | undefined {
  const judgement = judge(tally);
  return judgement && rule.tell[lang](judgement.evidence, tellingIn(lang, 'KRW'));
}

describe('coverage', () => {
  it('says where a rule is blind, and nothing where it saw everything', () => {
    expect(judge({})).toMatchObject({ severity: 'info', measured: { value: 1200, unit: 'bps' } });
    expect(judge({ notJudgedCount: 0 })).toBeUndefined();
    expect(told('en', {})).toBe(
      '12 % of the offers (120 of 1,000) have no reference price: deep-markdown is blind there.',
    );
    expect(told('ko', {})).toBe(
      '상품의 12%(1,000개 중 120개)는 기준 가격이 없어 deep-markdown 규칙이 판정하지 못했습니다.',
    );
  });

  it('names every input, and never rounds a blind spot away', () => {
    const tally: Partial<CoverageTally> = {
      ruleId: 'prior-price-claim',
      judgedCount: 99_999,
      notJudgedCount: 1,
      needs: ['history', 'claimed-markdown', 'list-price'],
    };
    expect(told('en', tally)).toBe(
      'Below 0.01 % of the offers (1 of 100,000) has no price history, advertised markdown or list price: prior-price-claim is blind there.',
    );
    expect(told('ko', tally)).toContain('가격 이력, 표시 할인율 또는 정가가 없어');
  });

  it('keeps quiet up to the share the policy allows', () => {
    expect(judge({}, 1200)).toBeUndefined();
    expect(judge({}, 1199)).toBeDefined();
  });
});
