import { describe, expect, it } from 'vitest';
import { LanePace } from '../../../../src/remedy/apply/lane-pace.js';
import { LaneHours } from '../../../../src/remedy/apply/lane-work.js';

/** A lane of 10 calls a second. */
function lane(): { readonly hours: LaneHours; readonly pace: LanePace } {
  const hours = new LaneHours({ ratePerSecond: 10 });
  return { hours, pace: new LanePace({ ratePerSecond: 10, work: (now) => hours.work(now) }) };
}

describe('the pace of a lane', () => {
  it('is its rate while nobody waits for it, however few calls there are', () => {
    const { hours, pace } = lane();
    for (let now = 0; now < 100_000; now += 1_000) {
      hours.comes(now);
      hours.goes(now, 'none');
      pace.look(now);
    }
    expect(hours.work(100_000)).toEqual({ calls: 100, waitedMs: 0, lostMs: 0 });
    expect(pace.perSecond(100_000)).toBe(10);
  });

  it('is what its service lets through while callers wait', () => {
    const { hours, pace } = lane();
    hours.comes(0);
    for (let now = 0; now < 100_000; now += 250) {
      hours.goes(now, 'wait');
      pace.look(now);
    }
    expect(pace.perSecond(100_000)).toBeCloseTo(4, 1);
  });

  it('counts pauses of a service by its calls, also of one that is not used all the time', () => {
    const { hours, pace } = lane();
    for (let cycle = 0; cycle < 20; cycle += 1) {
      const from = cycle * 10_000;
      // Nine calls that need not wait, and one that waits for 3 s.
      for (let at = 0; at < 9; at += 1) {
        hours.comes(from + at * 200);
        hours.goes(from + at * 200, 'none');
      }
      hours.comes(from + 2_000);
      hours.goes(from + 5_000, 'none');
      pace.look(from + 5_000);
    }
    // Ten calls take a second, and 2.9 s more.
    expect(pace.perSecond(200_000)).toBeCloseTo(10 / 3.9, 1);
  });

  it('forgets what was before the last minute of work', () => {
    const { hours, pace } = lane();
    hours.comes(0);
    let now = 0;
    for (; now < 100_000; now += 1_000) {
      hours.goes(now, 'wait');
      pace.look(now);
    }
    expect(pace.perSecond(now)).toBeCloseTo(1, 1);
    for (; now < 200_000; now += 100) {
      hours.goes(now, 'wait');
      pace.look(now);
    }
    expect(pace.perSecond(now)).toBeGreaterThan(9.5);
  });
});
