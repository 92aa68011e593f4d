// Stands for the shop's order database: one row an order, on disk before the shopper is told. A real one has UNIQUE(reservation_id).
import { appendFileSync, closeSync, existsSync, fsyncSync, openSync, readFileSync } from 'node:fs';

export class OrderLog {
  #file;
  #rows = new Map();

  constructor(path) {
    if (existsSync(path)) {
      // A process that was killed may have left half a line.
      for (const line of readFileSync(path, 'utf8').split('\n').slice(0, -1)) this.#keep(JSON.parse(line));
    }
    this.#file = openSync(path, 'a', 0o600);
  }

  find(id) {
    return this.#rows.get(id);
  }

  /** Idempotent: the same order twice is one row. */
  add(row) {
    const known = this.#rows.get(row.id);
    if (known !== undefined) return known;
    appendFileSync(this.#file, `${JSON.stringify(row)}\n`);
    fsyncSync(this.#file);
    this.#keep(row);
    return row;
  }

  close() {
    closeSync(this.#file);
  }

  #keep(row) {
    this.#rows.set(row.id, row);
  }
}
