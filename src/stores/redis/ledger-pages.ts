import { GuardError } from '../../core/errors.js';
import type { LedgerCaller } from './ledger-call.js';

/** Lines read at once. */
const PAGE_LINES = 500;

/** The first lines of a ledger, page by page. @throws GuardError `corrupt-state` when some are no longer there; as the caller. */
export async function* ledgerPages(
  caller: LedgerCaller,
  { key, count, incidentId }: { readonly key: string; readonly count: number; readonly incidentId: string },
): AsyncGenerator<string, void, undefined> {
  for (let from = 0; from < count; from += PAGE_LINES) {
    const to = Math.min(from + PAGE_LINES, count) - 1;
    const page = await caller.call('LRANGE', [key, from, to]);
    if (!Array.isArray(page) || page.length !== to - from + 1)
      throw new GuardError({
        code: 'corrupt-state',
        message: `the ledger of ${incidentId} lost lines while it was read`,
      });
    for (const line of page) yield String(line);
  }
}
