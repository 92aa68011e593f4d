import type { Trip } from '../../../catalog/trip.js';
import type { JournalEvent } from '../../../stock/journal.js';
import { STOCK_LIMITS } from '../../../stock/limits.js';
import { SALE_SCOPE } from '../../../stock/mode.js';
import type { SaleActivity } from '../../../stock/verdict.js';
import type { StockEvidence } from './evidence.js';
import { foldJournal, toldMode, type ToldSale } from './fold-journal.js';

/**
 * The journal tells the whole story: it counts every effect, nothing in it is against the modes of its moment, and it comes to what
 * the store shows. A sale that lost acknowledged writes has lost that part of its journal too; of such a one nothing is said.
 */
export function judgeJournal(evidence: StockEvidence): readonly string[] {
  const { journal, reservations, activity } = evidence;
  const events = journal.flatMap((entry) => entry.events);
  if (activity === undefined || events.some(({ type }) => type === 'regressed')) return [];
  const told = foldJournal(events, (id) => reservations.get(id)?.scopes ?? []);
  return [
    ...judgeSequence(evidence, events),
    ...told.breaches,
    ...judgeToldOrders(evidence, told),
    ...judgeToldSale(evidence, told),
    ...judgeActivity(activity, told, events),
  ];
}

function judgeSequence(
  { journal, snapshot, activity }: StockEvidence,
  events: readonly JournalEvent[],
): readonly string[] {
  const breaches: string[] = [];
  let seq = 0;
  for (const entry of journal) {
    seq += entry.events.length;
    if (entry.seq !== seq) {
      breaches.push(`the journal is at ${entry.seq} after ${seq} effects`);
      break;
    }
  }
  if (events.length !== snapshot.seq)
    breaches.push(`the journal tells ${events.length} effects, the sale has had ${snapshot.seq}`);
  if (activity?.seq !== snapshot.seq) breaches.push(`the activity is at ${activity?.seq ?? 'nothing'}`);
  return breaches;
}

function judgeToldOrders({ reservations, journal }: StockEvidence, told: ToldSale): readonly string[] {
  const damaged = new Set(
    journal.flatMap(({ events }) => events.flatMap((event) => (event.type === 'unreadable' ? event.id : []))),
  );
  const breaches: string[] = [];
  for (const [id, { state }] of told.orders) {
    const found = reservations.get(id);
    if (damaged.has(id) || found?.state === state) continue;
    breaches.push(`the journal comes to '${id}' ${state}, the store shows it ${found?.state ?? 'nowhere'}`);
  }
  for (const [id, found] of reservations)
    if (found !== undefined && !told.orders.has(id)) breaches.push(`the journal does not tell of '${id}'`);
  return breaches;
}

function judgeToldSale({ snapshot }: StockEvidence, told: ToldSale): readonly string[] {
  const breaches: string[] = [];
  const compare = (what: string, shown: unknown, came: unknown): void => {
    if (shown !== came)
      breaches.push(`the journal comes to ${what} ${String(came)}, the store shows ${String(shown)}`);
  };
  compare('epoch', snapshot.epoch, told.epoch);
  compare('a loss of', snapshot.lossSpentMinor, told.lossSpentMinor);
  compare('mode', snapshot.mode, toldMode(told, SALE_SCOPE));
  const shown = new Map(snapshot.scopes.map(({ scope, mode }) => [scope, mode]));
  for (const scope of new Set([...shown.keys(), ...told.holds.keys()]))
    if (scope !== SALE_SCOPE) compare(`${scope} in`, shown.get(scope) ?? 'open', toldMode(told, scope));
  return breaches;
}

function judgeActivity(
  { holds, totals, trips }: SaleActivity,
  told: ToldSale,
  events: readonly JournalEvent[],
): readonly string[] {
  const breaches: string[] = [];
  const shown = holds.map(({ scope, holder, mode }) => `${scope} by ${holder} in ${mode}`).sort();
  const came = [...told.holds].flatMap(([scope, held]) =>
    [...held].map(([holder, mode]) => `${scope} by ${holder} in ${mode}`),
  );
  if (shown.join() !== came.sort().join())
    breaches.push(
      `the journal comes to the holds [${came.join(', ')}], the store shows [${shown.join(', ')}]`,
    );
  const tripped = events.flatMap((event): readonly Trip[] => (event.type === 'tripped' ? [event.trip] : []));
  if (tripped.some((trip, at) => trip.number !== at + 1)) breaches.push('trips are not numbered one by one');
  const last = tripped.slice(-STOCK_LIMITS.tripsKept);
  if (last.map(({ number }) => number).join() !== trips.map(({ number }) => number).join())
    breaches.push(`the journal tells ${tripped.length} trips, the store shows others`);
  return [...breaches, ...judgeTotals(totals, events)];
}

function judgeTotals(totals: SaleActivity['totals'], events: readonly JournalEvent[]): readonly string[] {
  const count = (counts: (event: JournalEvent) => boolean): number => events.filter(counts).length;
  const told = {
    reserved: count(({ type }) => type === 'reserved'),
    reviewing: count((event) => event.type === 'reserved' && event.reviewing),
    paying: count(({ type }) => type === 'paying'),
    committed: count(({ type }) => type === 'committed'),
    expired: count(({ type }) => type === 'expired'),
    restored: count(({ type }) => type === 'restored'),
    released: count(
      (event) =>
        event.type === 'released' ||
        event.type === 'superseded' ||
        (event.type === 'reviewed' && event.decision === 'reject'),
    ),
  };
  // The names are those of the object above.
  return (Object.keys(told) as readonly (keyof typeof told)[])
    .filter((name) => totals[name] !== told[name])
    .map((name) => `the sale counts ${totals[name]} ${name}, the journal tells ${told[name]}`);
}
