import type { EpochDay } from '../../core/clock.js';
import { GrowableColumn } from '../../core/growable-column.js';
import { windowStart, type DayWindow } from './day-window.js';
import { RunColumns } from './run-columns.js';

/** Dropping old runs is worth a pass over the log only once it has grown by so much. */
const COMPACT_FROM = 65_536;

/**
 * Runs of many keys in one log, 17 bytes a run: each points to the one its key had before. An observation that extends
 * its key's last run, the rule in a history sorted by SKU or by day, only lengthens it.
 *
 * Runs that have left the window are dropped as the log grows, so its size is bounded by the window, however many years
 * go through it.
 */
export class RunLog {
  /** By key: position + 1 of the run added last, 0 for none. */
  readonly #lastOf = new GrowableColumn((length) => new Uint32Array(length));
  #keyCount = 0;
  #runs = new RunColumns();
  #compactAt = COMPACT_FROM;

  /** Runs kept. */
  get runCount(): number {
    return this.#runs.count;
  }

  /** Adds one day of a key. `endsOn` is the newest day seen so far, this one included. */
  add(ordinal: number, day: EpochDay, priceMinor: number, endsOn: EpochDay): void {
    if (ordinal >= this.#keyCount) this.#keyCount = ordinal + 1;
    if (day < windowStart(endsOn)) return;
    const last = this.#lastOf.get(ordinal);
    if (last !== 0 && this.#runs.extend(last - 1, day, priceMinor)) return;
    if (this.#runs.count >= this.#compactAt) this.#compact(endsOn);
    this.#lastOf.set(ordinal, this.#runs.push(day, 1, priceMinor, this.#lastOf.get(ordinal)));
  }

  /** Takes all runs of a key into a window. */
  fill(ordinal: number, window: DayWindow): void {
    const { startsOn, dayCount, priceMinor, previous } = this.#runs;
    for (let run = this.#lastOf.get(ordinal); run !== 0; run = previous.get(run - 1)) {
      window.observe(startsOn.get(run - 1), dayCount.get(run - 1), priceMinor.get(run - 1));
    }
  }

  #compact(endsOn: EpochDay): void {
    const kept = new RunColumns();
    const old = this.#runs;
    const oldest = windowStart(endsOn);
    const chain: number[] = [];
    for (let ordinal = 0; ordinal < this.#keyCount; ordinal++) {
      chain.length = 0;
      for (let run = this.#lastOf.get(ordinal); run !== 0; run = old.previous.get(run - 1)) {
        if (old.startsOn.get(run - 1) + old.dayCount.get(run - 1) > oldest) chain.push(run - 1);
      }
      let last = 0;
      // Oldest link first, so that the run added last stays the one that a new day extends.
      for (let at = chain.pop(); at !== undefined; at = chain.pop()) {
        last = kept.push(old.startsOn.get(at), old.dayCount.get(at), old.priceMinor.get(at), last);
      }
      this.#lastOf.set(ordinal, last);
    }
    this.#runs = kept;
    this.#compactAt = Math.max(COMPACT_FROM, kept.count * 2);
  }
}
