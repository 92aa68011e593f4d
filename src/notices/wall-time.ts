import { DAY_MS, type EpochMs } from '../core/clock.js';
import { GuardError } from '../core/errors.js';
import { timeZoneOf } from '../core/time-zone.js';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** What the clock on a wall shows. */
export interface WallTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

/** The clock on the wall of one zone. */
export interface WallClock {
  /** Name of the zone, as it was written. */
  readonly zone: string;
  /** What it shows at an instant; a minute that has begun is shown as it is. */
  at(instant: EpochMs): WallTime;
}

/**
 * The clock of a zone: a place of the IANA database (`Asia/Seoul`), `UTC`, or a fixed offset (`+09:00`).
 *
 * @throws GuardError `invalid-argument` for any other text.
 */
export function wallClockOf(zone: string): WallClock {
  const known = CLOCKS.get(zone);
  if (known !== undefined) return known;
  const clock = makeClock(zone);
  // A program speaks for one shop or a few: the table stays small, and a caller with thousands of zones gets no more of it.
  if (CLOCKS.size < CLOCKS_MAX) CLOCKS.set(zone, clock);
  return clock;
}

const CLOCKS = new Map<string, WallClock>();
const CLOCKS_MAX = 64;

function makeClock(zone: string): WallClock {
  const read = timeZoneOf(zone);
  if (read === undefined) {
    throw new GuardError({
      code: 'invalid-argument',
      message: `${JSON.stringify(zone)} is no time zone; write a place such as Asia/Seoul, UTC, or an offset such as +09:00`,
      data: { zone },
    });
  }
  const midnight = zone === 'UTC' || zone.includes(':') ? read.read(0) : undefined;
  if (midnight?.kind === 'instant') return { zone, at: (instant) => shown(instant - midnight.instant) };
  return placeClock(zone);
}

/** No zone changes its clocks but at a quarter of an hour. */
const QUARTER_MS = 15 * MINUTE_MS;
/** Quarters whose offset is kept: a million orders of one sale ask the zone a few dozen times. */
const QUARTERS_MAX = 4096;

function placeClock(zone: string): WallClock {
  const wallMsAt = placeReader(zone);
  const offsets = new Map<number, number>();
  return {
    zone,
    at(instant) {
      const quarter = Math.floor(instant / QUARTER_MS) * QUARTER_MS;
      let offset = offsets.get(quarter);
      if (offset === undefined) {
        offset = wallMsAt(quarter) - quarter;
        if (offsets.size < QUARTERS_MAX) offsets.set(quarter, offset);
      }
      return shown(instant + offset);
    },
  };
}

/** What the clocks of a place show at an instant, to the minute, as the instant it would be in UTC. */
function placeReader(zone: string): (instant: EpochMs) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return (instant) => {
    const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
    return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  };
}

function shown(wallMs: number): WallTime {
  const date = new Date(wallMs);
  const ofDay = ((wallMs % DAY_MS) + DAY_MS) % DAY_MS;
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: Math.floor(ofDay / HOUR_MS),
    minute: Math.floor((ofDay % HOUR_MS) / MINUTE_MS),
  };
}
