import type { JournalEvent } from '../../../stock/journal.js';
import { SALE_MODES, SALE_SCOPE, stockKeyScope, tripHolder, type SaleMode } from '../../../stock/mode.js';
import type { ReservationState, StockLine } from '../../../stock/reservation.js';
import { summed } from './orders.js';

/** An order as the journal tells it. */
export interface ToldOrder {
  state: ReservationState;
  readonly lines: readonly StockLine[];
  readonly markdownMinor: number;
  readonly restored: Map<string, number>;
}

/** A sale as its journal tells it. */
export interface ToldSale {
  readonly orders: Map<string, ToldOrder>;
  /** Modes of holds, by scope, then by holder. */
  readonly holds: Map<string, Map<string, SaleMode>>;
  epoch: number | undefined;
  lossSpentMinor: number;
  /** What cannot have happened. */
  readonly breaches: string[];
}

/** Scopes an order named beside those of its lines. */
export type ScopesOf = (id: string) => readonly string[];

const TO_GO_ON: readonly SaleMode[] = ['open', 'probe'];
const TO_FINISH: readonly SaleMode[] = ['open', 'probe', 'drain'];

/** Goes through a journal from the beginning: each event must be possible after the ones before it. */
export function foldJournal(events: readonly JournalEvent[], scopesOf: ScopesOf): ToldSale {
  const sale: ToldSale = {
    orders: new Map(),
    holds: new Map(),
    epoch: undefined,
    lossSpentMinor: 0,
    breaches: [],
  };
  for (const event of events) tell(sale, event, scopesOf);
  return sale;
}

/** What a scope lets through by the holds told so far. */
export function toldMode({ holds }: ToldSale, scope: string): SaleMode {
  const modes = [...(holds.get(scope)?.values() ?? [])];
  return [...SALE_MODES].reverse().find((mode) => modes.includes(mode)) ?? 'open';
}

function tell(sale: ToldSale, event: JournalEvent, scopesOf: ScopesOf): void {
  switch (event.type) {
    case 'opened':
    case 'epoch':
      sale.epoch = event.epoch;
      return;
    case 'mode':
      setHold(sale, event);
      return;
    case 'tripped':
      setHold(sale, { ...event.trip, holder: tripHolder(event.trip.ruleId) });
      return;
    case 'reserved':
      tellReserved(sale, event, scopesOf);
      return;
    case 'restocked':
    case 'withdrawn':
    case 'regressed':
    case 'unreadable':
      return;
    default:
      tellOrder(sale, event, scopesOf);
  }
}

function setHold(
  { holds }: ToldSale,
  { scope, holder, mode }: { readonly scope: string; readonly holder: string; readonly mode: SaleMode },
): void {
  const held = holds.get(scope) ?? new Map<string, SaleMode>();
  holds.set(scope, held);
  if (mode === 'open') held.delete(holder);
  else held.set(holder, mode);
}

function tellReserved(
  sale: ToldSale,
  { id, lines, markdownMinor, reviewing }: Extract<JournalEvent, { type: 'reserved' }>,
  scopesOf: ScopesOf,
): void {
  if (sale.orders.has(id)) sale.breaches.push(`the journal reserves '${id}' a second time`);
  sale.orders.set(id, {
    state: reviewing ? 'reviewing' : 'reserved',
    lines,
    markdownMinor,
    restored: new Map(),
  });
  sale.lossSpentMinor += markdownMinor;
  expectMode(sale, { id, scopesOf, what: 'reserves', allowed: TO_GO_ON });
}

type OrderEvent = Extract<
  JournalEvent,
  {
    type:
      | 'paying'
      | 'extended'
      | 'committed'
      | 'released'
      | 'expired'
      | 'superseded'
      | 'restored'
      | 'reviewed'
      | 'payment_refused';
  }
>;

const BEFORE: Readonly<Record<OrderEvent['type'], readonly ReservationState[]>> = {
  paying: ['reserved'],
  extended: ['reserved', 'paying'],
  committed: ['reserved', 'paying'],
  released: ['reviewing', 'reserved', 'paying'],
  expired: ['reviewing', 'reserved', 'paying'],
  superseded: ['reviewing', 'reserved', 'paying'],
  restored: ['committed'],
  reviewed: ['reviewing'],
  payment_refused: ['expired'],
};

function tellOrder(sale: ToldSale, event: OrderEvent, scopesOf: ScopesOf): void {
  const { id, type } = event;
  const order = sale.orders.get(id);
  if (order === undefined) {
    sale.breaches.push(`the journal tells that '${id}' is ${type}, and never that it was reserved`);
    return;
  }
  const isRescue = type === 'committed' && event.rescued;
  const before: readonly ReservationState[] = isRescue ? ['expired'] : BEFORE[type];
  if (!before.includes(order.state))
    sale.breaches.push(`the journal tells that '${id}' is ${type} while it is ${order.state}`);
  const allowed = allowedModes(event, order);
  if (allowed !== undefined) expectMode(sale, { id, scopesOf, what: `tells '${type}' of`, allowed });
  move(sale, order, event);
}

function allowedModes(event: OrderEvent, { state }: ToldOrder): readonly SaleMode[] | undefined {
  switch (event.type) {
    case 'paying':
      return TO_GO_ON;
    case 'extended':
      return state === 'paying' ? TO_FINISH : TO_GO_ON;
    case 'committed':
      if (event.rescued) return ['open'];
      return state === 'paying' ? TO_FINISH : TO_GO_ON;
    case 'reviewed':
      return event.decision === 'accept' ? TO_GO_ON : undefined;
    default:
      return undefined;
  }
}

function move(sale: ToldSale, order: ToldOrder, event: OrderEvent): void {
  switch (event.type) {
    case 'extended':
    case 'payment_refused':
      return;
    case 'paying':
      order.state = 'paying';
      return;
    case 'committed':
      if (event.rescued) sale.lossSpentMinor += order.markdownMinor;
      order.state = 'committed';
      return;
    case 'restored':
      moveRestored(sale, order, event.lines);
      return;
    case 'reviewed':
      if (event.decision === 'accept') order.state = 'reserved';
      else end(sale, order, 'released');
      return;
    default:
      end(sale, order, event.type === 'expired' ? 'expired' : 'released');
  }
}

function end(sale: ToldSale, order: ToldOrder, state: 'released' | 'expired'): void {
  order.state = state;
  sale.lossSpentMinor -= order.markdownMinor;
}

function moveRestored(sale: ToldSale, order: ToldOrder, lines: readonly StockLine[]): void {
  for (const { stockKey, quantity } of lines)
    order.restored.set(stockKey, (order.restored.get(stockKey) ?? 0) + quantity);
  const isAllBack = [...summed(order.lines)].every(
    ([stockKey, quantity]) => order.restored.get(stockKey) === quantity,
  );
  if (!isAllBack) return;
  order.state = 'restored';
  sale.lossSpentMinor -= order.markdownMinor;
}

function expectMode(
  sale: ToldSale,
  told: {
    readonly id: string;
    readonly scopesOf: ScopesOf;
    readonly what: string;
    readonly allowed: readonly SaleMode[];
  },
): void {
  const { id, scopesOf, what, allowed } = told;
  const lines = sale.orders.get(id)?.lines ?? [];
  const scopes = [SALE_SCOPE, ...lines.map(({ stockKey }) => stockKeyScope(stockKey)), ...scopesOf(id)];
  const shut = scopes.find((scope) => !allowed.includes(toldMode(sale, scope)));
  if (shut !== undefined)
    sale.breaches.push(`the journal ${what} '${id}' while ${shut} is in ${toldMode(sale, shut)}`);
}
