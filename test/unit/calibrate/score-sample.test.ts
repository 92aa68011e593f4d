import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CategoryTree } from '../../../src/calibrate/category-tree.js';
import { ScoreSample } from '../../../src/calibrate/score-sample.js';

const CATEGORIES = [undefined, 'A', 'A > B', 'A > B > C', 'A > D', 'E'] as const;
const rows = fc.array(fc.tuple(fc.constantFrom(...CATEGORIES), fc.integer({ min: -2, max: 12 })), {
  maxLength: 60,
});

function isWithin(category: string | undefined, scope: string): boolean {
  return scope === '' || category === scope || (category?.startsWith(`${scope} > `) ?? false);
}

describe('a category tree', () => {
  it('knows each category with its parents', () => {
    const tree = new CategoryTree();
    const leaf = tree.add('A > B > C');
    expect(tree.nameOf(leaf)).toBe('A > B > C');
    expect(tree.nameOf(tree.parentOf(leaf))).toBe('A > B');
    expect(tree.parentOf(tree.add('A'))).toBe(0);
    expect(tree.add(undefined)).toBe(0);
    expect(tree.add('A > B > C')).toBe(leaf);
    expect(tree.count).toBe(4);
  });

  it('refuses a column that names no categories', () => {
    const tree = new CategoryTree();
    expect(() => {
      for (let at = 0; at <= 100_000; at++) tree.add(`EP-${String(at)}`);
    }).toThrow(
      /more than 100000 categories, such as EP-100000; is the column of the categories the right one/,
    );
  });
});

describe('a sample', () => {
  it('counts the rows of a category and all below it, and tells any rank of their values', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 20 }), (list, rank) => {
        const tree = new CategoryTree();
        for (const category of CATEGORIES) tree.add(category);
        const sample = new ScoreSample({ keptFrom: 3 });
        for (const [category, value] of list) sample.add(tree.add(category), value);
        const counts = sample.countsIn(tree);
        const [values] = sample.valuesAt(tree, [new Float64Array(tree.count).fill(rank)]);
        for (let ordinal = 0; ordinal < tree.count; ordinal++) {
          const within = list
            .filter(([category]) => isWithin(category, tree.nameOf(ordinal)))
            .map(([, value]) => value);
          expect(counts[ordinal]).toBe(within.length);
          const ranked = within.filter((value) => value >= 3).sort((left, right) => right - left);
          expect(values?.[ordinal]).toBe(ranked[rank - 1] ?? NaN);
        }
      }),
    );
  });

  it('takes rows that measure the same together', () => {
    const tree = new CategoryTree();
    const sample = new ScoreSample({ keptFrom: 1 });
    sample.add(0, 0, 500);
    sample.add(0, 7, 2);
    const ranks = [1, 2, 3, 0].map((rank) => Float64Array.of(rank));
    expect(sample.countsIn(tree)[0]).toBe(502);
    expect(sample.valuesAt(tree, ranks).map(([value]) => value)).toEqual([7, 7, NaN, NaN]);
  });
});
