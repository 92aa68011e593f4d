import type { HistorySource } from '../catalog/history.js';
import { offerKey } from '../catalog/offer-key.js';
import type { QuarantineAcceptance, ReferenceEntry } from '../catalog/reference.js';
import type { EpochMs } from '../core/clock.js';
import { Acceptances } from '../pricing/references/acceptance.js';
import { EntryMaker, type EntryTally } from '../pricing/references/entry-maker.js';
import { HistoryStore } from '../pricing/references/history-store.js';
import { entriesOf } from '../pricing/references/merge.js';
import { ReferenceTable } from '../pricing/references/reference-table.js';
import { openReferences, type OpenReferencesOptions } from '../readers/references-file.js';
import { readHistory, type HistoryIntake, type HistoryProgress } from './read-history.js';
import type { PriceTrail } from './result.js';

/** What an audit knows of the past: statistics to judge by, and trails to show. */
export interface HistoryKnowledge {
  /** Undefined when the history holds no price at all. */
  readonly table: ReferenceTable | undefined;
  /** Price trails of some keys of `offerKey`, fetched only when asked for. */
  readonly trailsOf: (keys: ReadonlySet<string>) => Promise<ReadonlyMap<string, PriceTrail>>;
}

/** Knowledge drawn from raw prices. */
export interface ReadKnowledge extends HistoryKnowledge {
  readonly intake: HistoryIntake;
  readonly tally: EntryTally | undefined;
}

/** How a source of knowledge is read. */
export interface KnowledgeOptions {
  readonly seed: number;
  readonly onProgress?: ((progress: HistoryProgress) => void) | undefined;
}

/** How raw prices are read. */
export interface HistoryKnowledgeOptions extends KnowledgeOptions {
  readonly now: EpochMs;
  readonly accept?: readonly QuarantineAcceptance[] | undefined;
}

/**
 * Reads price histories and keeps them in memory, as runs, until the trails have been shown.
 *
 * @throws GuardError whatever a source throws; a row that cannot be used is reported in `intake`, for the caller to decide.
 */
export async function knowledgeFromHistory(
  sources: readonly HistorySource[],
  options: HistoryKnowledgeOptions,
): Promise<ReadKnowledge> {
  const store = new HistoryStore({ seed: options.seed });
  const intake = await readHistory(sources, store, options);
  const { endsOn } = store;
  if (endsOn === undefined) return { table: undefined, trailsOf: noTrails, intake, tally: undefined };
  const entryOptions = { endsOn, acceptances: new Acceptances(options.accept ?? []) };
  const maker = new EntryMaker(store, entryOptions);
  const table = new ReferenceTable({ endsOn, seed: options.seed, expectedCount: store.keyCount });
  for (const entry of entriesOf(store, maker)) table.add(entry);
  const trailsOf: HistoryKnowledge['trailsOf'] = (keys) =>
    collectTrails([[...entriesOf(store, new EntryMaker(store, entryOptions), keys)]], keys);
  return { table, trailsOf, intake, tally: maker.tally };
}

/**
 * Reads a references file into a table; for trails the file is read once more, so that memory holds no runs. `onRead` is told
 * of each reading.
 *
 * @throws GuardError as `openReferences` does, here or from `trailsOf`.
 */
export async function knowledgeFromReferences(
  file: string,
  options: KnowledgeOptions & OpenReferencesOptions,
): Promise<HistoryKnowledge & { readonly table: ReferenceTable }> {
  const { onRead } = options;
  const references = await openReferences(file, { onRead });
  const table = new ReferenceTable({ endsOn: references.endsOn, seed: options.seed });
  let rowCount = 0;
  try {
    for await (const entries of references.entries) {
      for (const entry of entries) table.add(entry);
      rowCount += entries.length;
      options.onProgress?.({ file, rowCount, ...references.progress() });
    }
  } finally {
    await references.close();
  }
  return {
    table,
    trailsOf: async (keys) =>
      collectTrails(keys.size === 0 ? [] : (await openReferences(file, { onRead })).entries, keys),
  };
}

/** Price trails of the wanted keys; a key that the entries do not hold has none. Quarantined runs are part of a trail. */
export async function collectTrails(
  entries: AsyncIterable<readonly ReferenceEntry[]> | Iterable<readonly ReferenceEntry[]>,
  keys: ReadonlySet<string>,
): Promise<ReadonlyMap<string, PriceTrail>> {
  const trails = new Map<string, PriceTrail>();
  for await (const batch of entries) {
    for (const entry of batch) {
      const key = offerKey(entry);
      if (keys.has(key)) trails.set(key, { currency: entry.currency, runs: entry.runs });
    }
  }
  return trails;
}

function noTrails(): Promise<ReadonlyMap<string, PriceTrail>> {
  return Promise.resolve(new Map());
}
