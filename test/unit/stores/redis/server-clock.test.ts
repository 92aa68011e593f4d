import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ServerClock } from '../../../../src/stores/redis/server-clock.js';

describe('the clock of the server', () => {
  it('is unknown before the first reply, and says 0', () => {
    const clock = new ServerClock();
    expect(clock.isKnown).toBe(false);
    expect(clock.serverMs(123)).toBe(0);
  });

  it('adds what it learnt to a local moment', () => {
    const clock = new ServerClock();
    clock.learn({ serverMs: 5_000_100, sentAt: 100, receivedAt: 104 });
    expect(clock.isKnown).toBe(true);
    expect(clock.serverMs(400)).toBe(5_000_401);
  });

  it('believes the fastest of the replies', () => {
    const clock = new ServerClock();
    clock.learn({ serverMs: 5_000_190, sentAt: 100, receivedAt: 195 });
    clock.learn({ serverMs: 5_000_201, sentAt: 200, receivedAt: 203 });
    clock.learn({ serverMs: 5_000_380, sentAt: 300, receivedAt: 390 });
    expect(clock.serverMs(1_000)).toBe(5_001_002);
  });

  it('rounds a broken ms up, so that nothing is called late too early', () => {
    const clock = new ServerClock();
    clock.learn({ serverMs: 5_000_000, sentAt: 0.75, receivedAt: 1 });
    expect(clock.serverMs(10)).toBe(5_000_011);
  });

  it('forgets a sample after two windows: clocks drift', () => {
    const clock = new ServerClock();
    clock.learn({ serverMs: 1_000, sentAt: 0, receivedAt: 1 });
    clock.learn({ serverMs: 11_500, sentAt: 10_002, receivedAt: 10_003 });
    expect(clock.serverMs(20_000)).toBe(21_001);
    clock.learn({ serverMs: 22_500, sentAt: 20_004, receivedAt: 20_005 });
    expect(clock.serverMs(21_000)).toBeGreaterThan(22_001);
  });

  it('knows nothing any more when it is told to forget', () => {
    const clock = new ServerClock();
    clock.learn({ serverMs: 1_000, sentAt: 0, receivedAt: 1 });
    clock.forget();
    expect(clock.isKnown).toBe(false);
    expect(clock.serverMs(50)).toBe(0);
  });

  it('never tells a server time before the true one, whatever the delays of the replies', () => {
    const delays = fc.array(fc.record({ there: fc.nat(500), back: fc.nat(500), idle: fc.nat(4_000) }), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(delays, fc.integer({ min: -1e6, max: 1e12 }), fc.nat(999), (trips, offset, micros) => {
        const clock = new ServerClock();
        let local = 0;
        for (const { there, back, idle } of trips) {
          local += idle + micros / 1000;
          const sentAt = local;
          const serverMs = Math.floor(sentAt + there + offset);
          local += there + back;
          clock.learn({ serverMs, sentAt, receivedAt: local });
          expect(clock.serverMs(local)).toBeGreaterThanOrEqual(Math.floor(local + offset));
        }
      }),
    );
  });
});
