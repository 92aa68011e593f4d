import type { JournalEntry, JournalEvent } from '../../stock/journal.js';

/** What a sale tells of itself. */
export interface JournalLog {
  readonly entries: JournalEntry[];
  /** Effects of the call that is being answered. */
  pending: JournalEvent[];
}

/** A journal of nothing. */
export function startJournal(): JournalLog {
  return { entries: [], pending: [] };
}
