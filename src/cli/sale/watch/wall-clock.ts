import type { EpochMs } from '../../../core/clock.js';

/** An instant by the clock on the wall of this machine (its TZ): `00:03:12`. */
export function wallClock(at: EpochMs): string {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(':');
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
