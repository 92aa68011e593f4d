import { describe, expect, it } from 'vitest';
import { evidenceValueName, limitName } from '../../../src/text/report/evidence-value-words.js';
import { evidenceLabel } from '../../../src/text/report/evidence-words.js';
import { reportWords } from '../../../src/text/report/words.js';

const NONE = { blocked: 0, held: 0, warned: 0, noted: 0, judged: 1171 };

describe('the verdict', () => {
  it.each([
    [
      { ...NONE, blocked: 14, held: 9 },
      '14 offers must not go live, 9 need a look.',
      '판매하면 안 되는 상품 14개, 확인이 필요한 상품 9개가 있습니다.',
    ],
    [{ ...NONE, blocked: 1 }, '1 offer must not go live.', '판매하면 안 되는 상품 1개가 있습니다.'],
    [
      { ...NONE, held: 1, warned: 1 },
      '1 offer needs a look, 1 is worth knowing.',
      '확인이 필요한 상품 1개, 알아둘 상품 1개가 있습니다.',
    ],
    [NONE, 'None of the 1,171 offers needs a change.', '상품 1,171개 모두 고칠 것이 없습니다.'],
    [
      { ...NONE, judged: 0 },
      'Nothing was judged: no offer could be read.',
      '판정한 상품이 없습니다. 상품으로 읽힌 행이 하나도 없습니다.',
    ],
  ])('of %o is one sentence', (counts, en, ko) => {
    expect(reportWords('en').verdict(counts)).toBe(en);
    expect(reportWords('ko').verdict(counts)).toBe(ko);
  });
});

describe('the verdict on promotions', () => {
  it.each([
    [
      { blocked: 2, held: 1, warned: 0, noted: 0 },
      '2 promotions must not go live, 1 needs a look.',
      '적용하면 안 되는 프로모션 2개, 확인이 필요한 프로모션 1개가 있습니다.',
    ],
    [
      { blocked: 0, held: 0, warned: 1, noted: 0 },
      '1 promotion is worth knowing.',
      '알아둘 프로모션 1개가 있습니다.',
    ],
  ])('of %o is one sentence', (counts, en, ko) => {
    expect(reportWords('en').promotionVerdict(counts)).toBe(en);
    expect(reportWords('ko').promotionVerdict(counts)).toBe(ko);
  });
});

describe('counts of approvals', () => {
  it('agree with their verb', () => {
    expect(reportWords('en').approvedFindings(1)).toBe('1 finding is approved.');
    expect(reportWords('en').approvedFindings(1200)).toBe('1,200 findings are approved.');
    expect(reportWords('en').refusedApprovals(1)).toMatch(/^1 finding stays as it is/);
    expect(reportWords('en').refusedApprovals(2)).toMatch(/^2 findings stay as they are/);
  });
});

describe('an exposure', () => {
  it('says for how many units', () => {
    expect(reportWords('en').exposure('100 won', 39)).toBe('could cost 100 won for 39 units');
    expect(reportWords('en').exposure('100 won', 1)).toBe('could cost 100 won a unit');
    expect(reportWords('en').exposure('100 won', undefined)).toBe('could cost 100 won');
    expect(reportWords('ko').exposure('100원', 39)).toBe('39개 판매 시 최대 100원 손실');
  });
});

describe('names', () => {
  it('of an unknown fact or value are what they are', () => {
    expect(evidenceLabel('moonPhaseRatio', 'en')).toBe('moon phase ratio');
    expect(evidenceValueName('direction', 'full moon', 'en')).toBe('full moon');
    expect(limitName('full moon', 'ko')).toBe('full moon');
    expect(limitName('constructor', 'ko')).toBe('constructor');
    expect(evidenceValueName('constructor', 'name', 'ko')).toBe('name');
  });

  it('of a value are words only where the value is one of a list, never of a text of a file', () => {
    expect(evidenceValueName('direction', 'low', 'ko')).toBe('너무 낮음');
    expect(evidenceValueName('channel', 'low', 'ko')).toBe('low');
  });
});
