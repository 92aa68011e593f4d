import type { HistoryProblem, HistoryRow, HistorySource } from '../../../src/catalog/history.js';

/** Rows in memory as a history, in batches of three, problems in the first one. */
export function historyOf(
  file: string,
  rows: readonly HistoryRow[],
  problems: readonly HistoryProblem[] = [],
): HistorySource {
  return {
    file,
    open: () => ({
      batches: (async function* () {
        yield { rows: [], problems };
        for (let at = 0; at < rows.length; at += 3) {
          yield await Promise.resolve({ rows: rows.slice(at, at + 3), problems: [] });
        }
      })(),
      progress: () => ({ bytesRead: 1, bytesTotal: 2 }),
    }),
  };
}
