import { describe, expect, it } from 'vitest';
import { DayWindow, windowStart, WINDOW_DAYS } from '../../../../src/pricing/references/day-window.js';

const ENDS_ON = 20_700;
const FIRST = windowStart(ENDS_ON);

function windowOf(
  ...observations: readonly (readonly [startsOn: number, dayCount: number, price: number])[]
): DayWindow {
  const window = new DayWindow(ENDS_ON);
  for (const [startsOn, dayCount, price] of observations) window.observe(startsOn, dayCount, price);
  return window;
}

describe('DayWindow', () => {
  it('holds 91 days, the newest included', () => {
    expect(WINDOW_DAYS).toBe(91);
    const window = windowOf([FIRST - 1, 1, 5], [FIRST, 1, 6], [ENDS_ON, 1, 7], [ENDS_ON + 1, 1, 8]);
    expect(window.runs()).toEqual([
      { startsOn: FIRST, dayCount: 1, priceMinor: 6 },
      { startsOn: ENDS_ON, dayCount: 1, priceMinor: 7 },
    ]);
  });

  it('cuts a run to the part that lies within', () => {
    expect(windowOf([FIRST - 10, 12, 5]).runs()).toEqual([{ startsOn: FIRST, dayCount: 2, priceMinor: 5 }]);
    expect(windowOf([ENDS_ON, 9, 5]).runs()).toEqual([{ startsOn: ENDS_ON, dayCount: 1, priceMinor: 5 }]);
  });

  it('joins neighbouring days at one price and keeps a gap a gap', () => {
    expect(windowOf([FIRST + 1, 1, 5], [FIRST, 1, 5], [FIRST + 3, 1, 5]).runs()).toEqual([
      { startsOn: FIRST, dayCount: 2, priceMinor: 5 },
      { startsOn: FIRST + 3, dayCount: 1, priceMinor: 5 },
    ]);
  });

  it.each([
    ['low first', [3, 9]],
    ['high first', [9, 3]],
    ['three prices', [3, 9, 5]],
    ['the same twice', [9, 3, 9, 3]],
  ])('keeps the higher of two prices of a day and counts the day once: %s', (_, prices) => {
    const window = windowOf(...prices.map((price) => [FIRST, 1, price] as const));
    expect(window.runs()).toEqual([{ startsOn: FIRST, dayCount: 1, priceMinor: 9 }]);
    expect(window.conflictingDays).toBe(1);
  });

  it('takes the same price twice for one observation', () => {
    const window = windowOf([FIRST, 5, 9], [FIRST + 2, 5, 9]);
    expect(window.runs()).toEqual([{ startsOn: FIRST, dayCount: 7, priceMinor: 9 }]);
    expect(window.conflictingDays).toBe(0);
  });

  it('forgets everything when cleared', () => {
    const window = windowOf([FIRST, 1, 3], [FIRST, 1, 4]);
    window.clear();
    expect([window.runs(), window.conflictingDays]).toEqual([[], 0]);
  });
});
