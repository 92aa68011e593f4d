import { assert } from '../core/assert.js';
import { DAY_MS, type EpochDay, type EpochMs } from '../core/clock.js';
import { GuardError } from '../core/errors.js';
import { timeZoneOf, type TimeZone } from '../core/time-zone.js';

/** Days kept, so that a million orders of one sale ask the zone a handful of times. */
const KEPT_DAYS_MAX = 4_096;
const QUARTER_MS = 900_000;

/** The calendar of a place: which day an instant falls on there, and when that day begins. */
export class LocalDays {
  readonly #zone: TimeZone;
  readonly #starts = new Map<EpochDay, EpochMs>();

  /** @throws GuardError `policy` for a name that is no zone. */
  constructor(timeZone: string) {
    const zone = timeZoneOf(timeZone);
    if (zone === undefined) {
      throw new GuardError({
        code: 'policy',
        message: `legal.timeZone: ${JSON.stringify(timeZone)} is no time zone; write a place such as Asia/Seoul, UTC or an offset such as +09:00`,
      });
    }
    this.#zone = zone;
  }

  /** The day that the calendars of the place show at an instant. */
  dayAt(instant: EpochMs): EpochDay {
    const day = Math.floor(instant / DAY_MS);
    // No zone is a whole day from UTC.
    const found = [day + 1, day, day - 1].find((candidate) => this.startOf(candidate) <= instant);
    assert(found !== undefined, 'the day of a place is at most one from that of UTC');
    return found;
  }

  /** The first instant of a day. */
  startOf(day: EpochDay): EpochMs {
    const known = this.#starts.get(day);
    if (known !== undefined) return known;
    if (this.#starts.size >= KEPT_DAYS_MAX) this.#starts.clear();
    const start = this.#firstInstant(day);
    this.#starts.set(day, start);
    return start;
  }

  /** The last millisecond of a day: printed in the place's own time it still has the day's date. */
  endOf(day: EpochDay): EpochMs {
    return this.startOf(day + 1) - 1;
  }

  /** Some places put their clocks forward at midnight: their day begins at one o'clock. */
  #firstInstant(day: EpochDay): EpochMs {
    for (let wallMs = day * DAY_MS; wallMs < (day + 1) * DAY_MS; wallMs += QUARTER_MS) {
      const reading = this.#zone.read(wallMs);
      if (reading.kind === 'instant') return reading.instant;
      if (reading.kind === 'repeated') return reading.instants[0];
    }
    // A day that a place left out when it moved across the date line begins where the next one does.
    return this.startOf(day + 1);
  }
}
