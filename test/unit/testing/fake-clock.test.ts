import { describe, expect, it } from 'vitest';
import { fakeClock } from '../../../src/testing/fake-clock.js';

describe('fakeClock', () => {
  it('stands still until it is told to move', () => {
    const clock = fakeClock(1_000);
    const { now } = clock;
    expect([now(), now()]).toEqual([1_000, 1_000]);
    clock.advance(0);
    clock.advance(500);
    expect(now()).toBe(1_500);
    clock.set(1_500);
    clock.set(9_000);
    expect(now()).toBe(9_000);
    clock.stepBack(8_999);
    expect(now()).toBe(1);
  });

  it.each([
    ['advance backwards', (clock: ReturnType<typeof fakeClock>) => clock.advance(-1)],
    ['advance by a fraction', (clock: ReturnType<typeof fakeClock>) => clock.advance(0.5)],
    [
      'advance beyond the safe integers',
      (clock: ReturnType<typeof fakeClock>) => clock.advance(Number.MAX_SAFE_INTEGER),
    ],
    ['be set into the past', (clock: ReturnType<typeof fakeClock>) => clock.set(999)],
    ['be set to no number', (clock: ReturnType<typeof fakeClock>) => clock.set(Number.NaN)],
    ['step back by nothing', (clock: ReturnType<typeof fakeClock>) => clock.stepBack(0)],
    ['step back before 1970', (clock: ReturnType<typeof fakeClock>) => clock.stepBack(1_001)],
  ])('refuses to %s, and has not moved', (_what, move) => {
    const clock = fakeClock(1_000);
    expect(() => move(clock)).toThrow('whole number of milliseconds');
    expect(clock.now()).toBe(1_000);
  });

  it('refuses a start that is no instant', () => {
    for (const start of [-1, 1.5, Number.POSITIVE_INFINITY])
      expect(() => fakeClock(start)).toThrow('startMs');
  });
});
