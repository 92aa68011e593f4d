import type { Quote } from './quote-spread.js';

/** Rows `firstLine` .. `lastLine` of a file that repeat, in the same order, the keys of earlier rows. */
export interface RepeatedBlock {
  readonly file: string;
  readonly firstLine: number;
  readonly lastLine: number;
  readonly rowCount: number;
  readonly copyOfFile: string;
  readonly copyOfLine: number;
}

/** A row as the search for blocks sees it. */
export interface BlockRow {
  /** Keys are numbered in the order they are first met, so a block that repeats runs through consecutive numbers. */
  readonly ordinal: number;
  /** An earlier row of the same key; undefined for the first of its key. */
  readonly copy: Quote | undefined;
  readonly file: string;
  readonly line: number;
}

/**
 * Finds blocks of consecutive rows that were already there: what a feed looks like when a page was fetched twice.
 * Depends on the order of the rows by its nature; needs no memory of its own.
 */
export class RepeatedBlocks {
  readonly #rowCountMin: number;
  #run: Writable<RepeatedBlock> | undefined = undefined;
  #nextOrdinal = 0;
  #longest: RepeatedBlock | undefined = undefined;
  #blockCount = 0;

  constructor(options: { readonly rowCountMin: number }) {
    this.#rowCountMin = options.rowCountMin;
  }

  see(row: BlockRow): void {
    const run = this.#run;
    const isRepeat = row.copy !== undefined;
    if (run !== undefined && isRepeat && row.ordinal === this.#nextOrdinal && row.file === run.file) {
      run.lastLine = row.line;
      run.rowCount += 1;
    } else {
      this.#endRun();
      if (row.copy !== undefined) this.#run = startRun(row, row.copy);
    }
    this.#nextOrdinal = row.ordinal + 1;
  }

  /** The longest block, the first of equals, and how many there were. */
  close(): { readonly longest: RepeatedBlock | undefined; readonly blockCount: number } {
    this.#endRun();
    return { longest: this.#longest, blockCount: this.#blockCount };
  }

  #endRun(): void {
    const run = this.#run;
    this.#run = undefined;
    if (run === undefined || run.rowCount < this.#rowCountMin) return;
    this.#blockCount += 1;
    if (this.#longest === undefined || run.rowCount > this.#longest.rowCount) this.#longest = run;
  }
}

function startRun(row: BlockRow, copy: Quote): Writable<RepeatedBlock> {
  return {
    file: row.file,
    firstLine: row.line,
    lastLine: row.line,
    rowCount: 1,
    copyOfFile: copy.file,
    copyOfLine: copy.line,
  };
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
