import { printDay, type EpochDay } from '../../core/clock.js';
import { windowStart, WINDOW_DAYS } from './day-window.js';

/** The days of one window as text, printed once: a references file names them millions of times. */
export class WindowDays {
  readonly #startsOn: EpochDay;
  readonly #texts: readonly string[];
  readonly #days: ReadonlyMap<string, EpochDay>;

  constructor(endsOn: EpochDay) {
    this.#startsOn = windowStart(endsOn);
    this.#texts = Array.from({ length: WINDOW_DAYS }, (_, at) => printDay(this.#startsOn + at));
    this.#days = new Map(this.#texts.map((text, at) => [text, this.#startsOn + at]));
  }

  holds(day: EpochDay): boolean {
    return day >= this.#startsOn && day < this.#startsOn + WINDOW_DAYS;
  }

  /** `2026-08-01`; any day, fast within the window. */
  print(day: EpochDay): string {
    return this.#texts[day - this.#startsOn] ?? printDay(day);
  }

  /** Undefined when the text is not a day of this window. */
  read(text: string): EpochDay | undefined {
    return this.#days.get(text);
  }
}
