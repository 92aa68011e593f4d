import type { BeginPaymentRequest, CommitRequest, ExtendRequest } from '../../../stock/request.js';
import type { CommitVerdict } from '../../../stock/verdict.js';
import { epochRefusal, modeRefusal, withBudgetTrip } from './checks.js';
import { answer, refused, withChangedOrder, withExpired, type Moment, type Outcome } from './outcome.js';
import { sweptFor, takingRefusal } from './reserve.js';
import { orderOf, type ModelSale, type OrderRecord } from './state.js';
import { expiresAt, isDue, saleClock } from './time.js';

/** Answers to `beginPayment`. */
export function beginPayment(sale: ModelSale, request: BeginPaymentRequest, moment: Moment): Outcome {
  const order = orderOf(sale, request.id);
  const ended = endedAnswer(sale, order, moment);
  if (ended !== undefined || order === undefined) return ended ?? refused(sale, { reason: 'unknown_id' });
  if (order.state === 'paying') return extended(sale, order, moment);
  const refusal = modeRefusal(sale, order, ['open']);
  if (refusal !== undefined) return refused(sale, refusal);
  const deadline = Math.max(order.deadline, saleClock(sale, moment.realMs) + request.ttlMs);
  const paying: OrderRecord = { ...order, state: 'paying', deadline };
  return extended(withChangedOrder(sale, paying, moment), paying, moment);
}

/** Answers to `extend`. */
export function extend(sale: ModelSale, request: ExtendRequest, moment: Moment): Outcome {
  const order = orderOf(sale, request.id);
  const ended = endedAnswer(sale, order, moment);
  if (ended !== undefined || order === undefined) return ended ?? refused(sale, { reason: 'unknown_id' });
  const count = order.extensionCount;
  if (request.attempt <= count) return extended(sale, order, moment);
  if (request.attempt > count + 1) return refused(sale, { reason: 'extension_order', count });
  const refusal = modeRefusal(sale, order, order.state === 'paying' ? ['open', 'drain'] : ['open']);
  if (refusal !== undefined) return refused(sale, refusal);
  const countMax = sale.config.extensionCountMax ?? 3;
  const totalMaxMs = sale.config.extensionTotalMaxMs ?? 3_600_000;
  const deadline = Math.max(order.deadline, saleClock(sale, moment.realMs) + request.ttlMs);
  const extendedMs = order.extendedMs + deadline - order.deadline;
  if (request.attempt > countMax || extendedMs > totalMaxMs)
    return refused(sale, { reason: 'extension_limit', countMax, totalMaxMs });
  const longer: OrderRecord = { ...order, deadline, extendedMs, extensionCount: count + 1 };
  return extended(withChangedOrder(sale, longer, moment), longer, moment);
}

/** What a request for more time gets when the order is unknown, at its end, or due. */
function endedAnswer(sale: ModelSale, order: OrderRecord | undefined, moment: Moment): Outcome | undefined {
  if (order === undefined) return refused(sale, { reason: 'unknown_id' });
  if (order.state === 'committed' || order.state === 'restored')
    return refused(sale, { reason: order.state });
  if (order.state === 'released') return answer(sale, { kind: 'released' });
  if (order.state === 'expired') return answer(sale, { kind: 'expired' });
  if (!isDue(sale, order, moment.realMs)) return undefined;
  return answer(withExpired(sale, order, moment), { kind: 'expired' });
}

function extended(sale: ModelSale, order: OrderRecord, { realMs }: Moment): Outcome {
  return answer(sale, { kind: 'extended', expiresAt: expiresAt(sale, order, realMs) });
}

/** Answers to `commit`. */
export function commit(sale: ModelSale, request: CommitRequest, moment: Moment): readonly Outcome[] {
  const order = orderOf(sale, request.id);
  if (order === undefined) return [refused(sale, { reason: 'unknown_id' })];
  switch (order.state) {
    case 'committed':
      return [answer(sale, boughtBefore(order, request))];
    case 'restored':
      return [refused(sale, { reason: 'restored' })];
    case 'released':
      return [answer(sale, { kind: 'released' })];
    case 'expired':
      return commitLate(sale, order, request, moment);
    case 'reserved':
    case 'paying':
      return commitOpen(sale, order, request, moment);
  }
}

function boughtBefore(order: OrderRecord, request: CommitRequest): CommitVerdict {
  const { paymentRef } = order;
  if (paymentRef === undefined || paymentRef === request.paymentRef) return { kind: 'already' };
  return { kind: 'duplicate_payment', paymentRef };
}

function commitOpen(
  sale: ModelSale,
  order: OrderRecord,
  request: CommitRequest,
  moment: Moment,
): readonly Outcome[] {
  const changed = priceChanged(order, request);
  if (changed !== undefined) return [answer(sale, changed)];
  if (isDue(sale, order, moment.realMs)) {
    const swept = withExpired(sale, order, moment);
    return commitLate(swept, { ...order, state: 'expired' }, request, moment);
  }
  const refusal = modeRefusal(sale, order, order.state === 'paying' ? ['open', 'drain'] : ['open']);
  if (refusal !== undefined) return [refused(sale, refusal)];
  const bought: OrderRecord = { ...order, state: 'committed', paymentRef: request.paymentRef };
  return [answer(withChangedOrder(sale, bought, moment), { kind: 'committed', rescued: false })];
}

function priceChanged(order: OrderRecord, request: CommitRequest): CommitVerdict | undefined {
  const { fingerprint } = order;
  if (fingerprint === undefined || request.fingerprint === undefined) return undefined;
  return fingerprint === request.fingerprint ? undefined : { kind: 'price_changed', fingerprint };
}

function commitLate(
  sale: ModelSale,
  order: OrderRecord,
  request: CommitRequest,
  moment: Moment,
): readonly Outcome[] {
  if (request.late !== 'rescue') return [answer(sale, { kind: 'expired', rescue: undefined })];
  const changed = priceChanged(order, request);
  if (changed !== undefined) return [answer(sale, changed)];
  const early = modeRefusal(sale, order, ['open']) ?? epochRefusal(sale, order);
  if (early !== undefined) return [answer(sale, { kind: 'expired', rescue: early })];
  return sweptFor(sale, order, undefined, moment).map((swept) => {
    const refusal = takingRefusal(swept, order, moment);
    if (refusal !== undefined) return answer(swept, { kind: 'expired', rescue: refusal });
    const bought: OrderRecord = { ...order, state: 'committed', paymentRef: request.paymentRef };
    const after = withBudgetTrip(withChangedOrder(swept, bought, moment), moment);
    return answer(after, { kind: 'committed', rescued: true });
  });
}
