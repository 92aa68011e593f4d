import type { CommitRequest, SetEpochRequest } from '../../../stock/request.js';
import type { Refusal } from '../../../stock/verdict.js';
import { countersOf } from './fold.js';
import { answer, withEffect, type Moment, type Outcome } from './outcome.js';
import type { ModelSale, OrderContent } from './state.js';
import { saleClock } from './time.js';

/** Answers to `setEpoch`. */
export function setEpoch(sale: ModelSale, request: SetEpochRequest, moment: Moment): Outcome {
  const { epoch, overlapMs, actor, reason, added = [] } = request;
  const previous = sale.epoch;
  if (epoch === previous) return answer(sale, { kind: 'already' });
  if (added.some(({ stockKey }) => countersOf(sale, stockKey) !== undefined))
    return answer(sale, { kind: 'conflict', fields: ['added'] });
  const until = saleClock(sale, moment.realMs) + overlapMs;
  const event = { type: 'epoch', epoch, previous, overlapMs, actor, reason } as const;
  const after: ModelSale = {
    ...withEffect(sale, event, moment),
    epoch,
    overlap: { epoch: previous, until },
    added: [...sale.added, ...added],
  };
  return answer(after, { kind: 'changed', previous });
}

/** The epoch before, while it is still taken. */
export function overlapOf(sale: ModelSale, { realMs }: Moment): ModelSale['overlap'] {
  const { overlap } = sale;
  return overlap !== undefined && saleClock(sale, realMs) < overlap.until ? overlap : undefined;
}

/** The refusal of an order priced by a book that is neither in force nor in its overlap. */
export function epochRefusal(
  sale: ModelSale,
  epoch: number | undefined,
  moment: Moment,
): Refusal | undefined {
  const taken = [undefined, sale.epoch, overlapOf(sale, moment)?.epoch];
  return taken.includes(epoch) ? undefined : { reason: 'epoch', epoch: sale.epoch };
}

/** The refusal of a commit by the book of the caller. */
export function commitEpochRefusal(
  sale: ModelSale,
  order: OrderContent,
  request: CommitRequest,
  moment: Moment,
): Refusal | undefined {
  if (request.epoch === undefined) return undefined;
  const old = epochRefusal(sale, request.epoch, moment);
  if (old !== undefined) return old;
  const compared = [undefined, request.epoch, request.reservedUnder];
  return compared.includes(order.epoch) ? undefined : { reason: 'reserved_under', epoch: order.epoch };
}

/** The refusal of a rescue: under the order's own book, unless its prices were compared with the one in force. */
export function rescueEpochRefusal(
  sale: ModelSale,
  order: OrderContent,
  request: CommitRequest,
  moment: Moment,
): Refusal | undefined {
  const isCompared = request.epoch === sale.epoch && request.reservedUnder === order.epoch;
  return isCompared ? undefined : epochRefusal(sale, order.epoch, moment);
}
