import { describe, expect, it } from 'vitest';
import { wilson } from '../../../src/calibrate/wilson.js';

describe('the Wilson interval', () => {
  // Newcombe (1998), Statistics in Medicine 17, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %d in %d is as published', (hits, count, low, high) => {
    const found = wilson(hits, count);
    expect(found?.low).toBeCloseTo(low, 4);
    expect(found?.high).toBeCloseTo(high, 4);
  });

  it('ends at 100 % exactly where all were found, and is the mirror of none found', () => {
    const all = wilson(20, 20);
    expect(all?.high).toBe(1);
    expect(all?.low).toBeCloseTo(1 - 0.1611, 4);
  });

  it('says nothing of no case', () => {
    expect(wilson(0, 0)).toBeUndefined();
  });
});
