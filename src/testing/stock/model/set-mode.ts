import type { SetModeRequest } from '../../../stock/request.js';
import { SALE_SCOPE } from '../../../stock/mode.js';
import type { ModeHold } from '../../../stock/mode.js';
import { holdsOn, modeOf, rankOf, withHolds } from './holds.js';
import { answer, refused, withEffect, type Moment, type Outcome } from './outcome.js';
import type { ModelSale } from './state.js';
import { withReset } from './trips.js';

/**
 * Answers to `setMode`. A sale of this model has never lost a write, so there is no regression to accept; and it is never given so
 * many holds that there is no room for another.
 */
export function setMode(sale: ModelSale, request: SetModeRequest, moment: Moment): Outcome {
  const { mode, actor, approver, scope = SALE_SCOPE, holder, holdSeq } = request;
  const standing = holdsOn(sale, scope);
  const held = refused(sale, { reason: 'held', holds: standing });
  const meant = meantHold(sale, request);
  if (meant === 'unclear') return held;
  if (holdSeq !== undefined && meant?.seq !== holdSeq) return held;
  if (meant === undefined && (mode === 'open' || mode === 'probe')) return answer(sale, { kind: 'already' });
  const change = rankOf(mode) - rankOf(meant?.mode ?? 'open');
  if (change > 0 && (meant?.holder ?? holder ?? actor) !== actor) return held;
  if (change === 0) return answer(sale, { kind: 'already' });
  const needsApprover = change < 0 || request.regression === 'accepted';
  if (needsApprover && [undefined, actor, meant?.holder].includes(approver))
    return refused(sale, { reason: 'approver' });
  return changed(sale, request, { moment, meant });
}

/** The hold a request is about; undefined when it would be a new one. */
function meantHold(sale: ModelSale, request: SetModeRequest): ModeHold | 'unclear' | undefined {
  const { mode, actor, scope = SALE_SCOPE, holder } = request;
  const standing = holdsOn(sale, scope);
  const own = standing.find((hold) => hold.holder === (holder ?? actor));
  if (own !== undefined || standing.length === 0) return own;
  const loosens = mode === 'open' || mode === 'probe';
  if (holder !== undefined) return loosens ? 'unclear' : undefined;
  if (!loosens && rankOf(mode) >= rankOf(modeOf(sale, scope))) return undefined;
  return standing.length === 1 ? standing[0] : 'unclear';
}

function changed(
  sale: ModelSale,
  { mode, actor, approver, reason, sample, scope = SALE_SCOPE, holder: asked }: SetModeRequest,
  { moment, meant }: { readonly moment: Moment; readonly meant: ModeHold | undefined },
): Outcome {
  const holder = meant?.holder ?? asked ?? actor;
  const event = { type: 'mode', scope, holder, mode, actor, approver, reason } as const;
  // The clock of this effect is read before the pause begins or ends: it is the moment both meet in.
  const effected = withEffect(sale, event, moment);
  const others = effected.holds.filter((hold) => hold.scope !== scope || hold.holder !== holder);
  const seq = effected.effects.length;
  const holds: readonly ModeHold[] =
    mode === 'open'
      ? others
      : [...others, { scope, holder, mode, seq, at: moment.realMs, reason, sampleLeft: sample }];
  const set = withHolds(effected, holds, moment);
  const isLooser = meant !== undefined && rankOf(mode) < rankOf(meant.mode);
  const rule = holder.startsWith('trip:') ? holder.slice('trip:'.length) : undefined;
  const after = isLooser && rule !== undefined ? withReset(set, rule, scope) : set;
  return answer(after, { kind: 'changed', previous: modeOf(sale, scope), mode: modeOf(after, scope) });
}
