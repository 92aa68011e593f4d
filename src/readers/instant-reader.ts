import { assert } from '../core/assert.js';
import { parseInstant, type EpochMs } from '../core/clock.js';
import { timeZoneOf, type TimeZone } from '../core/time-zone.js';
import type { FieldProblem } from '../catalog/row.js';
import { ownText } from './text-memory.js';

/** A day as a calendar shows it. */
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** A moment as a clock on the wall shows it, with no word on the zone. */
const WALL_TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?$/;

/** Instants remembered at most; a file with more is not describing sales. */
const INSTANTS_MAX = 1000;

/** Why a text is no instant. */
export interface InstantProblem {
  readonly kind: FieldProblem;
  /** Undefined where the hint of the kind says all. */
  readonly hint: string | undefined;
}

/** Reads instants; those without an offset by the declared zone of the file, or not at all. */
export class InstantReader {
  readonly #zone: TimeZone | undefined;
  /** By their text: a sale starts and ends for thousands of rows at once. */
  readonly #instants = new Map<string, EpochMs>();

  /** @param timeZone as `timeZoneOf` reads it; undefined when the file declares none. */
  constructor(timeZone: string | undefined) {
    this.#zone = timeZone === undefined ? undefined : timeZoneOf(timeZone);
    assert(timeZone === undefined || this.#zone !== undefined, `there is no time zone ${String(timeZone)}`);
  }

  /** The instant of a text, or why it is none. */
  read(text: string): EpochMs | InstantProblem {
    const known = this.#instants.get(text);
    if (known !== undefined) return known;
    const instant = parseInstant(text) ?? this.#readLocal(text);
    if (typeof instant !== 'number') return instant;
    if (this.#instants.size >= INSTANTS_MAX) this.#instants.clear();
    this.#instants.set(ownText(text), instant);
    return instant;
  }

  #readLocal(text: string): EpochMs | InstantProblem {
    const isDay = DAY.test(text);
    const wallMs =
      isDay || WALL_TIME.test(text) ? parseInstant(isDay ? `${text}T00:00Z` : `${text}Z`) : undefined;
    if (wallMs === undefined) return { kind: 'not-a-time', hint: undefined };
    // The last day of a sale may or may not be part of it: a day is no instant in any zone.
    if (isDay) return { kind: 'time-without-offset', hint: DAY_HINT };
    if (this.#zone === undefined) return { kind: 'time-without-offset', hint: undefined };
    const { name } = this.#zone;
    const reading = this.#zone.read(wallMs);
    switch (reading.kind) {
      case 'instant':
        return reading.instant;
      case 'skipped':
        return { kind: 'skipped-time', hint: `the clocks of ${name} are put forward over it; ${WRITE}` };
      case 'repeated':
        return { kind: 'repeated-time', hint: `the clocks of ${name} show it twice; ${WRITE}` };
    }
  }
}

const WRITE = 'write the instant with its offset, such as 2026-08-01T00:00:00+09:00';
const DAY_HINT = `a sale starts and ends at an instant, not on a day; ${WRITE}`;
