import type { ApplyClock } from './ports.js';

/**
 * A clock that never goes back: where the one of the machine is set back, it goes on from where it was. Whoever waits until an instant
 * would else wait for as long as the clock was set back, and a rate would stand still. It is never behind, so what expires does in time.
 */
export function steadyClock(clock: ApplyClock): ApplyClock {
  let last = -Infinity;
  let aheadMs = 0;
  return {
    now: () => {
      const now = clock.now();
      aheadMs = Math.max(aheadMs, last - now);
      last = now + aheadMs;
      return last;
    },
    wait: (ms, signal) => clock.wait(ms, signal),
  };
}
