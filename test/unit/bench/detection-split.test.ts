import { describe, expect, it } from 'vitest';
import { Random } from '../../../bench/detection/random.js';
import { halfOf } from '../../../bench/detection/split.js';

const SKUS = Array.from({ length: 2000 }, (_, at) => `DN${at * 7919}`);

describe('the split', () => {
  it('puts a SKU into the same half each time', () => {
    expect(SKUS.map((sku) => halfOf(sku, 3))).toEqual(SKUS.map((sku) => halfOf(sku, 3)));
  });

  it('makes two halves of about the same size, for every seed', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const count = SKUS.filter((sku) => halfOf(sku, seed) === 'learn').length;
      expect(count).toBeGreaterThan(850);
      expect(count).toBeLessThan(1150);
    }
  });

  it('is another one for another seed', () => {
    const moved = SKUS.filter((sku) => halfOf(sku, 1) !== halfOf(sku, 2)).length;
    expect(moved).toBeGreaterThan(850);
    expect(moved).toBeLessThan(1150);
  });
});

describe('random draws', () => {
  it('repeat by name and differ between names', () => {
    const draws = (name: string): number[] => {
      const random = new Random(name);
      return Array.from({ length: 5 }, () => random.next());
    };
    expect(draws('a')).toEqual(draws('a'));
    expect(draws('a')).not.toEqual(draws('b'));
  });

  it('sample each item at most once, and all when more are asked for', () => {
    const sample = new Random('sample').sample(SKUS, 500);
    expect(new Set(sample).size).toBe(500);
    expect([...new Random('all').sample(SKUS, 9_999)].sort()).toEqual([...SKUS].sort());
  });

  it('sample every item equally often', () => {
    const counts = [0, 0, 0, 0];
    for (let draw = 0; draw < 4000; draw++)
      for (const at of new Random(`draw ${draw}`).sample([0, 1, 2, 3], 2)) counts[at] = (counts[at] ?? 0) + 1;
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(160);
  });
});
