import type { EpochMs } from '../../core/clock.js';

/** `2026-08-12 23:59 Asia/Seoul`: an instant as the clocks of a place show it. */
export function localInstant(instant: EpochMs, { timeZone }: { readonly timeZone: string }): string {
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return `${day.format(instant)} ${timeZone}`;
}
