/**
 * pricing/references: what a SKU's own history says of its price.
 * May import core, money and catalog. Invariant: an answer depends on the set of observations alone, never on the order
 * or the number of files they came in.
 */
import type { PriceRun } from '../../catalog/reference.js';
import type { EpochDay } from '../../core/clock.js';

/** Days a reference looks back, the newest day of the whole history included: one quarter. */
export const WINDOW_DAYS = 91;

/** First day of the window that ends on a day. */
export function windowStart(endsOn: EpochDay): EpochDay {
  return endsOn - WINDOW_DAYS + 1;
}

/**
 * The days of one key within the window, one price a day. Reused from key to key.
 *
 * Two prices on one day: the **higher** one is kept and the day counted in `conflictingDays`. The usual cause is a price
 * that was wrong for some hours and then mended; keeping the lower one would take the very mistake this product exists to
 * stop into the reference and make the next one look normal. A price too high only makes the rules stricter, and one ten
 * times too high is quarantined. The price of this choice: a genuine low of a few hours is not seen by the 30-day minimum.
 */
export class DayWindow {
  readonly #prices = new Float64Array(WINDOW_DAYS);
  readonly #conflicts = new Uint8Array(WINDOW_DAYS);
  #startsOn: EpochDay;

  constructor(endsOn: EpochDay) {
    this.#startsOn = windowStart(endsOn);
    this.clear();
  }

  /** Forgets every observation. */
  clear(): void {
    this.#prices.fill(NaN);
    this.#conflicts.fill(0);
  }

  /** Takes in days at one price, in any order; days outside the window are left out. */
  observe(startsOn: EpochDay, dayCount: number, priceMinor: number): void {
    const from = Math.max(0, startsOn - this.#startsOn);
    const until = Math.min(WINDOW_DAYS, startsOn - this.#startsOn + dayCount);
    for (let at = from; at < until; at++) {
      const known = this.#prices[at];
      if (known === priceMinor) continue;
      if (known === undefined || Number.isNaN(known)) {
        this.#prices[at] = priceMinor;
      } else {
        this.#conflicts[at] = 1;
        if (priceMinor > known) this.#prices[at] = priceMinor;
      }
    }
  }

  /** Days on which different prices were observed. */
  get conflictingDays(): number {
    let count = 0;
    for (const flag of this.#conflicts) count += flag;
    return count;
  }

  /** The observed days as the fewest runs, in the order of days. */
  runs(): PriceRun[] {
    const runs: PriceRun[] = [];
    for (let at = 0; at < WINDOW_DAYS;) {
      const priceMinor = this.#prices[at] ?? NaN;
      const from = at;
      do at++;
      while (at < WINDOW_DAYS && this.#prices[at] === priceMinor);
      if (!Number.isNaN(priceMinor)) {
        runs.push({ startsOn: this.#startsOn + from, dayCount: at - from, priceMinor });
      }
    }
    return runs;
  }
}
