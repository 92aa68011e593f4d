import { describe, expect, it } from 'vitest';
import { evidenceLines } from '../../../src/report/evidence.js';
import { fakeFinding } from '../../support/fake-audit-result.js';

describe('evidenceLines', () => {
  it('reads the unit of each fact from the end of its key', () => {
    const evidence = {
      priceMinor: 12_900,
      markdownBps: 9000,
      lastOn: 20_665,
      endsAt: 0,
      ageDays: 40,
      peerCount: 1200,
      ratio: 0.1,
      isNew: true,
      referenceSource: 'list-price',
    };
    expect(evidenceLines(fakeFinding({ evidence }), 'en')).toEqual([
      { label: 'price', value: '12,900 won' },
      { label: 'markdown', value: '90 %' },
      { label: 'last seen', value: '2026-07-31' },
      { label: 'ends', value: '1970-01-01 00:00 UTC' },
      { label: 'age', value: '40 days' },
      { label: 'peers', value: '1,200' },
      { label: 'ratio', value: '0.1' },
      { label: 'new in the catalogue', value: 'yes' },
      { label: 'reference from', value: 'list price' },
    ]);
  });

  it('speaks Korean', () => {
    const evidence = { priceMinor: 12_900, isNew: false, referenceSource: 'list-price' };
    expect(evidenceLines(fakeFinding({ evidence }), 'ko')).toEqual([
      { label: '가격', value: '12,900원' },
      { label: '새 상품', value: '아니요' },
      { label: '기준 가격 출처', value: '정가' },
    ]);
  });

  it('spells out a key it has never heard of', () => {
    const evidence = { moonPhaseBps: 5000 };
    expect(evidenceLines(fakeFinding({ evidence }), 'ko')).toEqual([{ label: 'moon phase', value: '50%' }]);
  });

  it('joins lists and counts what it does not show', () => {
    const pricesMinor = Array.from({ length: 14 }, (_, index) => index + 1);
    const [line] = evidenceLines(fakeFinding({ evidence: { pricesMinor } }), 'en');
    expect(line?.value).toMatch(/^1 won, 2 won, .*12 won, and 2 more$/);
    expect(evidenceLines(fakeFinding({ evidence: { skus: [] } }), 'en')).toEqual([
      { label: 'skus', value: 'none' },
    ]);
  });

  it('leaves out what the row did not state and what only chose the sentence', () => {
    expect(evidenceLines(fakeFinding({ evidence: { pack: null, trigger: 'old' } }), 'en')).toEqual([]);
  });

  it('makes text of a file safe to show', () => {
    const [line] = evidenceLines(fakeFinding({ evidence: { text: '1\u001b[31m2' } }), 'en');
    expect(line?.value).toBe('1[31m2');
  });
});
