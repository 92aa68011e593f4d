import { sameLines } from '../../stock/canonical.js';
import type { CanonicalAdjust } from '../../stock/canonical.js';
import { STOCK_LIMITS } from '../../stock/limits.js';
import type { StockLine } from '../../stock/reservation.js';
import type { AdjustVerdict, Refused } from '../../stock/verdict.js';
import { shortagesAfterSweep } from './admission.js';
import type { Instant } from './clock.js';
import { refused } from './refusal.js';
import { countEffect } from './sale.js';
import type { AdjustRecord, ReservationRecord } from './record.js';
import type { Sale } from './sale.js';
import { nextChanceAt } from './sweep.js';
import { cellOf } from './units.js';

/** Adds units to allotments. In every mode. */
export function restock(sale: Sale, instant: Instant, request: CanonicalAdjust): AdjustVerdict {
  const early = earlyVerdict(sale, 'restock', request);
  if (early !== undefined) return early;
  const over = request.lines.find(({ stockKey, quantity }) => {
    return cellOf(sale, stockKey).allotment + quantity > STOCK_LIMITS.quantityMax;
  });
  if (over !== undefined) return tooMany(sale, over);
  return apply(sale, instant, { direction: 'restock', request });
}

/** Takes available units from allotments. In every mode. */
export function withdraw(sale: Sale, instant: Instant, request: CanonicalAdjust): AdjustVerdict {
  const early = earlyVerdict(sale, 'withdraw', request);
  if (early !== undefined) return early;
  const shortages = shortagesAfterSweep(sale, request.lines, instant);
  if (shortages.length > 0) {
    return refused({ reason: 'insufficient', shortages, nextChanceAt: nextChanceAt(sale, instant) });
  }
  return apply(sale, instant, { direction: 'withdraw', request });
}

/** The answer when the id was used before, or a stock key is unknown. */
function earlyVerdict(
  sale: Sale,
  direction: AdjustRecord['direction'],
  { id, lines }: CanonicalAdjust,
): AdjustVerdict | undefined {
  const existing = sale.records.get(id);
  if (existing !== undefined) return replay(existing, direction, lines);
  const unknown = lines.filter(({ stockKey }) => !sale.cells.has(stockKey));
  if (unknown.length === 0) return undefined;
  return refused({ reason: 'unknown_sku', stockKeys: unknown.map(({ stockKey }) => stockKey) });
}

function replay(
  existing: AdjustRecord | ReservationRecord,
  direction: AdjustRecord['direction'],
  lines: readonly StockLine[],
): AdjustVerdict {
  if (existing.kind !== 'adjust' || existing.direction !== direction) {
    return { kind: 'conflict', fields: ['id'] };
  }
  return sameLines(existing.lines, lines) ? { kind: 'already' } : { kind: 'conflict', fields: ['lines'] };
}

function tooMany(sale: Sale, { stockKey, quantity }: StockLine): Refused<'invalid_request'> {
  const { allotment } = cellOf(sale, stockKey);
  return {
    kind: 'refused',
    reason: 'invalid_request',
    field: 'lines',
    message: `got ${quantity} units to add to an allotment of ${allotment}, expected at most ${STOCK_LIMITS.quantityMax} in all`,
  };
}

function apply(
  sale: Sale,
  instant: Instant,
  change: { readonly direction: AdjustRecord['direction']; readonly request: CanonicalAdjust },
): AdjustVerdict {
  const { direction, request } = change;
  const sign = direction === 'restock' ? 1 : -1;
  for (const { stockKey, quantity } of request.lines) cellOf(sale, stockKey).allotment += sign * quantity;
  sale.records.set(request.id, { kind: 'adjust', direction, lines: request.lines });
  const { id, lines } = request;
  countEffect(sale, instant, { type: direction === 'restock' ? 'restocked' : 'withdrawn', id, lines });
  return { kind: 'changed' };
}
