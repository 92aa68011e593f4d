import { describe, expect, it } from 'vitest';
import { allocate } from '../../../src/money/allocate.js';
import { money } from '../../../src/money/money.js';
import { expectGuardError } from './expect-guard-error.js';

const MAX = Number.MAX_SAFE_INTEGER;
const shares = (total: number, weights: readonly number[]): number[] =>
  allocate(money(total, 'KRW'), weights).map((share) => share.minor);

describe('allocate', () => {
  it.each<[number, number[], number[]]>([
    [1000, [1, 1, 1], [334, 333, 333]],
    [5, [1, 1, 1], [2, 2, 1]],
    [-1000, [1, 1, 1], [-334, -333, -333]],
    [100, [0, 1, 0, 1], [0, 50, 0, 50]],
    [1, [0, 1, 1], [0, 1, 0]],
    [10, [1, 2, 3], [2, 3, 5]],
    [100, [7], [100]],
    [0, [1, 2], [0, 0]],
    [MAX, [MAX, MAX], [4503599627370496, 4503599627370495]],
  ])('splits %i by %j into %j', (total, weights, expected) =>
    expect(shares(total, weights)).toEqual(expected),
  );

  it('makes no -0', () => expect(shares(-1, [1, 1])).toEqual([-1, 0]));

  it.each<[string, number[]]>([
    ['none', []],
    ['all 0', [0, 0]],
    ['negative', [1, -1]],
    ['fractional', [0.5]],
    ['NaN', [NaN]],
  ])('refuses weights that are %s', (_, weights) => {
    expectGuardError(() => shares(100, weights), 'invalid-argument');
    expectGuardError(() => shares(0, weights), 'invalid-argument');
  });
});
