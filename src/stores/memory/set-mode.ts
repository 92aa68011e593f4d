import type { CanonicalSetMode } from '../../stock/canonical.js';
import { STOCK_LIMITS } from '../../stock/limits.js';
import { SALE_MODES, tripHolder } from '../../stock/mode.js';
import type { SaleMode } from '../../stock/mode.js';
import type { Refused, SetModeVerdict } from '../../stock/verdict.js';
import type { Instant } from './clock.js';
import { holdsOf, liftHold, listHolds, missingRoom, placeHold } from './holds.js';
import type { Hold } from './hold.js';
import { refused } from './refusal.js';
import { countEffect, modeOf } from './sale.js';
import type { Sale } from './sale.js';

/** Places, changes or lifts one hold. What the scope lets through is the strictest of its holds. */
export function setMode(sale: Sale, instant: Instant, request: CanonicalSetMode): SetModeVerdict {
  const { scope, mode, actor, approver } = request;
  const meant = holdMeant(sale, request);
  if (meant === 'unclear' || isNotThatHold(meant, request)) return held(sale, scope);
  // A probe loosens a hold; where none stands everything is let through already.
  if (meant === undefined && mode === 'probe') return { kind: 'already' };
  const from = meant?.mode ?? 'open';
  const isLooser = isLess(mode, from);
  // Only a holder may tighten what is theirs; a new hold is always the actor's own.
  if (!isLooser && mode !== from && (meant?.holder ?? request.holder ?? actor) !== actor)
    return held(sale, scope);
  if (mode === from) return { kind: 'already' };
  if (isLooser || request.regression === 'accepted') {
    if (approver === undefined || approver === actor || approver === meant?.holder) {
      return refused({ reason: 'approver' });
    }
  }
  const missing = meant === undefined ? missingRoom(sale, scope) : undefined;
  if (missing !== undefined) return TOO_MANY[missing];
  return change(sale, instant, { request, meant });
}

/**
 * Which hold a request is about: the holder's; the actor's own; or, when the actor has none and the request would let more through than
 * the scope does now, the only one that stands. Undefined: none, so that a hold of the actor's own is meant.
 */
function holdMeant(
  sale: Sale,
  { scope, holder, actor, mode }: CanonicalSetMode,
): Hold | 'unclear' | undefined {
  const holds = holdsOf(sale, scope);
  const own = holds.get(holder ?? actor);
  if (own !== undefined || holds.size === 0) return own;
  if (holder !== undefined) return mode === 'open' || mode === 'probe' ? 'unclear' : undefined;
  if (mode !== 'open' && mode !== 'probe' && !isLess(mode, modeOf(sale, scope))) return undefined;
  const [only, second] = holds.values();
  return second === undefined ? only : 'unclear';
}

function isNotThatHold(meant: Hold | undefined, { holdSeq }: CanonicalSetMode): boolean {
  return holdSeq !== undefined && meant?.seq !== holdSeq;
}

function isLess(mode: SaleMode, than: SaleMode): boolean {
  return SALE_MODES.indexOf(mode) < SALE_MODES.indexOf(than);
}

function held(sale: Sale, scope: string): Refused<'held'> {
  return refused({ reason: 'held', holds: listHolds(sale, scope) });
}

const TOO_MANY: Readonly<Record<'scope' | 'hold', Refused<'invalid_request'>>> = {
  scope: {
    kind: 'refused',
    reason: 'invalid_request',
    field: 'scope',
    message: `is one more than the ${STOCK_LIMITS.scopedModesMax} scopes of a sale that may have a mode of their own`,
  },
  hold: {
    kind: 'refused',
    reason: 'invalid_request',
    field: 'scope',
    message: `is one more than the ${STOCK_LIMITS.holdsMax} holds a sale may have`,
  },
};

function change(
  sale: Sale,
  instant: Instant,
  { request, meant }: { readonly request: CanonicalSetMode; readonly meant: Hold | undefined },
): SetModeVerdict {
  const { scope, mode, actor, approver, reason, sample: sampleLeft } = request;
  const previous = modeOf(sale, scope);
  const holder = meant?.holder ?? request.holder ?? actor;
  countEffect(sale, instant, { type: 'mode', scope, holder, mode, actor, approver, reason });
  if (mode !== 'open') {
    placeHold(sale, instant, { scope, holder, mode, seq: sale.seq, at: instant.realMs, reason, sampleLeft });
  } else if (meant !== undefined) {
    liftHold(sale, instant, meant);
  }
  if (meant !== undefined && isLess(mode, meant.mode)) forgetCounted(sale, meant);
  return { kind: 'changed', previous, mode: modeOf(sale, scope) };
}

/** What was counted while a rule held a scope must not stop it again with the first order that is let through. */
function forgetCounted(sale: Sale, { holder, scope }: Hold): void {
  const start = tripHolder('');
  if (holder.startsWith(start)) sale.counters?.reset(holder.slice(start.length), scope);
}
