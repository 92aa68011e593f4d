import type { ExpireRequest, ReleaseRequest, RestoreRequest } from '../../../stock/request.js';
import type { RestoreVerdict } from '../../../stock/verdict.js';
import { remainingOf } from './fold.js';
import { sweeps, withEnded } from './ending.js';
import { answer, refused, withChangedOrder, withTotal, type Moment, type Outcome } from './outcome.js';
import {
  canonicalLines,
  isBought,
  orderOf,
  quantityOf,
  sameLines,
  type ModelSale,
  type OrderRecord,
  type RestoreRecord,
} from './state.js';
import { dueOrders } from './time.js';

const RESTORES_MAX = 200;
/** Up to this many due orders every choice of a smaller sweep is followed; there are 2^8 of them. */
const CHOICES_MAX = 8;

/** Answers to `release`. */
export function release(sale: ModelSale, request: ReleaseRequest, moment: Moment): Outcome {
  const order = orderOf(sale, request.id);
  if (order === undefined) return answer(sale, { kind: 'unknown_id' });
  if (isBought(order)) return answer(sale, { kind: 'use_restore' });
  if (order.state === 'released' || order.state === 'expired')
    return answer(sale, { kind: 'already', state: order.state });
  const event = { type: 'released', id: order.id } as const;
  return answer(withEnded(sale, { ...order, state: 'released' }, { event, moment }), { kind: 'released' });
}

/** Answers to `restore`. */
export function restore(sale: ModelSale, request: RestoreRequest, moment: Moment): Outcome {
  const order = orderOf(sale, request.id);
  if (order === undefined) return refused(sale, { reason: 'unknown_id' });
  const asked = request.lines === undefined ? undefined : canonicalLines(request.lines);
  const known = order.restores.find((one) => one.restoreId === request.restoreId);
  if (known !== undefined) return answer(sale, restoredBefore(order, known, { asked, to: request.to }));
  if (!isBought(order)) return refused(sale, { reason: 'not_committed', state: order.state });
  if (order.restores.length >= RESTORES_MAX)
    return refused(sale, { reason: 'invalid_request', field: 'restoreId', message: '' });
  const remaining = remainingOf(order);
  const lines = asked ?? remaining;
  const fits = lines.every((line) => line.quantity <= quantityOf(remaining, line.stockKey));
  if (lines.length === 0 || !fits) return refused(sale, { reason: 'exceeds_committed', remaining });
  const { restoreId, to } = request;
  const given: OrderRecord = { ...order, restores: [...order.restores, { restoreId, asked, lines, to }] };
  const left = remainingOf(given);
  const after: OrderRecord = { ...given, state: left.length === 0 ? 'restored' : order.state };
  const event = { type: 'restored', id: order.id, restoreId, lines, to } as const;
  const restored = withTotal(withChangedOrder(sale, after, { event, moment }), 'restored');
  return answer(restored, { kind: 'restored', remaining: left });
}

function restoredBefore(
  order: OrderRecord,
  known: RestoreRecord,
  { asked, to }: Pick<RestoreRecord, 'asked' | 'to'>,
): RestoreVerdict {
  const sameAsked =
    asked === undefined || known.asked === undefined ? asked === known.asked : sameLines(asked, known.asked);
  const fields = [...(sameAsked ? [] : ['lines']), ...(known.to === to ? [] : ['to'])];
  return fields.length > 0
    ? { kind: 'conflict', fields }
    : { kind: 'already', remaining: remainingOf(order) };
}

/** Answers to `expire`. A sweep that may not look at all that is due may take any of them, and fewer than it may look at. */
export function expire(sale: ModelSale, request: ExpireRequest, moment: Moment): readonly Outcome[] {
  const limit = request.limit ?? 500;
  const due = dueOrders(sale, moment.realMs);
  // A store may look at two entries of one record, and at entries of records that ended.
  if (2 * sale.records.length < limit)
    return sweeps(sale, due, moment).map((after) => answer(after, swept(due, false)));
  return choices(due, limit).flatMap((chosen) =>
    sweeps(sale, chosen, moment).flatMap((after) => {
      const complete = chosen.length === due.length;
      return [answer(after, swept(chosen, true)), ...(complete ? [answer(after, swept(chosen, false))] : [])];
    }),
  );
}

function swept(expired: readonly OrderRecord[], more: boolean): Outcome['verdict'] {
  return { kind: 'swept', expired: expired.length, more };
}

/** Which orders a sweep of `limit` may expire: the earliest ones first, then any others while they can be told apart. */
function choices(due: readonly OrderRecord[], limit: number): readonly (readonly OrderRecord[])[] {
  if (due.length > CHOICES_MAX) return due.map((_, at) => due.slice(0, at + 1)).slice(0, limit);
  const subsets = due.reduce<readonly (readonly OrderRecord[])[]>(
    (found, order) => [...found, ...found.map((subset) => [...subset, order])],
    [[]],
  );
  return subsets.filter((subset) => subset.length <= limit).sort((a, b) => b.length - a.length);
}
