import { GrowableColumn } from '../core/growable-column.js';
import type { AlarmCount } from './calibration.js';

/** Rows and alarms by category. */
export class AlarmTally {
  readonly #rows = new GrowableColumn((length) => new Float64Array(length));
  readonly #alarms = new GrowableColumn((length) => new Float64Array(length));
  #total: AlarmCount = { rowCount: 0, alarmCount: 0 };

  add(category: number, count: AlarmCount): void {
    this.#rows.set(category, this.#rows.get(category) + count.rowCount);
    this.#alarms.set(category, this.#alarms.get(category) + count.alarmCount);
    this.#total = {
      rowCount: this.#total.rowCount + count.rowCount,
      alarmCount: this.#total.alarmCount + count.alarmCount,
    };
  }

  of(category: number): AlarmCount {
    return { rowCount: this.#rows.get(category), alarmCount: this.#alarms.get(category) };
  }

  get total(): AlarmCount {
    return this.#total;
  }
}
