import type {
  AvailabilityRequest,
  JournalRequest,
  ReservationsRequest,
  StockKeysRequest,
} from '../../../stock/request.js';
import type { Reservation } from '../../../stock/reservation.js';
import type { Availability, StockCounters } from '../../../stock/verdict.js';
import { SALE_SCOPE } from '../../../stock/mode.js';
import { unknownSkuRefusal } from './checks.js';
import { overlapOf } from './epochs.js';
import { countersOf, lossSpent, restoredOf } from './fold.js';
import { allHolds, modeOf, scopedModes } from './holds.js';
import { answer, refused, type Moment, type Outcome } from './outcome.js';
import { allotmentsOf, orderOf, ordersOf, type ModelSale, type OrderRecord } from './state.js';
import { epochOf, expiresAt, nextChance } from './time.js';

/** Answers to `status`. */
export function status(sale: ModelSale, id: string, moment: Moment): Outcome {
  const order = orderOf(sale, id);
  if (order === undefined) return answer(sale, { kind: 'unknown_id' });
  return answer(sale, { kind: 'found', reservation: shown(sale, order, moment) });
}

function shown(sale: ModelSale, order: OrderRecord, { realMs }: Moment): Reservation {
  const restored = order.lines
    .map(({ stockKey }) => ({ stockKey, quantity: restoredOf(order, stockKey) }))
    .filter((line) => line.quantity > 0);
  return {
    id: order.id,
    state: order.state,
    lines: order.lines,
    owners: order.owners,
    scopes: order.scopes,
    epoch: order.epoch,
    markdownMinor: order.markdownMinor,
    fingerprint: order.fingerprint,
    expiresAt: expiresAt(sale, order, realMs),
    extensionCount: order.extensionCount,
    extendedMs: order.extendedMs,
    paymentRef: order.paymentRef,
    supersededBy: order.supersededBy,
    note: order.note,
    restored,
  };
}

/** Answers to `snapshot`. */
export function snapshot(sale: ModelSale, request: StockKeysRequest, moment: Moment): Outcome {
  const stockKeys = keysOf(sale, request);
  const unknown = unknownSkuRefusal(sale, stockKeys);
  if (unknown !== undefined) return refused(sale, unknown);
  const { ttlMs, lossBudgetMinor } = sale.config;
  const overlap = overlapOf(sale, moment);
  return answer(sale, {
    kind: 'found',
    snapshot: {
      mode: modeOf(sale, SALE_SCOPE),
      scopes: scopedModes(sale),
      regressed: false,
      epoch: sale.epoch,
      overlap: overlap && { epoch: overlap.epoch, until: epochOf(sale, overlap.until, moment.realMs) },
      generation: sale.generation,
      seq: sale.effects.length,
      ttlMs: ttlMs ?? 600_000,
      lossBudgetMinor,
      lossSpentMinor: lossSpent(sale),
      counters: allCounters(sale, stockKeys),
    },
  });
}

/** Answers to `activity`. */
export function activity(sale: ModelSale, { realMs }: Moment): Outcome {
  const { tripRules = [], lossBudgetMinor } = sale.config;
  return answer(sale, {
    kind: 'found',
    activity: {
      at: realMs,
      mode: modeOf(sale, SALE_SCOPE),
      seq: sale.effects.length,
      holds: allHolds(sale),
      trips: sale.trips.slice(-64),
      totals: sale.totals,
      tripRules,
      uncountedScopes: 0,
      lossBudgetMinor,
      lossSpentMinor: lossSpent(sale),
    },
  });
}

/** Answers to `journal`, of which a model can tell only those from the beginning and from beyond the end: positions are the store's. */
export function journal(sale: ModelSale, { after, limit = 200 }: JournalRequest): Outcome {
  const entries = after === undefined || after === BEFORE_ALL ? sale.journal : [];
  const page = entries.slice(0, limit).map((entry) => ({ ...entry, position: '' }));
  return answer(sale, { kind: 'found', entries: page, more: entries.length > limit });
}

/** A position before every entry of a journal. */
export const BEFORE_ALL = '0-0';

/** Answers to `reservations`: which of them a page shows is left to the store (see `matches`). */
export function reservations(sale: ModelSale, { cursor }: ReservationsRequest, moment: Moment): Outcome {
  return answer(sale, {
    kind: 'found',
    reservations: ordersOf(sale).map((order) => shown(sale, order, moment)),
    // The first page is the last one too when all is on it; of a later page nothing can be told.
    next: cursor === undefined ? undefined : '',
  });
}

/** Answers to `availability`. */
export function availability(sale: ModelSale, request: AvailabilityRequest, { realMs }: Moment): Outcome {
  const stockKeys = keysOf(sale, request);
  const unknown = unknownSkuRefusal(sale, stockKeys);
  if (unknown !== undefined) return refused(sale, unknown);
  const fewMax = request.fewMax ?? 10;
  const lastMax = request.lastMax ?? 1;
  const told = allCounters(sale, stockKeys).map((counters): Availability => {
    const { stockKey, available, reserved } = counters;
    const band =
      available <= 0 ? 'none' : available <= lastMax ? 'last' : available <= fewMax ? 'few' : 'many';
    const onlyReserved = band === 'none' && reserved > 0;
    return { stockKey, band, onlyReserved, nextChanceAt: nextChance(sale, realMs) };
  });
  return answer(sale, { kind: 'found', availability: told });
}

function keysOf(sale: ModelSale, { stockKeys }: StockKeysRequest): readonly string[] {
  const asked = stockKeys ?? allotmentsOf(sale).map((allotment) => allotment.stockKey);
  return [...new Set(asked)].sort();
}

function allCounters(sale: ModelSale, stockKeys: readonly string[]): readonly StockCounters[] {
  return stockKeys.flatMap((stockKey) => countersOf(sale, stockKey) ?? []);
}
