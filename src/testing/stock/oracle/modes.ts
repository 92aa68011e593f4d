import { SALE_MODES, SALE_SCOPE, stockKeyScope, type SaleMode } from '../../../stock/mode.js';
import type { StockCall } from '../command.js';
import { callsOf, type StockEvidence } from './evidence.js';

type ModeCall = Extract<StockCall, { operation: 'setMode' }>;

/**
 * Nothing was sold surely after a freeze or a close was acknowledged, and nothing reserved surely after a drain, unless some call
 * that opened the scope again may have run in between.
 */
export function judgeModes(evidence: StockEvidence): readonly string[] {
  const changes = callsOf(evidence, 'setMode');
  if (changes.length === 0) return [];
  const sold = callsOf(evidence, 'commit').filter(({ verdict }) => verdict.kind === 'committed');
  const reserved = callsOf(evidence, 'reserve', 'supersede').filter(
    ({ verdict }) => verdict.kind === 'reserved',
  );
  return [
    ...sold.flatMap((call) => judge(evidence, call, changes, 'freeze')),
    ...reserved.flatMap((call) => judge(evidence, call, changes, 'drain')),
  ];
}

/** `from`: the least strict mode in which the call must not have had an effect. */
function judge(
  evidence: StockEvidence,
  call: Extract<StockCall, { operation: 'commit' | 'reserve' | 'supersede' }>,
  changes: readonly ModeCall[],
  from: SaleMode,
): readonly string[] {
  const found = evidence.reservations.get(call.request.id);
  const scopes = [
    SALE_SCOPE,
    ...(found?.lines ?? []).map((line) => stockKeyScope(line.stockKey)),
    ...(found?.scopes ?? []),
  ];
  const shut = (mode: SaleMode): boolean => SALE_MODES.indexOf(mode) >= SALE_MODES.indexOf(from);
  const stops = changes.filter(
    ({ request, verdict, settledAt }) =>
      scopes.includes(scopeOf(request)) &&
      verdict.kind === 'changed' &&
      shut(verdict.mode) &&
      settledAt < call.sentAt,
  );
  const standing = stops.filter(
    (stop) =>
      !changes.some(
        ({ request, verdict, sentAt, settledAt }) =>
          scopeOf(request) === scopeOf(stop.request) &&
          mayOpen(request, verdict, shut) &&
          // Nobody knows when a lost call takes effect.
          (verdict.kind === 'unknown' || settledAt > stop.sentAt) &&
          sentAt < call.settledAt,
      ),
  );
  return standing.slice(0, 1).map((stop) => {
    const what = call.operation === 'commit' ? 'sold' : 'reserved';
    return `'${call.request.id}' was ${what} after ${scopeOf(stop.request)} was set to ${stop.request.mode}`;
  });
}

/** Whether the scope may have let more through after the call than it does while it is shut. */
function mayOpen(
  { mode }: ModeCall['request'],
  verdict: ModeCall['verdict'],
  shut: (mode: SaleMode) => boolean,
): boolean {
  if (verdict.kind === 'refused') return false;
  return !shut(verdict.kind === 'changed' ? verdict.mode : mode);
}

function scopeOf(request: ModeCall['request']): string {
  return request.scope ?? SALE_SCOPE;
}
