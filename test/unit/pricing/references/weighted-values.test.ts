import { describe, expect, it } from 'vitest';
import { WeightedValues } from '../../../../src/pricing/references/weighted-values.js';

function medianOf(...pairs: readonly (readonly [value: number, weight: number])[]): number {
  const values = new WeightedValues();
  for (const [value, weight] of pairs) values.add(value, weight);
  return values.lowerMedian();
}

describe('WeightedValues', () => {
  it('takes the middle of an odd weight and the lower middle of an even one', () => {
    expect(medianOf([3, 1], [1, 1], [2, 1])).toBe(2);
    expect(medianOf([4, 1], [1, 1], [3, 1], [2, 1])).toBe(2);
  });

  it('counts a value as often as it weighs', () => {
    expect(medianOf([10, 1], [1, 5], [20, 3])).toBe(1);
    expect(medianOf([10, 2], [1, 5], [20, 4])).toBe(10);
  });

  it('is NaN without values', () => {
    expect(medianOf()).toBeNaN();
  });
});
