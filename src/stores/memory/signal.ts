import type { CountedEvent } from '../../catalog/trip.js';
import type { CanonicalSignal } from '../../stock/canonical.js';
import { SALE_SCOPE, stricterMode } from '../../stock/mode.js';
import type { SaleMode } from '../../stock/mode.js';
import type { SignalVerdict } from '../../stock/verdict.js';
import type { Instant } from './clock.js';
import { modeOf, raiseFloor } from './sale.js';
import type { Sale } from './sale.js';
import { raise } from './trips.js';

/**
 * Tells the trip rules of an order that was judged and never asked for units. Where one of its scopes is stopped already no rule counts
 * it: the crowd that goes on knocking at one stopped stock key must not stop the whole sale.
 */
export function signal(sale: Sale, instant: Instant, request: CanonicalSignal): SignalVerdict {
  const { scopes, values, isFlagged, isRejected } = request;
  sale.totals.signalled += 1;
  if (isRejected) sale.totals.rejected += 1;
  raiseFloor(sale, instant);
  if (scopes.some((scope) => isStopped(modeOf(sale, scope)))) return { kind: 'counted' };
  const events: CountedEvent[] = ['judged'];
  if (isFlagged) events.push('flagged');
  if (isRejected) events.push('rejected');
  raise(sale, instant, {
    scopes: scopes.map((scope) => ({
      scope,
      events,
      values: valuesIn(scope, values),
      buyer: undefined,
      units: 0,
    })),
    spent: undefined,
  });
  return { kind: 'counted' };
}

function isStopped(mode: SaleMode): boolean {
  return stricterMode(mode, 'drain') === mode;
}

/** Values that count in a scope, each once: in the sale all of them. */
function valuesIn(scope: string, values: CanonicalSignal['values']): readonly string[] {
  const counted = scope === SALE_SCOPE ? values : values.filter((value) => value.scope === scope);
  return [...new Set(counted.map(({ value }) => value))];
}
