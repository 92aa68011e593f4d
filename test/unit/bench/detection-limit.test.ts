import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowedAt, countAbove, descending, limitFor } from '../../../bench/detection/limit.js';

describe('a limit', () => {
  it('never lets more scores ring than allowed, and no higher limit lets as many', () => {
    const scores = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1 });
    fc.assert(
      fc.property(scores, fc.nat(20), (list, allowed) => {
        const limit = limitFor(descending(list), allowed);
        expect(countAbove(list, limit)).toBeLessThanOrEqual(allowed);
        const lower = Math.max(-Infinity, ...list.filter((score) => score < limit));
        if (limit !== -Infinity) expect(countAbove(list, lower)).toBeGreaterThan(allowed);
      }),
    );
  });

  it('lets everything ring when everything may', () => {
    expect(limitFor(descending([3, 1]), 2)).toBe(-Infinity);
  });

  it('ranks a score of Infinity first', () => {
    expect(descending([1, Infinity, 2])[0]).toBe(Infinity);
  });
});

describe('alarms allowed', () => {
  it.each([
    [0.0001, 36_000, 3],
    [0.001, 585, 0],
    [0.005, 585, 2],
    [0.001, 53_000, 53],
  ])('at %d of %d are %d', (rate, count, allowed) => {
    expect(allowedAt(rate, count)).toBe(allowed);
  });
});
