import { describe, expect, it } from 'vitest';
import { bytesBeyond } from '../../../bench/audit/report.js';
import { ratiosOf, spreadOf } from '../../../bench/audit/statistics.js';

describe('a spread', () => {
  it('is the median, the lowest and the highest of the values', () => {
    expect(spreadOf([5, 1, 3])).toEqual({ median: 3, low: 1, high: 5, count: 3 });
    expect(spreadOf([4, 1, 2, 3])).toEqual({ median: 2.5, low: 1, high: 4, count: 4 });
    expect(spreadOf([7])).toEqual({ median: 7, low: 7, high: 7, count: 1 });
  });

  it('needs a value', () => {
    expect(() => spreadOf([])).toThrow('nothing was measured');
  });
});

describe('ratios', () => {
  it('compare what was measured in the same round', () => {
    expect(ratiosOf([2, 9], [1, 3])).toEqual([2, 3]);
  });

  it('need a partner for every value', () => {
    expect(() => ratiosOf([1], [1, 2])).toThrow('every measurement needs its partner');
  });
});

describe('bytes a row beyond', () => {
  it('are the growth from the fewest rows to the most', () => {
    const growth = [
      { rowCount: 100, peakBytes: 5000 },
      { rowCount: 200, peakBytes: 9000 },
      { rowCount: 400, peakBytes: 11_000 },
    ];
    expect(bytesBeyond(growth)).toBe(20);
  });

  it('are unknown with one measurement', () => {
    expect(bytesBeyond([{ rowCount: 100, peakBytes: 5000 }])).toBeNaN();
  });
});
