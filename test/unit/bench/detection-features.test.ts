import { describe, expect, it } from 'vitest';
import type { Series } from '../../../bench/detection/danawa.js';
import { medianOf, runsOf, skuDays } from '../../../bench/detection/features.js';
import { columnFloors, depthOf, isDepth90, logRatioTo14 } from '../../../bench/detection/baselines.js';
import { keptAbove, markdownAt } from '../../../bench/detection/generated-columns.js';
import { row, skuDay } from './detection-rows.js';

function series(prices: readonly number[], sku = 'EP-100'): Series {
  const observations = prices.map((priceMinor, at) => ({ day: 19_000 + at, priceMinor }));
  return { sku, priceList: 'default', name: undefined, category: 'headphone', observations };
}

describe('a SKU-day', () => {
  it('knows the days before it and never its own or a later price', () => {
    const [day] = skuDays([series([100, 100, 200, 999, 7])], 19_003);
    expect(day).toMatchObject({ priceMinor: 999, formerMinor: 200, median14Minor: 100 });
    expect(day?.history).toMatchObject({
      medianMinor: 100,
      maximumMinor: 200,
      lastMinor: 200,
      lastOn: 19_002,
    });
  });

  it('is the same whatever comes after it', () => {
    const prices = [100, 110, 120, 90, 100];
    const of = (later: readonly number[]): unknown =>
      skuDays([series([...prices, ...later])], 19_000)
        .filter(({ day }) => day <= 19_004)
        .map((one) => ({ ...one, generated: 0 }));
    expect(of([1, 100_000])).toEqual(of([500]));
  });

  it('has no history on its first day', () => {
    const [day] = skuDays([series([100])], 19_000);
    expect(day).toMatchObject({ history: undefined, formerMinor: undefined, median14Minor: undefined });
  });

  it('has the next row of its day as neighbour, the last one the first', () => {
    const days = skuDays([series([100], 'A'), series([200], 'B'), series([300], 'C')], 19_000);
    expect(days.map((day) => day.neighbourMinor)).toEqual([200, 300, 100]);
  });

  it('has a generated list price that no price rises above', () => {
    const days = skuDays([series([100, 120, 9_000, 80, 12_345])], 19_000);
    for (const { priceMinor, generated } of days)
      expect(generated.listMinor).toBeGreaterThanOrEqual(priceMinor);
  });
});

describe('runs', () => {
  it('join days of one price and break at a gap', () => {
    const observations = [1, 2, 4, 5].map((day) => ({ day, priceMinor: day === 5 ? 9 : 7 }));
    expect(runsOf(observations)).toEqual([
      { startsOn: 1, dayCount: 2, priceMinor: 7 },
      { startsOn: 4, dayCount: 1, priceMinor: 7 },
      { startsOn: 5, dayCount: 1, priceMinor: 9 },
    ]);
  });
});

describe('the median', () => {
  it.each<[number[], number | undefined]>([
    [[], undefined],
    [[3], 3],
    [[9, 1, 5], 5],
    [[1, 2, 10, 4], 3],
  ])('of %j is %s', (values, median) => {
    expect(medianOf(values)).toBe(median);
  });
});

describe('generated list prices', () => {
  it('follow the quantiles of real markdowns', () => {
    expect([0, 0.25, 0.5, 0.925, 0.992, 1].map(markdownAt)).toEqual([0, 0.25, 0.5, 0.8, 0.9, 0.95]);
  });

  it('are lifted to a price that rose, and end in 00', () => {
    expect(keptAbove(10_000, 10_050)).toBe(10_100);
    expect(keptAbove(10_000, 9_000)).toBe(10_000);
  });
});

describe('the baselines', () => {
  it('measure the ratio to the median of 14 days, either way', () => {
    const at = (priceMinor: number): number => logRatioTo14({ ...row({ median14Minor: 1_000 }), priceMinor });
    expect(at(100)).toBeCloseTo(Math.LN10);
    expect(at(10_000)).toBeCloseTo(Math.LN10);
    expect(at(0)).toBe(Infinity);
    expect(logRatioTo14(row())).toBe(0);
  });

  it('measure the depth below the list price, and none without one', () => {
    expect(depthOf(row())).toBe(0.5);
    expect(depthOf({ ...row(), listMinor: undefined })).toBeUndefined();
    expect(isDepth90({ ...row(), priceMinor: 25_800 })).toBe(true);
    expect(isDepth90({ ...row(), priceMinor: 25_801 })).toBe(false);
  });

  it('take mean and deviation over the prices of one day', () => {
    const days = [2, 4, 4, 4, 5, 5, 7, 9].map((priceMinor) => skuDay({ priceMinor }));
    expect(columnFloors([...days, skuDay({ day: 19_001 })]).get(19_000)).toBe(5 - 3 * 2);
  });
});
