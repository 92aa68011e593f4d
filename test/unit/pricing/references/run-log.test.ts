import { describe, expect, it } from 'vitest';
import { DayWindow } from '../../../../src/pricing/references/day-window.js';
import { RunLog } from '../../../../src/pricing/references/run-log.js';

const ENDS_ON = 20_700;

function runsOf(log: RunLog, ordinal: number, endsOn = ENDS_ON): unknown {
  const window = new DayWindow(endsOn);
  log.fill(ordinal, window);
  return window.runs();
}

describe('RunLog', () => {
  it('keeps days that follow each other at one price as one run, forwards and backwards', () => {
    const log = new RunLog();
    for (const day of [-3, -2, -1, 0]) log.add(0, ENDS_ON + day, 500, ENDS_ON);
    for (const day of [0, -1, -2, -3]) log.add(1, ENDS_ON + day, 500, ENDS_ON);
    expect(log.runCount).toBe(2);
    const run = { startsOn: ENDS_ON - 3, dayCount: 4, priceMinor: 500 };
    expect([runsOf(log, 0), runsOf(log, 1)]).toEqual([[run], [run]]);
  });

  it('does not grow by a row that comes twice', () => {
    const log = new RunLog();
    for (const day of [0, 1, 2, 1, 0]) log.add(0, ENDS_ON - 5 + day, 500, ENDS_ON);
    expect(log.runCount).toBe(1);
  });

  it('lets a price that never changes slide through the window', () => {
    const log = new RunLog();
    for (let day = 0; day <= 1000; day++) log.add(0, day, 500, day);
    expect(log.runCount).toBe(1);
    expect(runsOf(log, 0, 1000)).toEqual([{ startsOn: 910, dayCount: 91, priceMinor: 500 }]);
  });

  it('leaves out a day that is older than the window', () => {
    const log = new RunLog();
    log.add(0, ENDS_ON - 91, 500, ENDS_ON);
    expect(log.runCount).toBe(0);
    log.add(0, ENDS_ON - 90, 500, ENDS_ON);
    expect(log.runCount).toBe(1);
  });

  it('stays bounded by the window however long the history is, and loses nothing within it', () => {
    const log = new RunLog();
    const keyCount = 200;
    const lastDay = 2000;
    for (let day = 0; day <= lastDay; day++) {
      for (let key = 0; key < keyCount; key++) log.add(key, day, 1000 + ((day * 7 + key) % 50), day);
    }
    expect(log.runCount).toBeLessThan(70_000);
    const expected = Array.from({ length: 91 }, (_, at) => {
      const day = lastDay - 90 + at;
      return { startsOn: day, dayCount: 1, priceMinor: 1000 + ((day * 7 + 11) % 50) };
    });
    expect(runsOf(log, 11, lastDay)).toEqual(expected);
  });

  it('still extends the last run of a key after it has dropped old ones', () => {
    const log = new RunLog();
    for (let day = 0; day < 91; day++) {
      for (let key = 0; key < 721; key++) log.add(key, day, 1000 + day, day);
    }
    const before = log.runCount;
    expect(before).toBeGreaterThan(65_536);
    for (let key = 0; key < 721; key++) log.add(key, 91, 1090, 91);
    expect(log.runCount).toBe(before);
    expect(runsOf(log, 720, 91)).toContainEqual({ startsOn: 90, dayCount: 2, priceMinor: 1090 });
  });
});
