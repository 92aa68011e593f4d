import type { RemedyPolicy } from '../catalog/remedy-policy.js';
import { parseDay, type EpochDay, type EpochMs } from '../core/clock.js';
import { GuardError } from '../core/errors.js';
import { LocalDays } from './local-days.js';

/** Longest run of days off that is believed: a calendar with more is a mistake, and would never end. */
const DAYS_OFF_MAX = 366;

/** Works out by when money has to be back, and when coupons end. Data of the policy, and no legal advice. */
export class Deadlines {
  readonly #days: LocalDays;
  readonly #weekend: ReadonlySet<number>;
  readonly #holidays: ReadonlySet<EpochDay>;
  readonly #businessDays: number;

  /** @throws GuardError `policy` for a zone, a weekend or a holiday that is none. */
  constructor({ legal, holidays }: Pick<RemedyPolicy, 'legal' | 'holidays'>) {
    this.#days = new LocalDays(legal.timeZone);
    this.#weekend = new Set(legal.weekend);
    if ([1, 2, 3, 4, 5, 6, 7].every((day) => this.#weekend.has(day)))
      throw refuse('legal.weekend: every day is one, no day is left to count');
    this.#holidays = new Set(holidays.map(holidayOf));
    this.#businessDays = legal.refundBusinessDays;
  }

  /**
   * The last millisecond of the last business day, counted from the day after the given instant's. A list of holidays that misses one
   * makes it earlier, never later.
   *
   * @throws GuardError `policy` where a whole year has no business day.
   */
  dueAt(from: EpochMs): EpochMs {
    let day = this.#days.dayAt(from);
    for (let left = this.#businessDays; left > 0; left--) day = this.#businessDayAfter(day);
    return this.#days.endOf(day);
  }

  /** The last millisecond of the day that is so many days after the given instant's. */
  endAfter(from: EpochMs, options: { readonly days: number }): EpochMs {
    return this.#days.endOf(this.#days.dayAt(from) + options.days);
  }

  #businessDayAfter(day: EpochDay): EpochDay {
    for (let next = day + 1; next <= day + DAYS_OFF_MAX; next++) {
      if (!this.#weekend.has(isoWeekday(next)) && !this.#holidays.has(next)) return next;
    }
    throw refuse(`holidays: ${DAYS_OFF_MAX} days in a row are off; no day is left to count`);
  }
}

/** 1 for Monday to 7 for Sunday. 1970-01-01 was a Thursday. */
function isoWeekday(day: EpochDay): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

function holidayOf(text: string): EpochDay {
  const day = parseDay(text);
  if (day === undefined)
    throw refuse(`holidays: ${JSON.stringify(text.slice(0, 40))} is no day such as 2026-08-15`);
  return day;
}

function refuse(message: string): GuardError {
  return new GuardError({ code: 'policy', message });
}
