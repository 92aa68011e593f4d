import { describe, expect, it } from 'vitest';
import { CategoryTree } from '../../../src/calibrate/category-tree.js';
import {
  chooseScopes,
  neededRows,
  SCOPES_MAX,
  type ScopeChoice,
} from '../../../src/calibrate/choose-scopes.js';
import { TUNED_JUMP, TUNED_MARKDOWN } from '../../../src/calibrate/tuned-rules.js';

/** Categories with their rows, those below included; the whole catalogue first. */
function choose(
  whole: number,
  categories: Readonly<Record<string, number>>,
): { readonly tree: CategoryTree; readonly choice: ScopeChoice | undefined } {
  const tree = new CategoryTree();
  const counts = [whole];
  for (const [name, count] of Object.entries(categories)) counts[tree.add(name)] = count;
  const request = { tree, counts: Float64Array.from(counts), neededCount: 200, separator: '>' };
  return { tree, choice: chooseScopes(request) };
}

describe('scopes', () => {
  it('are the whole catalogue and every category with enough rows, by path', () => {
    const { tree, choice } = choose(1000, { B: 200, A: 500, 'A > X': 199, 'A > Y': 250 });
    expect(choice?.scopes.map((ordinal) => tree.nameOf(ordinal))).toEqual(['', 'A', 'A > Y', 'B']);
  });

  it('lend their limits to the categories below them, also to those met later', () => {
    const { tree, choice } = choose(1000, { A: 500, 'A > X': 10, 'A > X > Y': 300, C: 5 });
    const governor = (name: string): string => tree.nameOf(choice?.governing(tree.add(name)) ?? NaN);
    expect(governor('A > X')).toBe('A');
    expect(governor('A > X > Y')).toBe('A > X > Y');
    expect(governor('C')).toBe('');
    expect(governor('A > new')).toBe('A');
    expect(governor('new > newer')).toBe('');
    expect(choice?.reasonOf(tree.add('A > X'))).toBe('few-rows');
  });

  it('are none where even the whole has fewer than 200 rows', () => {
    expect(choose(199, { A: 199 }).choice).toBeUndefined();
  });

  it('leave out a category that a policy cannot name', () => {
    const long = 'x'.repeat(501);
    const { tree, choice } = choose(1000, { [long]: 900 });
    expect(choice?.scopes).toEqual([0]);
    expect(choice?.reasonOf(tree.add(long))).toBe('unfit-name');
  });

  it('are the largest ones where there are more than a policy holds', () => {
    const names = Array.from({ length: SCOPES_MAX + 3 }, (_, at) => `C${String(at).padStart(4, '0')}`);
    const { tree, choice } = choose(
      1e6,
      Object.fromEntries(names.map((name, at) => [name, at < 3 ? 200 : 300])),
    );
    expect(choice?.scopes).toHaveLength(SCOPES_MAX + 1);
    expect(choice?.reasonOf(tree.add('C0000'))).toBe('beyond-max');
  });
});

describe('the rows a category needs', () => {
  it.each([
    [0.005, TUNED_MARKDOWN, 200],
    [0.05, TUNED_MARKDOWN, 200],
    [0.001, TUNED_MARKDOWN, 1000],
    // Falls and rises share the target.
    [0.0005, TUNED_JUMP, 4000],
  ])('are so many that one may ring: target %d', (target, tuned, needed) => {
    expect(neededRows(tuned, target)).toBe(needed);
  });
});
