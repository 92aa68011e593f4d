import { offerKey } from '../../catalog/offer-key.js';
import type { ReferenceEntry } from '../../catalog/reference.js';
import type { EntryMaker } from './entry-maker.js';
import type { HistoryStore } from './history-store.js';

/** Entries handed on at a time. */
const BATCH_COUNT = 1024;

/**
 * Entries of a store alone, in ascending order of their keys.
 *
 * @param only keys of `offerKey` to make entries of; undefined for all.
 */
export function* entriesOf(
  store: HistoryStore,
  maker: EntryMaker,
  only?: ReadonlySet<string>,
): Generator<ReferenceEntry> {
  for (const stored of store.sortedKeys()) {
    if (only !== undefined && !only.has(stored.key)) continue;
    const entry = maker.ofStored(stored);
    if (entry !== undefined) yield entry;
  }
}

/**
 * Joins earlier entries with the days of a store, both in ascending order of their keys, in one pass: memory is that of
 * the store and one batch, whatever the number of earlier entries. The result is the same as if all days had been in the
 * store from the start.
 */
export async function* mergeEntries(
  previous: AsyncIterable<readonly ReferenceEntry[]> | undefined,
  store: HistoryStore,
  maker: EntryMaker,
): AsyncGenerator<readonly ReferenceEntry[]> {
  const keys = store.sortedKeys();
  let next = 0;
  let batch: ReferenceEntry[] = [];
  const keep = (entry: ReferenceEntry | undefined): void => {
    if (entry !== undefined) batch.push(entry);
  };
  for await (const entries of previous ?? []) {
    for (const entry of entries) {
      const key = offerKey(entry);
      let stored = keys[next];
      for (; stored !== undefined && stored.key < key; stored = keys[++next]) keep(maker.ofStored(stored));
      const isSame = stored?.key === key;
      keep(maker.ofPrevious(entry, isSame ? stored : undefined));
      if (isSame) next++;
    }
    yield batch;
    batch = [];
  }
  for (let stored = keys[next]; stored !== undefined; stored = keys[++next]) {
    keep(maker.ofStored(stored));
    if (batch.length < BATCH_COUNT) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}
