import type { AvailabilityRequest, StockKeysRequest } from '../../../stock/request.js';
import type { Reservation } from '../../../stock/reservation.js';
import type { Availability, StockCounters } from '../../../stock/verdict.js';
import { SALE_SCOPE } from '../../../stock/mode.js';
import { modeOf, unknownSkuRefusal } from './checks.js';
import { countersOf, lossSpent, restoredOf } from './fold.js';
import { answer, refused, type Moment, type Outcome } from './outcome.js';
import { orderOf, type ModelSale, type OrderRecord } from './state.js';
import { expiresAt, nextChance } from './time.js';

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
    restored,
  };
}

/** Answers to `snapshot`. */
export function snapshot(sale: ModelSale, request: StockKeysRequest): Outcome {
  const stockKeys = keysOf(sale, request);
  const unknown = unknownSkuRefusal(sale, stockKeys);
  if (unknown !== undefined) return refused(sale, unknown);
  const { epoch, ttlMs, lossBudgetMinor } = sale.config;
  return answer(sale, {
    kind: 'found',
    snapshot: {
      mode: modeOf(sale, SALE_SCOPE),
      scopes: sale.modes.filter((entry) => entry.scope !== SALE_SCOPE),
      regressed: false,
      epoch,
      generation: sale.generation,
      seq: sale.effects.length,
      ttlMs: ttlMs ?? 600_000,
      lossBudgetMinor,
      lossSpentMinor: lossSpent(sale),
      counters: allCounters(sale, stockKeys),
    },
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
  const asked = stockKeys ?? sale.config.allotments.map((allotment) => allotment.stockKey);
  return [...new Set(asked)].sort();
}

function allCounters(sale: ModelSale, stockKeys: readonly string[]): readonly StockCounters[] {
  return stockKeys.flatMap((stockKey) => countersOf(sale, stockKey) ?? []);
}
