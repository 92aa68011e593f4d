import { STOCK_LIMITS } from '../../../stock/limits.js';
import type { Reservation } from '../../../stock/reservation.js';
import type { StockStore } from '../../../stock/store.js';
import type { JournalEntry } from '../../../stock/journal.js';
import type { SaleActivity, SaleSnapshot } from '../../../stock/verdict.js';
import type { StockCall } from '../command.js';

/** What is known about a sale from outside: the calls that settled, and what the store tells at the end. */
export interface StockEvidence {
  /** Every call ever sent that could have an effect, in any order, lost ones as `unknown`. */
  readonly calls: readonly StockCall[];
  readonly snapshot: SaleSnapshot;
  /** Answer of `status` for every id ever sent; undefined when the store does not know it. */
  readonly reservations: ReadonlyMap<string, Reservation | undefined>;
  /** All that the store tells of what it did, in order; empty when no sale was ever open. */
  readonly journal: readonly JournalEntry[];
  /** Undefined when no sale was ever open. */
  readonly activity: SaleActivity | undefined;
}

/** Ids asked about at a time: enough to hide the way there and back, too few to flood a store. */
const AT_A_TIME = 200;

/**
 * Reads what `judgeStock` needs beside the log. Nothing may be under way any more. When no sale was ever open, the evidence is
 * an empty sale.
 * @throws Error when the store does not answer.
 */
export async function readEvidence(store: StockStore, calls: readonly StockCall[]): Promise<StockEvidence> {
  const ids = [...new Set(calls.flatMap(idsOf))];
  const found = await store.snapshot();
  if (found.kind === 'refused' && found.reason === 'unknown_sale')
    return { calls, snapshot: NO_SALE, reservations: new Map(), journal: [], activity: undefined };
  if (found.kind !== 'found') throw new Error(`snapshot answered ${JSON.stringify(found)}`);
  const reservations = new Map<string, Reservation | undefined>();
  for (let from = 0; from < ids.length; from += AT_A_TIME) {
    const some = ids.slice(from, from + AT_A_TIME);
    const verdicts = await Promise.all(some.map(async (id) => store.status(id)));
    for (const [at, id] of some.entries()) {
      const verdict = verdicts[at];
      if (verdict?.kind !== 'found' && verdict?.kind !== 'unknown_id')
        throw new Error(`status '${id}' answered ${JSON.stringify(verdict)}`);
      reservations.set(id, verdict.kind === 'found' ? verdict.reservation : undefined);
    }
  }
  const going = await store.activity();
  if (going.kind !== 'found') throw new Error(`activity answered ${JSON.stringify(going)}`);
  const journal = await readWholeJournal(store);
  return { calls, snapshot: found.snapshot, reservations, journal, activity: going.activity };
}

async function readWholeJournal(store: StockStore): Promise<readonly JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for (;;) {
    const after = entries.at(-1)?.position;
    const page = await store.journal({
      limit: STOCK_LIMITS.pageMax,
      ...(after === undefined ? {} : { after }),
    });
    if (page.kind !== 'found') throw new Error(`journal answered ${JSON.stringify(page)}`);
    entries.push(...page.entries);
    if (!page.more || page.entries.length === 0) return entries;
  }
}

const NO_SALE: SaleSnapshot = {
  mode: 'open',
  scopes: [],
  regressed: false,
  epoch: undefined,
  overlap: undefined,
  generation: 0,
  seq: 0,
  ttlMs: 0,
  lossBudgetMinor: undefined,
  lossSpentMinor: 0,
  counters: [],
};

function idsOf(call: StockCall): readonly string[] {
  if (call.operation === 'supersede') return [call.request.id, call.request.previousId];
  return 'id' in call.request ? [call.request.id] : [];
}

/** Calls of some operations. */
export function callsOf<K extends StockCall['operation']>(
  evidence: StockEvidence,
  ...operations: readonly K[]
): readonly Extract<StockCall, { operation: K }>[] {
  const names: readonly string[] = operations;
  return evidence.calls.filter((call): call is Extract<StockCall, { operation: K }> =>
    names.includes(call.operation),
  );
}

/**
 * Calls that had, or may have had, the effect they asked for: no refusal, no conflict. A commit refused because the order was
 * restored may have: a client that sends again by itself shows only the second answer, and the first one may have sold it.
 */
export function mayHaveActed({ verdict }: StockCall): boolean {
  if (verdict.kind === 'refused') return verdict.reason === 'restored';
  return verdict.kind !== 'conflict';
}

/** Groups by a text. */
export function groupBy<T>(
  items: readonly T[],
  textOf: (item: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(textOf(item));
    if (group === undefined) groups.set(textOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
