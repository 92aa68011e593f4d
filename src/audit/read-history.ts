import type { HistoryBatch, HistoryProblem, HistorySource } from '../catalog/history.js';
import { dayOf, printDay, type EpochDay, type EpochMs } from '../core/clock.js';
import type { HistoryStore } from '../pricing/references/history-store.js';

/** What reading a history came to, beside the prices themselves. */
export interface HistoryIntake {
  /** Rows read, unusable ones included. */
  readonly rowCount: number;
  /** Rows that could not be used: no reference knows of them. */
  readonly problemCount: number;
  /** The first {@link LISTED_PROBLEMS} of them. */
  readonly problems: readonly HistoryProblem[];
}

/** Enough to see what is wrong with a file. */
export const LISTED_PROBLEMS = 100;

/** How far the reading of a history has come; told after every batch of rows. */
export interface HistoryProgress {
  readonly file: string;
  readonly rowCount: number;
  readonly bytesRead: number;
  /** Undefined for a stream of unknown length. */
  readonly bytesTotal: number | undefined;
}

export interface ReadHistoryOptions {
  /**
   * The instant of the run. A price observed after the following day (some shops' calendars are a day ahead) is unusable:
   * one mistyped year would otherwise end the window in the future and leave every real price outside.
   */
  readonly now: EpochMs;
  readonly onProgress?: ((progress: HistoryProgress) => void) | undefined;
}

/**
 * Reads all sources into a store. The result does not depend on the order of files or rows, the list of problems aside.
 *
 * @throws GuardError whatever a source throws when it cannot be read at all; a row that cannot be used is a problem.
 */
export async function readHistory(
  sources: readonly HistorySource[],
  store: HistoryStore,
  options: ReadHistoryOptions,
): Promise<HistoryIntake> {
  const latestDay = dayOf(options.now) + 1;
  const problems: HistoryProblem[] = [];
  let problemCount = 0;
  let rowCount = 0;
  const report = (problem: HistoryProblem): void => {
    problemCount += 1;
    if (problems.length < LISTED_PROBLEMS) problems.push(problem);
  };
  for (const source of sources) {
    const history = source.open();
    for await (const batch of history.batches) {
      batch.problems.forEach(report);
      observeRows({ batch, file: source.file, store, latestDay, report });
      rowCount += batch.rows.length + batch.problems.length;
      options.onProgress?.({ file: source.file, rowCount, ...history.progress() });
    }
  }
  return { rowCount, problemCount, problems };
}

interface Observing {
  readonly batch: HistoryBatch;
  readonly file: string;
  readonly store: HistoryStore;
  readonly latestDay: EpochDay;
  readonly report: (problem: HistoryProblem) => void;
}

function observeRows({ batch, file, store, latestDay, report }: Observing): void {
  for (const row of batch.rows) {
    if (row.day <= latestDay) {
      store.observe(row);
      continue;
    }
    const message = `${row.sku} cannot have been observed on ${printDay(row.day)}, which is still to come: correct the date`;
    report({ file, line: row.line, message });
  }
}
