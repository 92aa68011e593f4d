import type { ReserveRequest } from '../../../stock/request.js';
import type { Reservation, StockLine } from '../../../stock/reservation.js';
import type { StockCall } from '../command.js';
import { callsOf, groupBy, mayHaveActed, type StockEvidence } from './evidence.js';

type OrderCall = Extract<StockCall, { operation: 'reserve' | 'supersede' }>;

/** Every reservation has a call that made it, with that very content, all lines or none; a refused request has left nothing. */
export function judgeOrders(evidence: StockEvidence): readonly string[] {
  const byId = groupBy(callsOf(evidence, 'reserve', 'supersede'), (call) => call.request.id);
  const ids = new Set([...byId.keys(), ...evidence.reservations.keys()]);
  return [...ids].flatMap((id) => judgeOrder(id, byId.get(id) ?? [], evidence.reservations.get(id)));
}

function judgeOrder(
  id: string,
  calls: readonly OrderCall[],
  found: Reservation | undefined,
): readonly string[] {
  const told = calls.filter((call) => call.verdict.kind === 'reserved' || call.verdict.kind === 'replayed');
  if (found === undefined)
    return told.length === 0 ? [] : [`'${id}' was acknowledged as reserved and is not there`];
  const makers = calls.filter(mayHaveActed);
  if (makers.length === 0)
    return [`'${id}' is there, though no call that could make it was acknowledged or lost`];
  const text = contentText(found);
  const wrong = told.filter((call) => contentText(call.request) !== text);
  if (wrong.length > 0) return [`'${id}' does not hold what was acknowledged: it holds ${text}`];
  if (makers.every((call) => contentText(call.request) !== text))
    return [`'${id}' holds what no call asked for: ${text}`];
  return [];
}

/** What a reservation is about, as a text: splitting, merging or reordering lines, owners and scopes does not change it. */
function contentText(order: Omit<ReserveRequest, 'id' | 'ttlMs'>): string {
  const { epoch, fingerprint, markdownMinor, owners, scopes } = order;
  return JSON.stringify([
    [...summed(order.lines)].sort(([a], [b]) => (a < b ? -1 : 1)),
    [...new Set(owners)].sort(),
    [...new Set(scopes)].sort(),
    epoch ?? null,
    markdownMinor ?? 0,
    fingerprint ?? null,
  ]);
}

/** Units of each stock key over some lines. */
export function summed(lines: readonly StockLine[]): ReadonlyMap<string, number> {
  const units = new Map<string, number>();
  for (const { stockKey, quantity } of lines) units.set(stockKey, (units.get(stockKey) ?? 0) + quantity);
  return units;
}
