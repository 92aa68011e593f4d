import { describe, expect, it } from 'vitest';
import { TimeLeft } from '../../../../src/remedy/apply/time-left.js';

/** What a lane does for which nobody waits. */
const idle = () => ({ calls: 0, waitedMs: 0, lostMs: 0 });

describe('TimeLeft', () => {
  it('is that of the service with the most ahead for its rate', () => {
    const left = new TimeLeft();
    left.expect('orders', { steps: 1_000, looks: 0, ratePerSecond: 100, work: idle });
    left.expect('payments', { steps: 500, looks: 10, ratePerSecond: 10, work: idle });
    expect(left.leftMs(0)).toBe(51_000);
    for (let at = 0; at < 10; at += 1) left.over('payments', { now: 0, calls: 1, looks: 1 });
    expect(left.leftMs(0)).toBe(49_000);
  });

  it('counts the calls that steps take: some are asked for twice, some never', () => {
    const left = new TimeLeft();
    left.expect('payments', { steps: 200, looks: 0, ratePerSecond: 10, work: idle });
    for (let at = 0; at < 100; at += 1) left.over('payments', { now: 0, calls: 2, looks: 0 });
    expect(left.leftMs(0)).toBe(20_000);
    for (let at = 0; at < 90; at += 1) left.over('payments', { now: 0, calls: 0, looks: 0 });
    expect(left.leftMs(0)).toBeCloseTo((10 * 1_000 * (200 / 190)) / 10, -1);
  });

  it('goes by what was done lately where nobody waits for any service: the ledger or the machine is slow', () => {
    const left = new TimeLeft();
    left.expect('orders', { steps: 300, looks: 0, ratePerSecond: 1_000, work: idle });
    // Two steps a second.
    for (let now = 0; now < 60_000; now += 500) left.over('orders', { now, calls: 1, looks: 0 });
    expect(left.leftMs(60_000)).toBeGreaterThan(85_000);
    expect(left.leftMs(60_000)).toBeLessThan(95_000);
  });

  it('does not where callers wait for one: then its rate is what counts', () => {
    const left = new TimeLeft();
    const work = (now: number) => ({ calls: now / 500, waitedMs: now, lostMs: 0 });
    left.expect('orders', { steps: 300, looks: 0, ratePerSecond: 2, work });
    left.expect('notices', { steps: 10, looks: 0, ratePerSecond: 1_000, work: idle });
    for (let now = 0; now < 60_000; now += 1_000) left.over('orders', { now, calls: 1, looks: 0 });
    expect(left.leftMs(60_000)).toBe(120_000);
  });
});
