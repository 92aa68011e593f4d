import { assert } from '../core/assert.js';
import type { Sorter, SortRow, SortRun } from './sorter.js';

/** Sorts in memory: for inputs that are small, some 200 bytes and the length of its text a row. */
export function memorySorter(): Sorter {
  return { open: () => new MemoryRun() };
}

class MemoryRun implements SortRun {
  #rows: SortRow[] = [];
  #isSorted = false;

  add(row: SortRow): undefined {
    assert(!this.#isSorted, 'a row is put down before the rows are read');
    this.#rows.push(row);
  }

  sorted(): AsyncIterable<SortRow> {
    if (!this.#isSorted) this.#rows.sort(compareRows);
    this.#isSorted = true;
    return each(this.#rows);
  }

  close(): Promise<void> {
    this.#rows = [];
    return Promise.resolve();
  }
}

/** The order of a {@link SortRun}: by key, on a tie by text, by UTF-16 code units. */
export function compareRows(one: SortRow, other: SortRow): number {
  if (one.key !== other.key) return one.key < other.key ? -1 : 1;
  if (one.text === other.text) return 0;
  return one.text < other.text ? -1 : 1;
}

// eslint-disable-next-line @typescript-eslint/require-await -- rows of files come later, rows of memory at once
async function* each(rows: readonly SortRow[]): AsyncGenerator<SortRow, void, undefined> {
  yield* rows;
}
