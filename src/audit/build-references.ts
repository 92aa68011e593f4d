import type { HistorySource } from '../catalog/history.js';
import type { QuarantineAcceptance } from '../catalog/reference.js';
import type { EpochDay, EpochMs } from '../core/clock.js';
import { GuardError } from '../core/errors.js';
import { Acceptances } from '../pricing/references/acceptance.js';
import { EntryMaker, type EntryTally } from '../pricing/references/entry-maker.js';
import { HistoryStore } from '../pricing/references/history-store.js';
import { mergeEntries } from '../pricing/references/merge.js';
import { openReferences, type OpenReferences } from '../readers/references-file.js';
import { writeReferences } from '../readers/references-writer.js';
import { readHistory, type HistoryIntake, type HistoryProgress } from './read-history.js';

/** Everything one building of references is given. */
export interface BuildReferencesOptions {
  readonly histories: readonly HistorySource[];
  /** A references file to update; its own history need not be read again. May be the same file as `out`. */
  readonly previous?: string | undefined;
  /** Where the references are written; gzip when the name ends with `.gz`. */
  readonly out: string;
  /**
   * What to do when rows cannot be used: `refuse` writes nothing, `leave-out` builds from the others. Both report them; there
   * is no default, because only the caller knows whether the missing prices matter.
   */
  readonly onProblems: 'refuse' | 'leave-out';
  /** Quarantined prices that were meant. They stay accepted in later updates of the file. */
  readonly accept?: readonly QuarantineAcceptance[] | undefined;
  /** The instant of the run: prices observed after it cannot be true. */
  readonly now: EpochMs;
  /** Makes hash tables unpredictable to whoever writes the history; the file does not depend on it. */
  readonly seed?: number | undefined;
  readonly onProgress?: ((progress: HistoryProgress) => void) | undefined;
}

/** What became of it: the file stands, or nothing was written. */
export type BuildReferencesResult =
  /** The file stands. */
  | {
      readonly kind: 'written';
      /** Newest day of the whole history, where the 91 days end. */
      readonly endsOn: EpochDay;
      readonly intake: HistoryIntake;
      readonly tally: EntryTally;
    }
  /** Rows could not be used and `onProblems` is `refuse`: nothing was written. */
  | { readonly kind: 'refused'; readonly intake: HistoryIntake };

/**
 * Builds a references file from price histories, or brings one up to date with new days. Updating gives the same bytes as
 * building from all days at once, in whatever order the days arrive: the window only moves forward, so no day that was
 * dropped is ever needed again.
 *
 * Memory: the new rows as runs, whatever the size of the earlier file.
 *
 * @example
 * await buildReferences({ histories, out: 'references.csv.gz', onProblems: 'refuse', now: Date.now() });
 * @throws GuardError `input` when there is no price at all, or the earlier file is damaged; `file` when one cannot be read
 * or written; `invalid-argument` for an impossible acceptance. A file that stood before then still stands.
 */
export async function buildReferences(options: BuildReferencesOptions): Promise<BuildReferencesResult> {
  const acceptances = new Acceptances(options.accept ?? []);
  const store = new HistoryStore({ seed: options.seed ?? 0 });
  const intake = await readHistory(options.histories, store, options);
  if (intake.problemCount > 0 && options.onProblems === 'refuse') return { kind: 'refused', intake };
  const previous = options.previous === undefined ? undefined : await openReferences(options.previous);
  try {
    const endsOn = newestDay(store, previous, options);
    const maker = new EntryMaker(store, { endsOn, acceptances });
    const entries = mergeEntries(previous?.entries, store, maker);
    await writeReferences(options.out, { endsOn, entries });
    return { kind: 'written', endsOn, intake, tally: maker.tally };
  } finally {
    await previous?.close();
  }
}

function newestDay(
  store: HistoryStore,
  previous: OpenReferences | undefined,
  { histories }: BuildReferencesOptions,
): EpochDay {
  const endsOn = Math.max(store.endsOn ?? -Infinity, previous?.endsOn ?? -Infinity);
  if (endsOn !== -Infinity) return endsOn;
  const files = histories.map((history) => history.file);
  throw new GuardError({
    code: 'input',
    message: `no observed price in ${files.join(', ') || 'no history at all'}: there is nothing to build references from`,
    data: { files },
  });
}
