import type { EpochDay } from '../../core/clock.js';
import { GrowableColumn } from '../../core/growable-column.js';
import { WINDOW_DAYS } from './day-window.js';

/** Runs in flat columns; each names the position + 1 of another run of its key, 0 for none. */
export class RunColumns {
  readonly startsOn: GrowableColumn<Int32Array>;
  /** 1 to 91. */
  readonly dayCount: GrowableColumn<Uint8Array>;
  readonly priceMinor: GrowableColumn<Float64Array>;
  readonly previous: GrowableColumn<Uint32Array>;
  #count = 0;

  constructor() {
    this.startsOn = new GrowableColumn((length) => new Int32Array(length));
    this.dayCount = new GrowableColumn((length) => new Uint8Array(length));
    this.priceMinor = new GrowableColumn((length) => new Float64Array(length));
    this.previous = new GrowableColumn((length) => new Uint32Array(length));
  }

  get count(): number {
    return this.#count;
  }

  /** Adds a run and returns its position + 1. */
  push(startsOn: EpochDay, dayCount: number, priceMinor: number, previous: number): number {
    const at = this.#count;
    this.startsOn.set(at, startsOn);
    this.dayCount.set(at, dayCount);
    this.priceMinor.set(at, priceMinor);
    this.previous.set(at, previous);
    this.#count = at + 1;
    return at + 1;
  }

  /** Takes a day into a run of the same price that holds it or ends beside it. @returns false when it does not fit. */
  extend(at: number, day: EpochDay, priceMinor: number): boolean {
    if (this.priceMinor.get(at) !== priceMinor) return false;
    const startsOn = this.startsOn.get(at);
    const dayCount = this.dayCount.get(at);
    const offset = day - startsOn;
    if (offset < -1 || offset > dayCount) return false;
    if (offset === dayCount) this.#lengthen(at, startsOn, dayCount);
    if (offset === -1) {
      this.startsOn.set(at, day);
      this.dayCount.set(at, dayCount + 1);
    }
    return true;
  }

  #lengthen(at: number, startsOn: EpochDay, dayCount: number): void {
    // A run as long as the window drops its first day: that day has just left the window.
    if (dayCount === WINDOW_DAYS) this.startsOn.set(at, startsOn + 1);
    else this.dayCount.set(at, dayCount + 1);
  }
}
