import { smallestMarkdownMinor } from '../../stock/canonical.js';
import type { CanonicalAllotment, CanonicalOpen } from '../../stock/canonical.js';
import { TripCounters } from '../../breaker/trip-counters.js';
import type { Trip } from '../../catalog/trip.js';
import type { JournalEvent } from '../../stock/journal.js';
import { STOCK_LIMITS } from '../../stock/limits.js';
import { SALE_SCOPE } from '../../stock/mode.js';
import type { SaleMode } from '../../stock/mode.js';
import { noTotals } from '../../stock/totals.js';
import { startClock } from './clock.js';
import type { Instant, SaleClock } from './clock.js';
import { DueQueue } from './due.js';
import type { Holds } from './hold.js';
import { startJournal } from './journal-log.js';
import type { JournalLog } from './journal-log.js';
import type { AdjustRecord, ReservationRecord } from './record.js';
import type { Totals } from './totals.js';

/** Counters of one stock key. Units. */
export interface StockCell {
  readonly stockKey: string;
  allotment: number;
  reserved: number;
  committed: number;
  quarantined: number;
  readonly perCustomer: number | undefined;
}

/** Everything one sale holds. Only Maps: a stock key may be called `__proto__`. */
export interface Sale {
  /** As opened; what `restock` and `setEpoch` add later is in the cells. */
  readonly config: CanonicalOpen;
  readonly clock: SaleClock;
  /** Sorted by stock key. */
  cells: ReadonlyMap<string, StockCell>;
  smallestMarkdownMinor: number | undefined;
  readonly records: Map<string, ReservationRecord | AdjustRecord>;
  /** Of these the reservations, in the order they came. */
  readonly reservations: ReservationRecord[];
  /** Units held or bought of stock keys with a customer limit, by owner, then by stock key. */
  readonly used: Map<string, Map<string, number>>;
  readonly reservedDue: DueQueue;
  readonly payingDue: DueQueue;
  readonly holds: Holds;
  /** What each scope lets through by its strictest hold; those that are not open, the sale among them. */
  readonly modes: Map<string, SaleMode>;
  /** The price book in force. */
  epoch: number | undefined;
  /** The one before, and the sale clock until which it is still taken; undefined when there was none. */
  overlap: { readonly epoch: number | undefined; readonly untilMs: number } | undefined;
  /** Undefined when the sale has no trip rules. */
  readonly counters: TripCounters | undefined;
  /** The last ones, oldest first. */
  readonly trips: Trip[];
  tripCount: number;
  readonly totals: Totals;
  readonly journal: JournalLog;
  lossSpentMinor: number;
  seq: number;
}

/** A sale that has just been opened. */
export function createSale(config: CanonicalOpen, realMs: number): Sale {
  const { tripRules, epoch, lossBudgetMinor } = config;
  const sale: Sale = {
    config,
    clock: startClock(realMs),
    cells: new Map(config.allotments.map((allotment) => [allotment.stockKey, cellFor(allotment)])),
    smallestMarkdownMinor: smallestMarkdownMinor(config.allotments),
    records: new Map(),
    reservations: [],
    used: new Map(),
    reservedDue: new DueQueue(['reviewing', 'reserved']),
    payingDue: new DueQueue(['paying']),
    holds: new Map(),
    modes: new Map(),
    epoch,
    overlap: undefined,
    counters:
      tripRules.length === 0
        ? undefined
        : new TripCounters(tripRules, { countersMax: STOCK_LIMITS.countersMax }),
    trips: [],
    tripCount: 0,
    totals: noTotals(),
    journal: startJournal(),
    lossSpentMinor: 0,
    seq: 1,
  };
  sale.journal.pending.push({ type: 'opened', epoch, lossBudgetMinor });
  return sale;
}

/** Counters of a stock key that comes on sale. */
export function cellFor({ stockKey, quantity, perCustomer }: CanonicalAllotment): StockCell {
  return { stockKey, allotment: quantity, reserved: 0, committed: 0, quarantined: 0, perCustomer };
}

/** Counts one effect: the sequence grows, the journal tells it, and the sale clock can no longer fall behind it. */
export function countEffect(sale: Sale, instant: Instant, event: JournalEvent): void {
  sale.seq += 1;
  sale.journal.pending.push(event);
  raiseFloor(sale, instant);
}

/** What has been counted at an instant cannot be followed by an earlier one. */
export function raiseFloor({ clock }: Sale, { saleMs }: Instant): void {
  clock.floorMs = Math.max(clock.floorMs, saleMs);
}

/** The reservation of this id; undefined also when the id belongs to a change of allotments. */
export function findReservation(sale: Sale, id: string): ReservationRecord | undefined {
  const record = sale.records.get(id);
  return record?.kind === 'reservation' ? record : undefined;
}

/** The mode of one scope by itself. */
export function modeOf(sale: Sale, scope: string): SaleMode {
  return sale.modes.get(scope) ?? 'open';
}

/** The mode of the sale as a whole. */
export function saleMode(sale: Sale): SaleMode {
  return modeOf(sale, SALE_SCOPE);
}
