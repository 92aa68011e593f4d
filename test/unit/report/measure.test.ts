import { describe, expect, it } from 'vitest';
import type { Measure } from '../../../src/catalog/finding.js';
import { measureText } from '../../../src/report/measure.js';

describe('measureText', () => {
  it.each<[Measure, string, string]>([
    [{ value: 1290, unit: 'minor' }, 'USD 12.90', 'USD 12.90'],
    [{ value: 9000, unit: 'bps' }, '90 %', '90%'],
    [{ value: 0.333_33, unit: 'ratio' }, '0.333', '0.333'],
    [{ value: -1, unit: 'decades' }, '10^-1 times', '10^-1배'],
    [{ value: 11.52, unit: 'deviations' }, '11.5 deviations', '편차의 11.5배'],
    [{ value: 1, unit: 'edits' }, '1 digit changed', '숫자 1개 변경'],
    [{ value: 2, unit: 'fraction-digits' }, '2 decimals', '소수 2자리'],
    [{ value: 1, unit: 'days' }, '1 day', '1일'],
    [{ value: 0, unit: 'epoch-ms' }, '1970-01-01 00:00 UTC', '1970-01-01 00:00 UTC'],
    [{ value: 1171, unit: 'rows' }, '1,171 rows', '1,171행'],
    [{ value: 39, unit: 'quantity' }, '39 units', '39개'],
    [{ value: 'KRW', unit: 'text' }, 'KRW', 'KRW'],
    [{ value: 7, unit: 'text' }, '7', '7'],
  ])('says %o', (measure, en, ko) => {
    expect(measureText(measure, 'USD', 'en')).toBe(en);
    expect(measureText(measure, 'USD', 'ko')).toBe(ko);
  });

  it('does not fail on numbers no calendar or currency reaches', () => {
    expect(measureText({ value: 1e300, unit: 'epoch-ms' }, undefined, 'en')).not.toBe('');
    expect(measureText({ value: Infinity, unit: 'minor' }, 'KRW', 'en')).toBe('Infinity');
  });
});
