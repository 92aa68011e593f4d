import { assert } from './assert.js';
import { parseInstant, type EpochMs } from './clock.js';

/** What a time on the wall means in a zone. */
export type WallReading =
  | { readonly kind: 'instant'; readonly instant: EpochMs }
  /** The clocks were put forward over it: no instant has this time. */
  | { readonly kind: 'skipped' }
  /** The clocks were put back over it: two instants have this time, the earlier one first. */
  | { readonly kind: 'repeated'; readonly instants: readonly [EpochMs, EpochMs] };

/** A place whose clocks tell the time of a file that states no offset. */
export interface TimeZone {
  /** As it was written. */
  readonly name: string;
  /** Reads a time on the wall, given as the instant it would be in UTC. Never guesses between two instants. */
  read(wallMs: EpochMs): WallReading;
}

const FIXED_OFFSET = /^[+-]\d{2}:\d{2}$/;
/** `Asia/Seoul`, `America/Argentina/Ushuaia`. Abbreviations such as CST mean three zones, and are not among them. */
const PLACE = /^[A-Z][A-Za-z]{1,20}(?:\/[A-Za-z0-9_+-]{1,30}){1,2}$/;
/** `Etc/GMT-9` is nine hours ahead, against all expectation: a sale would start eighteen hours off. */
const REVERSED_SIGN = /^Etc\/GMT[+-]/;

/**
 * A zone by its name: a place of the IANA database (`Asia/Seoul`), `UTC`, or a fixed offset (`+09:00`). The rules of a place
 * come with the running Node.js; a fixed offset depends on nothing.
 *
 * @returns undefined for any other text.
 */
export function timeZoneOf(name: string): TimeZone | undefined {
  if (name === 'UTC') return fixedZone(name, 0);
  if (FIXED_OFFSET.test(name)) {
    const offset = parseInstant(`1970-01-01T00:00${name}`);
    return offset === undefined ? undefined : fixedZone(name, -offset);
  }
  if (!PLACE.test(name) || REVERSED_SIGN.test(name)) return undefined;
  const clock = clockOf(name);
  return clock === undefined ? undefined : placeZone(name, clock);
}

function fixedZone(name: string, offsetMs: number): TimeZone {
  return { name, read: (wallMs) => ({ kind: 'instant', instant: wallMs - offsetMs }) };
}

/** Tells how far the clocks of a place are ahead of UTC at an instant, in milliseconds. */
type Clock = (instant: EpochMs) => number;

function clockOf(name: string): Clock | undefined {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  return (instant) => {
    const part = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName');
    return offsetMs(part?.value ?? '');
  };
}

const LONG_OFFSET = /^GMT(?:([+\-\u2212])(\d{2}):(\d{2})(?::(\d{2}))?)?$/;

function offsetMs(text: string): number {
  const parts = LONG_OFFSET.exec(text);
  assert(parts !== null, `Node.js prints the offset of a zone as GMT+09:00, not as ${text}`);
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = parts;
  const size = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return sign === undefined || sign === '+' ? size : -size;
}

const HOUR_MS = 3_600_000;
/** Further than any zone is from UTC and any change of its clocks, and nearer than two changes are to each other. */
const AROUND_MS = 30 * HOUR_MS;

function placeZone(name: string, clock: Clock): TimeZone {
  return {
    name,
    read(wallMs) {
      // The offsets before and after any change nearby: whatever instant shows this time, one of them is in force at it.
      const candidates = [wallMs - clock(wallMs - AROUND_MS), wallMs - clock(wallMs + AROUND_MS)];
      const [early, late] = [Math.min(...candidates), Math.max(...candidates)];
      const isEarly = early + clock(early) === wallMs;
      const isLate = late + clock(late) === wallMs;
      if (isEarly && isLate && early !== late) return { kind: 'repeated', instants: [early, late] };
      if (isEarly) return { kind: 'instant', instant: early };
      return isLate ? { kind: 'instant', instant: late } : { kind: 'skipped' };
    },
  };
}
