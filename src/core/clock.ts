/** Epoch milliseconds, UTC. */
export type EpochMs = number;

/** Whole days since 1970-01-01 (UTC calendar days as written in a file; no zone is applied). */
export type EpochDay = number;

export const DAY_MS = 86_400_000;

/** The clock of this machine, for a border that was handed none. */
export function systemNow(): EpochMs {
  return Date.now();
}

const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(Z|[+-]\d{2}:\d{2})$/;
const CALENDAR_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * Reads an ISO 8601 instant. The offset (`Z` or `+09:00`) is required: "midnight" without one has started sales nine
 * hours early.
 *
 * @returns the instant, or undefined when the text is not one (also for 30 February or 24:61).
 */
export function parseInstant(text: string): EpochMs | undefined {
  if (text.length > 40) return undefined;
  const parts = INSTANT.exec(text);
  if (parts === null) return undefined;
  const day = parseDay(`${parts[1] ?? ''}-${parts[2] ?? ''}-${parts[3] ?? ''}`);
  const hour = Number(parts[4]);
  const minute = Number(parts[5]);
  const second = Number(parts[6] ?? 0);
  if (day === undefined || hour > 23 || minute > 59 || second > 59) return undefined;
  const millisecond = Number((parts[7] ?? '').padEnd(3, '0'));
  const offset = offsetMinutes(parts[8] ?? 'Z');
  if (offset === undefined) return undefined;
  return day * DAY_MS + ((hour * 60 + minute - offset) * 60 + second) * 1000 + millisecond;
}

function offsetMinutes(text: string): number | undefined {
  if (text === 'Z') return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(4, 6));
  if (hours > 14 || minutes > 59) return undefined;
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/** Reads a calendar day `2026-08-01`. @returns undefined when the text is not one that exists. */
export function parseDay(text: string): EpochDay | undefined {
  const parts = text.length === 10 ? CALENDAR_DAY.exec(text) : null;
  if (parts === null) return undefined;
  const year = Number(parts[1]);
  const month = Number(parts[2]);
  const day = Number(parts[3]);
  const ms = Date.UTC(year, month - 1, day);
  const date = new Date(ms);
  // Date.UTC rolls 30 February over into March and maps years below 100 to 19xx: both must be refused, not guessed.
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day)
    return undefined;
  return ms / DAY_MS;
}

/** Prints a calendar day as `2026-08-01`. */
export function printDay(day: EpochDay): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The UTC calendar day an instant falls on. */
export function dayOf(instant: EpochMs): EpochDay {
  return Math.floor(instant / DAY_MS);
}
