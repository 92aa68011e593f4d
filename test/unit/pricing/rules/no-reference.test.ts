import { describe, expect, it } from 'vitest';
import { noReference as rule } from '../../../../src/pricing/rules/no-reference.js';
import { outcome, reference, sentence } from './judging.js';

describe('no-reference', () => {
  it('warns of an offer nothing is known of, and of no other', () => {
    expect(outcome(rule, { row: { priceMinor: 1000 } })).toBe('warn');
    expect(
      outcome(rule, { row: { priceMinor: 1000 }, facts: { reference: reference(1000, 'peer-estimate') } }),
    ).toBe('pass');
  });

  it('asks for a person', () => {
    expect(sentence(rule, 'en', { row: { priceMinor: 1000 } })).toContain('A person should confirm it.');
    expect(sentence(rule, 'ko', { row: { priceMinor: 1000 } })).toBe(
      '1,000원을 비교할 기준이 없습니다. 가격 이력도, 정가도, 충분한 비교 상품도 없으니 담당자가 직접 확인하세요.',
    );
  });
});
