import { describe, expect, it } from 'vitest';
import {
  applyBps,
  compareProducts,
  isMarkdownAtLeast,
  markdownBps,
} from '../../../src/money/basis-points.js';
import { down } from '../../../src/money/rounding/down.js';
import { halfEven } from '../../../src/money/rounding/half-even.js';
import { halfUp } from '../../../src/money/rounding/half-up.js';
import { expectGuardError } from './expect-guard-error.js';

const MAX = Number.MAX_SAFE_INTEGER;
const NOT_SAFE = [0.5, NaN, Infinity, 2 ** 53];

describe('markdownBps', () => {
  it.each<[number, number, number]>([
    [12900, 129000, 9000],
    [129000, 129000, 0],
    [0, 129000, 10000],
    [1, 3, 6666],
    [3, 1, -20000],
    [100001, 100000, -1],
    [1000001, 1000000, -1],
    [999999, 1000000, 0],
    [-1, 2, 15000],
    [1, MAX, 9999],
    [MAX - 1, MAX, 0],
    [MAX, MAX - 1, -1],
  ])('of %i against %i is %i', (price, reference, bps) => expect(markdownBps(price, reference)).toBe(bps));

  it('ends at the safe integers for a price beyond all measure', () => {
    expect(markdownBps(MAX, 1)).toBe(-MAX);
    expect(markdownBps(-MAX, 1)).toBe(MAX);
  });

  it.each([0, -1, ...NOT_SAFE])('refuses reference %d', (reference) => {
    expectGuardError(() => markdownBps(1, reference), 'invalid-argument');
    expectGuardError(() => isMarkdownAtLeast(1, reference, 9000), 'invalid-argument');
  });

  it.each(NOT_SAFE)('refuses price %d', (price) => {
    expectGuardError(() => markdownBps(price, 1), 'invalid-argument');
    expectGuardError(() => isMarkdownAtLeast(price, 1, 9000), 'invalid-argument');
  });
});

describe('isMarkdownAtLeast', () => {
  it('is true at the limit and false one minor unit above it', () => {
    expect(isMarkdownAtLeast(12900, 129000, 9000)).toBe(true);
    expect(isMarkdownAtLeast(12901, 129000, 9000)).toBe(false);
  });

  it('tells apart what doubles cannot', () => {
    // 30 % of the reference is 2702159776422297.3: products near 2^66, which differ by less than half an ulp.
    expect(isMarkdownAtLeast(2702159776422297, MAX, 7000)).toBe(true);
    expect(isMarkdownAtLeast(2702159776422298, MAX, 7000)).toBe(false);
  });

  it.each([90.5, NaN, -MAX])('refuses %d basis points', (bps) => {
    expectGuardError(() => isMarkdownAtLeast(1, 2, bps), 'invalid-argument');
  });
});

describe('compareProducts', () => {
  it('is exact beyond 2^53', () => {
    expect(compareProducts(MAX, MAX, MAX, MAX)).toBe(0);
    expect(compareProducts(MAX, MAX - 2, MAX - 1, MAX - 1)).toBe(-1);
    expect(compareProducts(MAX - 1, MAX - 1, MAX, MAX - 2)).toBe(1);
    expect(compareProducts(-MAX, MAX, MAX, -MAX)).toBe(0);
    expect(compareProducts(-0, 5, 0, 5)).toBe(0);
  });

  it.each(NOT_SAFE)('refuses %d in every place', (value) => {
    expectGuardError(() => compareProducts(value, 1, 1, 1), 'invalid-argument');
    expectGuardError(() => compareProducts(1, value, 1, 1), 'invalid-argument');
    expectGuardError(() => compareProducts(1, 1, value, 1), 'invalid-argument');
    expectGuardError(() => compareProducts(1, 1, 1, value), 'invalid-argument');
  });
});

describe('applyBps', () => {
  it('is exact where it can be and rounds as told where not', () => {
    expect(applyBps(129000, 9000, halfEven)).toBe(116100);
    expect(applyBps(5, 5000, halfEven)).toBe(2);
    expect(applyBps(5, 5000, halfUp)).toBe(3);
    expect(applyBps(-5, 5000, down)).toBe(-2);
    expect(applyBps(-5, 0, halfEven)).toBe(0);
    expect(applyBps(MAX, 10000, halfEven)).toBe(MAX);
  });

  it('throws instead of leaving the safe integers', () => {
    expectGuardError(() => applyBps(MAX, 20000, halfEven), 'overflow');
  });

  it.each(NOT_SAFE)('refuses %d', (value) => {
    expectGuardError(() => applyBps(value, 1, halfEven), 'invalid-argument');
    expectGuardError(() => applyBps(1, value, halfEven), 'invalid-argument');
  });
});
