import { describe, expect, it } from 'vitest';
import { statisticsOf } from '../../../../src/pricing/references/statistics.js';
import { daily, JUNE, screened, stretches } from './observed.js';

describe('statisticsOf', () => {
  it('weighs every observed day the same', () => {
    const runs = screened(stretches([10, 100], [3, 90], [8, 110]));
    expect(statisticsOf(runs, JUNE + 20)).toEqual({
      medianMinor: 100,
      minimum30Minor: 90,
      maximumMinor: 110,
      madLn: Math.log(110) - Math.log(100),
      medianLn: Math.log(100),
      dayCount: 21,
      lastMinor: 110,
      lastOn: JUNE + 20,
      standingDays: 21,
      quarantinedDays: 0,
      contaminatedDays: 0,
    });
  });

  it('takes a price that was really offered for the median of an even number of days', () => {
    expect(statisticsOf(screened(daily(100, 200)), JUNE + 1)?.medianMinor).toBe(100);
  });

  it('counts how long the present price level has stood, drifts of 10 % and lower prices included', () => {
    const standing = (...prices: number[]): number | undefined =>
      statisticsOf(screened(daily(...prices)), JUNE + prices.length - 1)?.standingDays;
    expect(standing(200, 200, 100, 110, 90, 100)).toBe(4);
    expect(standing(200, 111, 100)).toBe(1);
    expect(standing(100)).toBe(1);
  });

  it('has no deviation while the price is constant', () => {
    expect(statisticsOf(screened(daily(100, undefined, 100)), JUNE + 2)?.madLn).toBe(0);
  });

  it('looks 30 days back for the lowest price, the newest day of the history included', () => {
    const runs = screened(daily(50, 80));
    expect(statisticsOf(runs, JUNE + 29)?.minimum30Minor).toBe(50);
    expect(statisticsOf(runs, JUNE + 30)?.minimum30Minor).toBe(80);
    expect(statisticsOf(runs, JUNE + 31)?.minimum30Minor).toBeUndefined();
  });

  it('leaves quarantined days out of everything but their count', () => {
    const bad = screened([{ startsOn: JUNE + 5, dayCount: 2, priceMinor: 10 }], 'quarantined');
    const statistics = statisticsOf([...screened(stretches([5, 100])), ...bad], JUNE + 6);
    expect(statistics).toMatchObject({ minimum30Minor: 100, dayCount: 5, lastMinor: 100, lastOn: JUNE + 4 });
    expect(statistics?.quarantinedDays).toBe(2);
  });

  it('says how many days count only because they stood', () => {
    const stood = screened([{ startsOn: JUNE + 5, dayCount: 14, priceMinor: 10 }], 'stood');
    const statistics = statisticsOf([...screened(stretches([5, 100])), ...stood], JUNE + 18);
    expect(statistics).toMatchObject({ dayCount: 19, contaminatedDays: 14, minimum30Minor: 10 });
  });

  it('has nothing to say when everything is quarantined', () => {
    expect(statisticsOf(screened(daily(0), 'quarantined'), JUNE)).toBeUndefined();
  });
});
