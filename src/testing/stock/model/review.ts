import type { ResolveReviewRequest, SignalRequest } from '../../../stock/request.js';
import { SALE_SCOPE } from '../../../stock/mode.js';
import { withEnded, withExpired } from './ending.js';
import { modeOf, modeRefusal, rankOf } from './holds.js';
import { answer, refused, withChangedOrder, withTotal, type Moment, type Outcome } from './outcome.js';
import { orderOf, type ModelSale, type OrderRecord } from './state.js';
import { expiresAt, isDue, saleClock } from './time.js';
import { withHappening } from './trips.js';

/** Answers to `resolveReview`. */
export function resolveReview(sale: ModelSale, request: ResolveReviewRequest, moment: Moment): Outcome {
  const order = orderOf(sale, request.id);
  if (order === undefined) return refused(sale, { reason: 'unknown_id' });
  if (order.state === 'expired') return answer(sale, { kind: 'expired' });
  if (order.state !== 'reviewing') return answer(sale, { kind: 'already', state: order.state });
  const { id, decision, actor, reason } = request;
  const event = { type: 'reviewed', id, decision, actor, reason } as const;
  if (decision === 'reject') {
    const after = withEnded(sale, { ...order, state: 'released' }, { event, moment });
    return answer(after, { kind: 'resolved', state: 'released', expiresAt: undefined });
  }
  if (isDue(sale, order, moment.realMs)) return answer(withExpired(sale, order, moment), { kind: 'expired' });
  const refusal = modeRefusal(sale, order, ['open', 'probe']);
  if (refusal !== undefined) return refused(sale, refusal);
  const ttlMs = request.ttlMs ?? sale.config.ttlMs ?? 600_000;
  const deadline = Math.max(order.deadline, saleClock(sale, moment.realMs) + ttlMs);
  const accepted: OrderRecord = { ...order, state: 'reserved', awaitsReview: false, deadline };
  const after = withChangedOrder(sale, accepted, { event, moment });
  return answer(after, {
    kind: 'resolved',
    state: 'reserved',
    expiresAt: expiresAt(after, accepted, moment.realMs),
  });
}

/** Answers to `signal`. */
export function signal(sale: ModelSale, request: SignalRequest, moment: Moment): Outcome {
  const { flagged, rejected, values = [] } = request;
  const named = [...new Set(request.scopes)].filter((scope) => scope !== SALE_SCOPE).sort();
  const isStockKey = (scope: string): boolean => scope.startsWith('sku:');
  const scopes = [SALE_SCOPE, ...named.filter(isStockKey), ...named.filter((scope) => !isStockKey(scope))];
  const heard: ModelSale = { ...sale, heardMs: saleClock(sale, moment.realMs) };
  const told = withTotal(heard, 'signalled');
  const counted = rejected === true ? withTotal(told, 'rejected') : told;
  // What is stopped already is not counted again.
  if (scopes.some((scope) => rankOf(modeOf(sale, scope)) >= rankOf('drain')))
    return answer(counted, { kind: 'counted' });
  const after = withHappening(
    counted,
    {
      spent: undefined,
      scopes: scopes.map((scope) => ({
        scope,
        events: [
          'judged' as const,
          ...(flagged === true ? ['flagged' as const] : []),
          ...(rejected === true ? ['rejected' as const] : []),
        ],
        values: [
          ...new Set(
            values.filter((one) => scope === SALE_SCOPE || one.scope === scope).map((one) => one.value),
          ),
        ].sort(),
        taken: undefined,
      })),
    },
    moment,
  );
  return answer(after, { kind: 'counted' });
}
