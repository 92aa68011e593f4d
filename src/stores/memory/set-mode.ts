import type { CanonicalSetMode } from '../../stock/canonical.js';
import { STOCK_LIMITS } from '../../stock/limits.js';
import { SALE_SCOPE, stricterMode } from '../../stock/mode.js';
import type { Refused, SetModeVerdict } from '../../stock/verdict.js';
import { freezeClock, resumeClock } from './clock.js';
import type { Instant } from './clock.js';
import { refused } from './refusal.js';
import { countEffect, modeOf } from './sale.js';
import type { Sale } from './sale.js';

/** Changes what a scope lets through. The sale clock stands still while any scope is frozen. */
export function setMode(sale: Sale, instant: Instant, request: CanonicalSetMode): SetModeVerdict {
  const { scope, mode, actor, approver, regression } = request;
  const previous = modeOf(sale, scope);
  if (previous === mode) return { kind: 'already' };
  const needsApprover = regression === 'accepted' || stricterMode(previous, mode) === previous;
  if (needsApprover && (approver === undefined || approver === actor)) return refused({ reason: 'approver' });
  if (isOneTooMany(sale, request)) return TOO_MANY;
  if (mode === 'open') sale.modes.delete(scope);
  else sale.modes.set(scope, mode);
  followFreeze(sale, instant);
  countEffect(sale, instant);
  return { kind: 'changed', previous };
}

const TOO_MANY: Refused<'invalid_request'> = {
  kind: 'refused',
  reason: 'invalid_request',
  field: 'scope',
  message: `is one more than the ${STOCK_LIMITS.scopedModesMax} scopes of a sale that may have a mode of their own`,
};

function isOneTooMany({ modes }: Sale, { scope, mode }: CanonicalSetMode): boolean {
  if (scope === SALE_SCOPE || mode === 'open' || modes.has(scope)) return false;
  const scoped = modes.size - (modes.has(SALE_SCOPE) ? 1 : 0);
  return scoped >= STOCK_LIMITS.scopedModesMax;
}

function followFreeze({ modes, clock }: Sale, instant: Instant): void {
  const frozen = [...modes.values()].includes('freeze');
  if (frozen && clock.frozenAtMs === undefined) freezeClock(clock, instant);
  if (!frozen && clock.frozenAtMs !== undefined) resumeClock(clock, instant);
}
