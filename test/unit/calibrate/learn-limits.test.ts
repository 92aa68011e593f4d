import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allowedRank,
  justAbove,
  learnLimits,
  type LearnedLimit,
} from '../../../src/calibrate/learn-limits.js';
import { RuleSample } from '../../../src/calibrate/rule-sample.js';
import { TUNED_JUMP, TUNED_MARKDOWN } from '../../../src/calibrate/tuned-rules.js';
import type { TunedRule } from '../../../src/calibrate/tuned-rule.js';

/** Limits of the whole catalogue from values of the first scale. */
function learned(
  values: readonly number[],
  target: number,
  tuned: TunedRule = TUNED_MARKDOWN,
): readonly LearnedLimit[] {
  const sample = new RuleSample(tuned.scales);
  for (const value of values) sample.add(undefined, { scale: 0, value }, 1);
  return learnLimits({ tuned, sample, counts: sample.counts(), target })[0] ?? [];
}

/** 1,000 rows: ten at each depth of 1 %, 2 % … 100 %. */
const EVEN = Array.from({ length: 1000 }, (_, at) => (1 + Math.floor(at / 10)) * 100);

/** 999 rows without a markdown, then these. */
function among(...depths: readonly number[]): number[] {
  return [...Array.from({ length: 1000 - depths.length }, () => 0), ...depths];
}

describe('a limit', () => {
  it('lies just above the value of its rank', () => {
    expect(learned(EVEN, 0.05)).toEqual([
      { parameter: 'listHoldBps', value: 9601, unit: 'bps', origin: 'learned', rate: 0.05, rank: 50 },
      {
        parameter: 'listBlockBps',
        value: 9950,
        unit: 'bps',
        origin: 'highest',
        rate: expect.closeTo(0.01) as number,
        rank: 0,
      },
    ]);
  });

  it('is expected to let at most the target ring on a row like those it was learned on', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 3000, max: 9000 }), { minLength: 20, maxLength: 120 }),
        fc.double({ min: 0.05, max: 0.3, noNaN: true }),
        (depths, target) => {
          // Each row in turn is the new one, the others teach.
          const rings = depths.filter((depth, at) => {
            const [hold] = learned(
              depths.filter((_, other) => other !== at),
              target,
            );
            return depth >= (hold?.value ?? 0);
          });
          expect(rings.length).toBeLessThanOrEqual(target * depths.length + 1e-9);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('lies just above everything where not one row may ring, and says so', () => {
    const [hold] = learned(among(7000, 8000), 0.0005);
    expect(hold).toMatchObject({ value: 8001, origin: 'finest', rank: 1, rate: 0.0005 });
  });

  it('goes no lower than 30 %, and blocks no lower than half price', () => {
    expect(learned(among(2500), 0.005).map(({ value, origin }) => [value, origin])).toEqual([
      [3000, 'lowest'],
      [5000, 'lowest'],
    ]);
  });

  it('goes no higher than 99 %, and blocks from 99.5 %', () => {
    const clearance = among(...Array.from({ length: 50 }, () => 9990));
    expect(learned(clearance, 0.005).map(({ value, origin }) => [value, origin])).toEqual([
      [9900, 'highest'],
      [9950, 'highest'],
    ]);
  });

  it.each([
    [6000, 9000],
    [9500, 9751],
  ])(
    'to block is set by rule of thumb where a fifth of the target is less than a row: held from %d',
    (depth, block) => {
      const [hold, beside] = learned(among(depth).slice(-300), 0.005);
      expect(hold?.value).toBe(depth + 1);
      expect(beside).toMatchObject({ value: block, origin: 'unproven' });
    },
  );

  it('of a jump is a score in steps of 0.001, with a warning that comes five times as often', () => {
    const scores = [
      ...Array.from({ length: 39_990 }, () => 0),
      ...[0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2345],
    ];
    const limits = learned(scores, 0.0001, TUNED_JUMP);
    // Half of the target for falls: 2 of 40,000; five times as many warnings: 10.
    expect(limits.map(({ parameter, value, origin }) => [parameter, value, origin])).toEqual([
      ['holdScoreDown', 1.101, 'learned'],
      ['warnScoreDown', 0.201, 'learned'],
      ['holdScoreUp', 0.3, 'lowest'],
    ]);
  });

  it('never warns later than it holds', () => {
    const [hold, warn] = learned(
      Array.from({ length: 40_000 }, () => 1.5),
      0.0001,
      TUNED_JUMP,
    );
    expect(warn?.value).toBe(hold?.value);
  });
});

describe('just above', () => {
  it('is the next step that the value does not reach', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 20, noNaN: true }), (score) => {
        const limit = justAbove(score, 'score');
        expect(limit).toBeGreaterThan(score);
        expect(limit - score).toBeLessThanOrEqual(0.002);
        expect(Number(limit.toFixed(3))).toBe(limit);
      }),
    );
    expect(justAbove(8999, 'bps')).toBe(9000);
  });
});

describe('the rank that may ring', () => {
  it.each([
    [0.005, 199, 1],
    [0.005, 198, 0],
    [0.005, 999, 5],
    [0.00025, 3999, 1],
  ])('at %d of %d rows is %d', (rate, count, rank) => {
    expect(allowedRank(rate, count)).toBe(rank);
  });
});
