import { systemNow } from '../../core/clock.js';
import type { ApplyClock } from './ports.js';

/** Longest time a timer of Node can wait, ms. */
const TIMER_MAX_MS = 2 ** 31 - 1;

/** The clock and timers of this machine, for a caller that hands in none. */
export const SYSTEM_CLOCK: ApplyClock = {
  now: systemNow,
  wait: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted === true) {
        resolve();
        return;
      }
      const end = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, Math.min(Math.max(0, ms), TIMER_MAX_MS));
      signal?.addEventListener('abort', end, { once: true });
    }),
};
