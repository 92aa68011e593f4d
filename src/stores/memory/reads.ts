import { availabilityOf } from '../../stock/availability.js';
import type {
  CanonicalAvailability,
  CanonicalReservations,
  CanonicalStockKeys,
} from '../../stock/canonical.js';
import { SALE_SCOPE } from '../../stock/mode.js';
import type { Reservation } from '../../stock/reservation.js';
import type {
  ActivityVerdict,
  AvailabilityVerdict,
  Refused,
  ReservationsVerdict,
  SaleSnapshot,
  SnapshotVerdict,
  StatusVerdict,
  StockCounters,
} from '../../stock/verdict.js';
import { epochOf } from './clock.js';
import type { Instant } from './clock.js';
import { overlapAt } from './epoch.js';
import { listAllHolds } from './holds.js';
import { refused } from './refusal.js';
import { findReservation, saleMode } from './sale.js';
import type { ReservationRecord } from './record.js';
import type { Sale, StockCell } from './sale.js';
import { nextChanceAt } from './sweep.js';
import { availableOf } from './units.js';

/** What became of one reservation. Nothing is swept: a reservation that has lapsed may still say `reserved`. */
export function status(sale: Sale, instant: Instant, id: string): StatusVerdict {
  const record = findReservation(sale, id);
  if (record === undefined) return { kind: 'unknown_id' };
  return { kind: 'found', reservation: reservationOf(sale, instant, record) };
}

/** One page of reservations, in the order they came. */
export function reservations(
  sale: Sale,
  instant: Instant,
  { cursor, limit }: CanonicalReservations,
): ReservationsVerdict {
  const start = Number(cursor ?? 0);
  const page = sale.reservations.slice(start, start + limit);
  const end = start + page.length;
  return {
    kind: 'found',
    reservations: page.map((record) => reservationOf(sale, instant, record)),
    next: page.length > 0 && end < sale.reservations.length ? String(end) : undefined,
  };
}

/** What goes on in the sale. */
export function activity(sale: Sale, instant: Instant): ActivityVerdict {
  const { config, seq, trips, totals, counters, lossSpentMinor } = sale;
  return {
    kind: 'found',
    activity: {
      at: instant.realMs,
      mode: saleMode(sale),
      seq,
      holds: listAllHolds(sale),
      trips: [...trips],
      totals: { ...totals, refused: { ...totals.refused } },
      tripRules: config.tripRules,
      uncountedScopes: counters?.uncounted ?? 0,
      lossBudgetMinor: config.lossBudgetMinor,
      lossSpentMinor,
    },
  };
}

function reservationOf(sale: Sale, instant: Instant, record: ReservationRecord): Reservation {
  const { id, content, state, extensionCount, extendedMs, paymentRef, supersededBy, note, restored } = record;
  return {
    id,
    state,
    ...content,
    expiresAt: epochOf(sale.clock, record.deadlineMs, instant),
    extensionCount,
    extendedMs,
    paymentRef,
    supersededBy,
    note,
    restored: content.lines.flatMap(({ stockKey }) => {
      const quantity = restored.get(stockKey) ?? 0;
      return quantity === 0 ? [] : [{ stockKey, quantity }];
    }),
  };
}

/** The sale at this moment. */
export function snapshot(sale: Sale, instant: Instant, { stockKeys }: CanonicalStockKeys): SnapshotVerdict {
  const cells = selectCells(sale, stockKeys);
  return 'kind' in cells ? cells : { kind: 'found', snapshot: snapshotOf(sale, instant, cells) };
}

function snapshotOf(sale: Sale, instant: Instant, cells: readonly StockCell[]): SaleSnapshot {
  const overlap = overlapAt(sale, instant);
  const scopes = [...sale.modes]
    .filter(([scope]) => scope !== SALE_SCOPE)
    .map(([scope, mode]) => ({ scope, mode }));
  return {
    mode: saleMode(sale),
    scopes: scopes.sort((left, right) => (left.scope < right.scope ? -1 : 1)),
    // Nothing is lost while the process lives, and nothing is left when it ends.
    regressed: false,
    generation: 1,
    epoch: sale.epoch,
    overlap: overlap && {
      epoch: overlap.epoch,
      until: epochOf(sale.clock, overlap.untilMs, instant),
    },
    seq: sale.seq,
    ttlMs: sale.config.ttlMs,
    lossBudgetMinor: sale.config.lossBudgetMinor,
    lossSpentMinor: sale.lossSpentMinor,
    counters: cells.map(countersOf),
  };
}

function countersOf(cell: StockCell): StockCounters {
  const { stockKey, allotment, reserved, committed, quarantined, perCustomer } = cell;
  return { stockKey, allotment, available: availableOf(cell), reserved, committed, quarantined, perCustomer };
}

/** How much is left, in bands. */
export function availability(
  sale: Sale,
  instant: Instant,
  request: CanonicalAvailability,
): AvailabilityVerdict {
  const cells = selectCells(sale, request.stockKeys);
  if ('kind' in cells) return cells;
  const bands = { ...request, nextChanceAt: nextChanceAt(sale, instant) };
  return { kind: 'found', availability: cells.map((cell) => availabilityOf(countersOf(cell), bands)) };
}

/** Counters of the stock keys asked for, sorted by stock key. */
function selectCells(
  { cells }: Sale,
  stockKeys: readonly string[] | undefined,
): readonly StockCell[] | Refused<'unknown_sku'> {
  if (stockKeys === undefined) return [...cells.values()];
  const unknown = stockKeys.filter((stockKey) => !cells.has(stockKey));
  if (unknown.length > 0) return refused({ reason: 'unknown_sku', stockKeys: unknown });
  return stockKeys.flatMap((stockKey) => cells.get(stockKey) ?? []);
}
