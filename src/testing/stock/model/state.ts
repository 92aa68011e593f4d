import type { Trip } from '../../../catalog/trip.js';
import type { JournalEntry, JournalEvent } from '../../../stock/journal.js';
import type { Allotment, OpenRequest, SupersedeRequest } from '../../../stock/request.js';
import type { ReservationState, StockLine } from '../../../stock/reservation.js';
import type { ModeHold, SaleMode } from '../../../stock/mode.js';
import type { SaleTotals } from '../../../stock/totals.js';
import type { Happening } from './happening.js';

/** What a reservation is about: all of it must be repeated by a replay. Lines summed and sorted, owners and scopes sorted. */
export interface OrderContent {
  readonly lines: readonly StockLine[];
  readonly owners: readonly string[];
  readonly scopes: readonly string[];
  readonly epoch: number | undefined;
  readonly markdownMinor: number;
  readonly fingerprint: string | undefined;
}

/** One act of giving back after commit: what was asked, and what it came to. */
export interface RestoreRecord {
  readonly restoreId: string;
  readonly asked: readonly StockLine[] | undefined;
  readonly lines: readonly StockLine[];
  readonly to: 'stock' | 'quarantine';
}

/** One order the sale holds, whatever became of it. */
export interface OrderRecord extends OrderContent {
  readonly type: 'order';
  readonly id: string;
  readonly state: ReservationState;
  /** Ms of the sale clock. */
  readonly deadline: number;
  readonly extensionCount: number;
  readonly extendedMs: number;
  readonly paymentRef: string | undefined;
  /** Payments that were refused as late. */
  readonly refusedPayments: readonly string[];
  readonly supersededBy: string | undefined;
  readonly note: string | undefined;
  /** A person has to look at it, and nobody has accepted it yet, nor ever did. */
  readonly awaitsReview: boolean;
  readonly restores: readonly RestoreRecord[];
}

/** One change of allotments. */
export interface AdjustRecord {
  readonly type: 'adjust';
  readonly id: string;
  readonly direction: 'restock' | 'withdraw';
  readonly lines: readonly StockLine[];
}

/** A time during which some scope of the sale was frozen, in epoch ms; `to` is undefined while it lasts. */
export interface Pause {
  readonly from: number;
  readonly to: number | undefined;
}

/** From where on a rule counts in a scope: happenings before that are forgotten. */
export interface Reset {
  readonly ruleId: string;
  readonly scope: string;
  readonly from: number;
}

/** What a sale counts one by one. */
export type TotalName = Exclude<keyof SaleTotals, 'refused'>;

/** What one scope lets through. */
export interface ScopeMode {
  readonly scope: string;
  readonly mode: SaleMode;
}

/**
 * All that is remembered of a sale: what was opened, the records in the order they came, the holds, the pauses, all that its trip
 * rules heard of, and the sale clock of each effect. Units and money are added up from the records when they are asked for.
 */
export interface ModelSale {
  readonly config: OpenRequest;
  readonly startMs: number;
  readonly records: readonly (OrderRecord | AdjustRecord)[];
  readonly holds: readonly ModeHold[];
  readonly pauses: readonly Pause[];
  /** Sale clock of each effect, in order; its length is the sequence. */
  readonly effects: readonly number[];
  /** Sale clock of the last signal, which is no effect. */
  readonly heardMs: number;
  readonly epoch: number | undefined;
  /** The epoch before, and the sale clock until which it is taken. */
  readonly overlap: { readonly epoch: number | undefined; readonly until: number } | undefined;
  /** Stock keys that came on sale with a price book. */
  readonly added: readonly Allotment[];
  readonly happenings: readonly Happening[];
  readonly resets: readonly Reset[];
  readonly trips: readonly Trip[];
  readonly totals: SaleTotals;
  /** What the command that is being answered has done so far. */
  readonly events: readonly JournalEvent[];
  /** What each command before has done. */
  readonly journal: readonly Omit<JournalEntry, 'position'>[];
  readonly generation: number;
}

/** The order with this id; adjustments have ids of the same space and are no orders. */
export function orderOf(sale: ModelSale, id: string): OrderRecord | undefined {
  return ordersOf(sale).find((order) => order.id === id);
}

/** Every order, oldest first. */
export function ordersOf(sale: ModelSale): readonly OrderRecord[] {
  return sale.records.filter((record) => record.type === 'order');
}

/** Every allotment of the sale as it came, restocks left out. */
export function allotmentsOf({ config, added }: ModelSale): readonly Allotment[] {
  return [...config.allotments, ...added];
}

/** True while units are set aside for the order. */
export function isOpen(order: OrderRecord): boolean {
  return order.state === 'reviewing' || order.state === 'reserved' || order.state === 'paying';
}

/** True when the order was bought, also when all of it was given back. */
export function isBought(order: OrderRecord): boolean {
  return order.state === 'committed' || order.state === 'restored';
}

/** The sale with this order put in the place of the one with its id, or behind all others. */
export function withOrder(sale: ModelSale, order: OrderRecord): ModelSale {
  const isNew = orderOf(sale, order.id) === undefined;
  const records = isNew
    ? [...sale.records, order]
    : sale.records.map((record) => (record.id === order.id ? order : record));
  return { ...sale, records };
}

/** Equal stock keys summed, sorted by UTF-16 code units. */
export function canonicalLines(lines: readonly StockLine[]): readonly StockLine[] {
  const keys = [...new Set(lines.map((line) => line.stockKey))].sort();
  return keys.map((stockKey) => ({
    stockKey,
    quantity: quantityOf(lines, stockKey),
  }));
}

/** Units of one stock key over some lines. */
export function quantityOf(lines: readonly StockLine[], stockKey: string): number {
  return lines.filter((line) => line.stockKey === stockKey).reduce((total, line) => total + line.quantity, 0);
}

/** The content of a request to reserve. */
export function contentOf(request: Omit<SupersedeRequest, 'previousId'>): OrderContent {
  return {
    lines: canonicalLines(request.lines),
    owners: [...new Set(request.owners)].sort(),
    scopes: [...new Set(request.scopes ?? [])].sort(),
    epoch: request.epoch,
    markdownMinor: request.markdownMinor ?? 0,
    fingerprint: request.fingerprint,
  };
}

/** True when two lists of lines in canonical form say the same. */
export function sameLines(a: readonly StockLine[], b: readonly StockLine[]): boolean {
  return (
    a.length === b.length &&
    a.every((line, at) => line.stockKey === b[at]?.stockKey && line.quantity === b[at].quantity)
  );
}
