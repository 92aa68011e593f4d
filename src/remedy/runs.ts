import { assert } from '../core/assert.js';
import type { Sorter, SortRow, SortRun } from './sorter.js';

/** The runs of one plan: whatever happens, all of them are closed. */
export class Runs {
  readonly #sorter: Sorter;
  readonly #open: SortRun[] = [];

  constructor(sorter: Sorter) {
    this.#sorter = sorter;
  }

  open(): SortRun {
    const run = this.#sorter.open();
    this.#open.push(run);
    return run;
  }

  /** Lets go of a run that is not read again. */
  async close(run: SortRun): Promise<void> {
    await run.close();
  }

  async closeAll(): Promise<void> {
    for (const run of this.#open.splice(0)) await run.close();
  }
}

/** Puts a row down, and waits where the run asks for it. */
export async function put(run: SortRun, row: SortRow): Promise<void> {
  const wait = run.add(row);
  if (wait !== undefined) await wait;
}

/** Reads sorted rows beside another reader of the same order: each key is asked for in its turn, and no row is passed over. */
export class RowCursor {
  readonly #rows: AsyncIterator<SortRow>;
  #next: SortRow | undefined;
  #hasBegun = false;

  /** @param run undefined for no rows at all. */
  constructor(run: SortRun | undefined) {
    this.#rows = (run?.sorted() ?? NO_ROWS)[Symbol.asyncIterator]();
  }

  /** The texts of all rows of a key, in order; keys are asked for in ascending order. */
  async take(key: string): Promise<readonly string[]> {
    if (!this.#hasBegun) await this.#advance();
    const texts: string[] = [];
    while (this.#next?.key === key) {
      texts.push(this.#next.text);
      await this.#advance();
    }
    assert(this.#next === undefined || this.#next.key > key, 'rows are read beside their own order');
    return texts;
  }

  async #advance(): Promise<void> {
    this.#hasBegun = true;
    const step = await this.#rows.next();
    this.#next = step.done === true ? undefined : step.value;
  }
}

const NO_ROWS: AsyncIterable<SortRow> = {
  [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve({ done: true, value: undefined }) }),
};
