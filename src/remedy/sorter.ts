/** A line of text and what it is sorted by. */
export interface SortRow {
  /** Holds no line feed. */
  readonly key: string;
  /** Holds no line feed; may be empty. */
  readonly text: string;
}

/**
 * Where a plan puts rows down to have them back in order: in memory for a few, in temporary files for millions.
 *
 * A plan has up to four runs open at a time, and opens one only for rows that it is about to add.
 */
export interface Sorter {
  /** A run without rows. */
  open(): SortRun;
}

/** Rows that are put down in any order and handed back in one. */
export interface SortRun {
  /**
   * Puts a row down; not to be called once {@link sorted} was.
   *
   * @returns undefined when the next row may come at once; otherwise the next row waits for the promise.
   * @throws GuardError `file` (or the promise rejects with it) when the row cannot be kept.
   */
  add(row: SortRow): Promise<void> | undefined;
  /**
   * Every row that was put down, ascending by `key`, on a tie by `text`, both compared by UTF-16 code units (as `<` compares texts):
   * the order in which they were put down never shows. A row that was put down twice comes twice. May be called any number of times;
   * each answer is read on its own, also while another is being read, and may be left before its end.
   */
  sorted(): AsyncIterable<SortRow>;
  /** Lets go of the rows; also before they were read, and more than once. */
  close(): Promise<void>;
}
