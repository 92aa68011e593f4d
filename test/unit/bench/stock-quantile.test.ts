import { describe, expect, it } from 'vitest';
import { latencyFigures, quantileOf } from '../../../bench/stock/quantile.js';

describe('a quantile', () => {
  const hundred = Array.from({ length: 100 }, (_, at) => at + 1);

  it('is the value that the share does not pass', () => {
    expect(quantileOf(hundred, 0.5)).toBe(50);
    expect(quantileOf(hundred, 0.99)).toBe(99);
    expect(quantileOf(hundred, 0.991)).toBe(100);
    expect(quantileOf(hundred, 1)).toBe(100);
    expect(quantileOf(hundred, 0.0001)).toBe(1);
  });

  it('is the only value where there is one', () => {
    for (const share of [0.01, 0.5, 0.99, 1]) expect(quantileOf([7], share)).toBe(7);
  });

  it('of nothing, or of a share that is none, is refused', () => {
    expect(() => quantileOf([], 0.5)).toThrow('nothing was measured');
    for (const share of [0, -0.1, 1.01, NaN]) expect(() => quantileOf(hundred, share)).toThrow(RangeError);
  });

  it('of latencies sorts them as numbers', () => {
    expect(latencyFigures(Float64Array.of(10, 9, 100, 2))).toEqual({ p50: 9, p99: 100, max: 100, count: 4 });
  });
});
