import type { CanonicalJournal } from '../../stock/canonical.js';
import type { JournalVerdict } from '../../stock/verdict.js';
import type { Instant } from './clock.js';
import type { Sale } from './sale.js';

/** Writes down what the call that ends here has done; nothing when it had no effect. */
export function closeEntry({ journal, seq }: Sale, realMs: number): void {
  if (journal.pending.length === 0) return;
  const events = journal.pending;
  journal.pending = [];
  journal.entries.push({ position: positionOf(journal.entries.length), at: realMs, seq, events });
}

/** One page of entries. */
export function readJournal(
  { journal: { entries } }: Sale,
  _instant: Instant,
  { after, limit }: CanonicalJournal,
): JournalVerdict {
  const start = after === undefined ? 0 : indexAfter(after);
  const page = entries.slice(start, start + limit);
  return { kind: 'found', entries: page, more: start + page.length < entries.length && page.length > 0 };
}

function positionOf(index: number): string {
  return `${index + 1}-0`;
}

/** Index of the first entry behind a position, which need not be that of an entry. */
function indexAfter(position: string): number {
  return Number(position.slice(0, position.indexOf('-')));
}
