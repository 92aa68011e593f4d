import { describe, expect, it } from 'vitest';
import { goalsOf } from '../../../bench/audit/goals.js';
import { bytesBeyond, peakAt } from '../../../bench/audit/growth.js';
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

describe('peaks at one number of rows', () => {
  it('count as their median', () => {
    expect(peakAt(100, [{ peakBytes: 7 }, { peakBytes: 1 }, { peakBytes: 3 }])).toEqual({
      rowCount: 100,
      peakBytes: 3,
    });
  });
});

describe('the goals', () => {
  const growth = (peakBytes: number, beyond: number): { rowCount: number; peakBytes: number }[] => [
    { rowCount: 1000, peakBytes },
    { rowCount: 4000, peakBytes: peakBytes + 3000 * beyond },
  ];

  it('are met at exactly what was aimed at', () => {
    const landed = goalsOf({
      timesOfDuckdb: 1,
      timesOfRuleEngine: 20,
      timesOfPromotions: 1.5,
      growths: [['twelve rules', growth(200e6, 40)]],
    });
    expect(landed.map(({ isMet }) => isMet)).toEqual([true, true, true, true, true]);
  });

  it('are missed just beyond, and say by how much', () => {
    const landed = goalsOf({
      timesOfDuckdb: 0.5,
      timesOfRuleEngine: 19,
      timesOfPromotions: 1.51,
      growths: [['every rule', growth(201e6, 41)]],
    });
    expect(landed).toEqual([
      { what: 'not slower than DuckDB', measured: '2.00 times its time', isMet: false },
      { what: '20 times as fast as the rule engine', measured: '19 times', isMet: false },
      { what: 'at most 1.5 times the time with promotions', measured: '1.51 times', isMet: false },
      { what: 'at most 200 MB, every rule', measured: '201 MB', isMet: false },
      { what: 'at most 40 bytes a row beyond, every rule', measured: '41 bytes', isMet: false },
    ]);
  });
});
