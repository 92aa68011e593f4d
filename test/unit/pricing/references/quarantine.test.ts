import { describe, expect, it } from 'vitest';
import type { PriceRun } from '../../../../src/catalog/reference.js';
import { screenRuns } from '../../../../src/pricing/references/quarantine.js';
import { daily, stretches } from './observed.js';

/** Standing of each run in one letter. */
const LETTER = { admitted: '.', accepted: '+', stood: '~', quarantined: '!' };

function standings(runs: readonly PriceRun[], accepted: readonly number[] = []): string {
  return screenRuns(runs, (price) => accepted.includes(price))
    .map((run) => LETTER[run.standing])
    .join('');
}

describe('a price that would be blocked against the days before it', () => {
  it.each([
    ['60 % below', 4_000, '.!.'],
    ['just under 60 % below', 4_001, '...'],
    ['ten times above', 100_000, '.!.'],
    ['just under ten times above', 99_999, '...'],
    ['zero', 0, '.!.'],
    ['negative', -10_000, '.!.'],
  ])('%s', (_, price, expected) => {
    expect(standings(stretches([20, 10_000], [2, price], [20, 10_000]))).toBe(expected);
  });

  it('is compared with the median of the days, not with the last one', () => {
    expect(standings(stretches([10, 10_000], [3, 4_500], [1, 3_900]))).toBe('..!');
  });

  it('does not count towards what later prices are compared with', () => {
    expect(standings(stretches([20, 10_000], [13, 1_000], [20, 10_000], [13, 1_000]))).toBe('.!.!');
  });
});

describe('a price that stands', () => {
  it('counts from 14 observed days on, flagged', () => {
    expect(standings(stretches([20, 10_000], [13, 1_000]))).toBe('.!');
    expect(standings(stretches([20, 10_000], [14, 1_000]))).toBe('.~');
  });

  it('stands as a level, also when it drifts from day to day', () => {
    const drifting = Array.from({ length: 14 }, (_, at) => [1, 1_000 + at] as const);
    expect(standings(stretches([20, 10_000], ...drifting))).toBe(`.${'~'.repeat(14)}`);
    expect(standings(stretches([20, 10_000], ...drifting.slice(1)))).toBe(`.${'!'.repeat(13)}`);
  });

  it('stands across days without an observation', () => {
    const gaps = Array.from({ length: 30 }, (_, at) => (at % 2 === 0 ? 1_000 : undefined));
    expect(standings(daily(...Array<number>(20).fill(10_000), ...gaps)).slice(20)).toBe('~'.repeat(15));
  });

  it('does not stand together with prices that block each other', () => {
    expect(standings(stretches([20, 10_000], [10, 1_000], [10, 200_000]))).toBe('.!!');
    expect(standings(stretches([20, 10_000], [10, 3_900], [10, 1_000]))).toBe('.!!');
  });

  it('starts over when the old price comes back in between', () => {
    expect(standings(stretches([20, 10_000], [10, 1_000], [1, 10_000], [10, 1_000]))).toBe('.!.!');
  });

  it('vouches for the prices after it, which stay flagged until the median has moved', () => {
    const after = standings(stretches([30, 10_000], [14, 1_000], [1, 1_010], [16, 1_020], [1, 990]));
    expect(after).toBe('.~~~.');
  });

  it('does not make the old price suspicious, not even when it is more than ten times as high', () => {
    expect(standings(stretches([30, 10_000], [14, 900], [1, 9_990]))).toBe('.~.');
  });
});

describe('the first price', () => {
  it('counts, for there is nothing to compare it with', () => {
    expect(standings(stretches([1, 10]))).toBe('.');
  });

  it('keeps counting when the honest price after it is less than ten times as high', () => {
    expect(standings(stretches([1, 30_000], [20, 100_000]))).toBe('..');
  });

  it('is quarantined in the end when it was the bad one and the honest price has stood', () => {
    expect(standings(stretches([1, 10_000], [13, 100_000]))).toBe('.!');
    expect(standings(stretches([1, 10_000], [14, 100_000]))).toBe('!~');
    expect(standings(stretches([3, 1_000_000], [14, 100_000], [5, 101_000]))).toBe('!~.');
  });

  it('is not thrown out once it was established itself', () => {
    expect(standings(stretches([14, 10_000], [14, 100_000]))).toBe('.~');
  });

  it('is not taken for a price when it is zero', () => {
    expect(standings(stretches([3, 0], [1, 10_000]))).toBe('!.');
  });
});

describe('a price that a person accepted', () => {
  it('counts at once', () => {
    expect(standings(stretches([20, 10_000], [2, 1_000], [20, 10_000]), [1_000])).toBe('.+.');
  });

  it('is a level of its own: prices near it count too', () => {
    expect(standings(stretches([20, 10_000], [2, 1_000], [2, 950]), [1_000])).toBe('.+.');
  });

  it('does not excuse another price', () => {
    expect(standings(stretches([20, 10_000], [2, 1_000], [2, 100]), [1_000])).toBe('.+!');
  });

  it('is marked also where it was never suspicious', () => {
    expect(standings(stretches([20, 10_000], [2, 9_000]), [9_000])).toBe('.+');
  });

  it('stays in when another level stands', () => {
    expect(standings(stretches([2, 100], [14, 10_000]), [100])).toBe('+~');
  });

  it('is not possible for zero', () => {
    expect(standings(stretches([20, 10_000], [2, 0]), [0])).toBe('.!');
  });
});
