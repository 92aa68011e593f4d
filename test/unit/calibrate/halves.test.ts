import { describe, expect, it } from 'vitest';
import { halfOf } from '../../../src/calibrate/halves.js';

const SKUS = Array.from({ length: 4000 }, (_, at) => `EP-${String(at)}`);

describe('the halves', () => {
  it('hold about as many SKUs each', () => {
    const learning = SKUS.filter((sku) => halfOf(sku, 0) === 'learn').length;
    expect(learning).toBeGreaterThan(1850);
    expect(learning).toBeLessThan(2150);
  });

  it('are the same in every run', () => {
    // A figure that stands in a policy can be checked a year later, on any machine.
    expect(['EP-100', 'EP-200', 'EP-300', 'EP-400'].map((sku) => halfOf(sku, 0))).toEqual([
      'judge',
      'judge',
      'judge',
      'learn',
    ]);
  });

  it('are cut anew by another split', () => {
    const moved = SKUS.filter((sku) => halfOf(sku, 0) !== halfOf(sku, 1)).length;
    expect(moved).toBeGreaterThan(1700);
    expect(moved).toBeLessThan(2300);
  });
});
