import type { ReferenceEntry } from '../catalog/reference.js';
import type { EpochDay } from '../core/clock.js';
import {
  compareQuarantined,
  quarantinedRuns,
  type QuarantinedRun,
} from '../pricing/references/quarantined.js';
import { openReferences } from '../readers/references-file.js';
import type { HistoryProgress } from './read-history.js';

export type { QuarantinedRun } from '../pricing/references/quarantined.js';

/** What is to be listed. */
export interface ListQuarantineOptions {
  /** Only this SKU, in every price list; undefined for all. */
  readonly sku?: string | undefined;
  /** Runs handed back, 1 or more; all of them are counted. */
  readonly runMax: number;
  readonly onProgress?: ((progress: HistoryProgress) => void) | undefined;
}

/** The quarantine of a references file. */
export interface QuarantineList {
  /** Newest day of the history the file was built from. */
  readonly endsOn: EpochDay;
  /** Longest first, of equal ones the most recent. */
  readonly runs: readonly QuarantinedRun[];
  /** All runs in quarantine, those beyond `runMax` included. */
  readonly runCount: number;
  /** Their days. */
  readonly dayCount: number;
  /** Keys (SKU, price list, currency) with at least one of them. */
  readonly keyCount: number;
  /** Keys looked at: 0 when the file does not know the SKU asked for. */
  readonly seenKeyCount: number;
}

/**
 * Lists the prices that a references file left out of its statistics. Memory is bounded by `runMax`, whatever the file.
 *
 * @example
 * const { runs } = await listQuarantine('references.csv.gz', { runMax: 50 });
 * @throws GuardError `file` or `input` as `openReferences` does.
 */
export async function listQuarantine(file: string, options: ListQuarantineOptions): Promise<QuarantineList> {
  const references = await openReferences(file);
  const top = new TopRuns(options.runMax);
  let keyCount = 0;
  let seenKeyCount = 0;
  let rowCount = 0;
  try {
    for await (const entries of references.entries) {
      for (const entry of entries) {
        if (options.sku !== undefined && entry.sku !== options.sku) continue;
        seenKeyCount += 1;
        if (!mayHoldQuarantine(entry)) continue;
        const runs = quarantinedRuns(entry);
        if (runs.length > 0) keyCount += 1;
        for (const run of runs) top.add(run);
      }
      rowCount += entries.length;
      options.onProgress?.({ file, rowCount, ...references.progress() });
    }
  } finally {
    await references.close();
  }
  return {
    endsOn: references.endsOn,
    runs: top.ranked(),
    runCount: top.runCount,
    dayCount: top.dayCount,
    keyCount,
    seenKeyCount,
  };
}

/** Without unpacking the runs, which is most of the work of reading a file. */
function mayHoldQuarantine(entry: ReferenceEntry): boolean {
  const { statistics } = entry;
  return statistics === undefined || statistics.quarantinedDays > 0;
}

/** The first of many runs by rank. */
class TopRuns {
  runCount = 0;
  dayCount = 0;
  readonly #max: number;
  #kept: QuarantinedRun[] = [];

  constructor(max: number) {
    this.#max = max;
  }

  add(run: QuarantinedRun): void {
    this.runCount += 1;
    this.dayCount += run.dayCount;
    this.#kept.push(run);
    if (this.#kept.length >= this.#max * 2 + 1024) this.#kept = [...this.ranked()];
  }

  ranked(): readonly QuarantinedRun[] {
    return this.#kept.sort(compareQuarantined).slice(0, this.#max);
  }
}
