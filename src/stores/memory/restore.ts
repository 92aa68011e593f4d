import { sameLines } from '../../stock/canonical.js';
import type { CanonicalRestore } from '../../stock/canonical.js';
import { STOCK_LIMITS } from '../../stock/limits.js';
import type { StockLine } from '../../stock/reservation.js';
import type { Refused, RestoreVerdict } from '../../stock/verdict.js';
import type { Instant } from './clock.js';
import { refused } from './refusal.js';
import { countEffect, findReservation } from './sale.js';
import type { ReservationRecord, RestoreRecord } from './record.js';
import type { Sale } from './sale.js';
import { cellOf, countForOwners } from './units.js';

/** Gives units back after commit, to be sold again or set aside. In every mode. */
export function restore(sale: Sale, instant: Instant, request: CanonicalRestore): RestoreVerdict {
  const record = findReservation(sale, request.id);
  if (record === undefined) return refused({ reason: 'unknown_id' });
  const earlier = record.restores.get(request.restoreId);
  if (earlier !== undefined) return replay(record, { request, earlier });
  if (record.state !== 'committed' && record.state !== 'restored') {
    return refused({ reason: 'not_committed', state: record.state });
  }
  if (record.restores.size >= STOCK_LIMITS.restoresMax) return TOO_MANY;
  const remaining = remainingOf(record);
  const lines = request.lines ?? remaining;
  if (lines.length === 0 || !isWithin(lines, remaining)) {
    return refused({ reason: 'exceeds_committed', remaining });
  }
  giveBack(sale, record, { lines, to: request.to });
  record.restores.set(request.restoreId, { lines: request.lines, to: request.to });
  const left = remainingOf(record);
  if (left.length === 0) {
    record.state = 'restored';
    sale.lossSpentMinor -= record.content.markdownMinor;
  }
  sale.totals.restored += 1;
  const { id, restoreId, to } = request;
  countEffect(sale, instant, { type: 'restored', id, restoreId, lines, to });
  return { kind: 'restored', remaining: left };
}

const TOO_MANY: Refused<'invalid_request'> = {
  kind: 'refused',
  reason: 'invalid_request',
  field: 'restoreId',
  message: `is one more than the ${STOCK_LIMITS.restoresMax} restores a reservation may have`,
};

function replay(
  record: ReservationRecord,
  { request, earlier }: { readonly request: CanonicalRestore; readonly earlier: RestoreRecord },
): RestoreVerdict {
  const fields: string[] = [];
  if (!sameAsked(request.lines, earlier.lines)) fields.push('lines');
  if (request.to !== earlier.to) fields.push('to');
  return fields.length > 0
    ? { kind: 'conflict', fields }
    : { kind: 'already', remaining: remainingOf(record) };
}

function sameAsked(left: readonly StockLine[] | undefined, right: readonly StockLine[] | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return sameLines(left, right);
}

/** Units still committed, in line order, zeros left out. */
function remainingOf({ content, restored }: ReservationRecord): readonly StockLine[] {
  return content.lines.flatMap(({ stockKey, quantity }) => {
    const units = quantity - (restored.get(stockKey) ?? 0);
    return units === 0 ? [] : [{ stockKey, quantity: units }];
  });
}

function isWithin(lines: readonly StockLine[], remaining: readonly StockLine[]): boolean {
  const units = new Map(remaining.map(({ stockKey, quantity }) => [stockKey, quantity]));
  return lines.every(({ stockKey, quantity }) => quantity <= (units.get(stockKey) ?? 0));
}

function giveBack(
  sale: Sale,
  record: ReservationRecord,
  { lines, to }: { readonly lines: readonly StockLine[]; readonly to: CanonicalRestore['to'] },
): void {
  for (const { stockKey, quantity } of lines) {
    const cell = cellOf(sale, stockKey);
    cell.committed -= quantity;
    if (to === 'quarantine') cell.quarantined += quantity;
    record.restored.set(stockKey, (record.restored.get(stockKey) ?? 0) + quantity);
  }
  countForOwners(sale, record.content, lines, -1);
}
