import type { JournalEvent } from '../../src/stock/journal.js';
import { SALE_SCOPE, stockKeyScope, stricterMode, tripHolder, type SaleMode } from '../../src/stock/mode.js';
import type { StockStore } from '../../src/stock/store.js';

/** What the journal of a sale says about its stops, in the order in which the store did things. */
export interface TripEvidence {
  readonly breaches: readonly string[];
  readonly trips: number;
  /** Commits that came through a drain because their order was paying. */
  readonly paidThroughDrain: number;
}

/** An order as the journal has told of it so far. */
interface Order {
  readonly scopes: readonly string[];
  isPaying: boolean;
}

/**
 * Folds a journal: nothing may be reserved in a scope that is stopped, nothing committed in one that is frozen or closed, and in one
 * that drains only what was paying.
 */
export function judgeTrips(events: readonly JournalEvent[]): TripEvidence {
  const holds = new Map<string, Map<string, SaleMode>>();
  const orders = new Map<string, Order>();
  const breaches: string[] = [];
  let trips = 0;
  let paidThroughDrain = 0;
  const modeOf = (order: Order | undefined): SaleMode =>
    (order?.scopes ?? [SALE_SCOPE])
      .flatMap((scope) => [...(holds.get(scope)?.values() ?? [])])
      .reduce(stricterMode, 'open');
  for (const event of events) {
    if (event.type === 'tripped') {
      trips += 1;
      place(holds, { ...event.trip, holder: tripHolder(event.trip.ruleId) });
    } else if (event.type === 'mode') place(holds, event);
    else if (event.type === 'reserved') {
      const scopes = [SALE_SCOPE, ...event.lines.map(({ stockKey }) => stockKeyScope(stockKey))];
      orders.set(event.id, { scopes, isPaying: false });
      const mode = modeOf(orders.get(event.id));
      if (mode !== 'open') breaches.push(`${event.id} was reserved in ${mode}`);
    } else if (event.type === 'paying') {
      const order = orders.get(event.id);
      if (order !== undefined) order.isPaying = true;
      if (modeOf(order) !== 'open') breaches.push(`${event.id} began to pay in ${modeOf(order)}`);
    } else if (event.type === 'committed') {
      const order = orders.get(event.id);
      const mode = modeOf(order);
      if (mode === 'drain' && order?.isPaying === true) paidThroughDrain += 1;
      else if (mode !== 'open') breaches.push(`${event.id} was committed in ${mode}`);
    }
  }
  return { breaches, trips, paidThroughDrain };
}

function place(
  holds: Map<string, Map<string, SaleMode>>,
  hold: { readonly scope: string; readonly holder: string; readonly mode: SaleMode },
): void {
  const own = holds.get(hold.scope) ?? new Map<string, SaleMode>();
  holds.set(hold.scope, own);
  if (hold.mode === 'open') own.delete(hold.holder);
  else own.set(hold.holder, hold.mode);
}

/** Every event of a sale's journal, in order. */
export async function eventsOf(store: StockStore): Promise<readonly JournalEvent[]> {
  const events: JournalEvent[] = [];
  let after: string | undefined;
  for (;;) {
    const page = await store.journal({ after, limit: 1_000 });
    if (page.kind !== 'found') throw new Error(`the journal answered ${JSON.stringify(page)}`);
    events.push(...page.entries.flatMap((entry) => entry.events));
    after = page.entries.at(-1)?.position;
    if (!page.more) return events;
  }
}
