import type { BeginPaymentRequest, CommitRequest, ExtendRequest } from '../../../stock/request.js';
import type { CommitVerdict, Refusal } from '../../../stock/verdict.js';
import { withExpired } from './ending.js';
import { commitEpochRefusal, rescueEpochRefusal } from './epochs.js';
import { modeRefusal } from './holds.js';
import { answer, refused, withChangedOrder, withTotal, type Moment, type Outcome } from './outcome.js';
import { isStopped, sweptFor, takingRefusal } from './reserve.js';
import { orderOf, type ModelSale, type OrderRecord } from './state.js';
import { expiresAt, isDue, saleClock } from './time.js';
import { withBudgetTrip, withCounted } from './trips.js';

/** Late payments of one order that are remembered. */
const REFUSED_PAYMENTS_MAX = 16;
const TO_GO_ON = ['open', 'probe'] as const;
const TO_FINISH = ['open', 'probe', 'drain'] as const;

/** Answers to `beginPayment`. */
export function beginPayment(sale: ModelSale, request: BeginPaymentRequest, moment: Moment): Outcome {
  const order = orderOf(sale, request.id);
  const ended = endedAnswer(sale, order, moment);
  if (ended !== undefined || order === undefined) return ended ?? refused(sale, { reason: 'unknown_id' });
  if (order.state === 'paying') return extended(sale, order, moment);
  const refusal = modeRefusal(sale, order, TO_GO_ON);
  if (refusal !== undefined) return refused(sale, refusal);
  const deadline = Math.max(order.deadline, saleClock(sale, moment.realMs) + request.ttlMs);
  const paying: OrderRecord = { ...order, state: 'paying', deadline };
  const event = { type: 'paying', id: order.id } as const;
  return extended(withTotal(withChangedOrder(sale, paying, { event, moment }), 'paying'), paying, moment);
}

/** Answers to `extend`. */
export function extend(sale: ModelSale, request: ExtendRequest, moment: Moment): Outcome {
  const order = orderOf(sale, request.id);
  const ended = endedAnswer(sale, order, moment);
  if (ended !== undefined || order === undefined) return ended ?? refused(sale, { reason: 'unknown_id' });
  const count = order.extensionCount;
  if (request.attempt <= count) return extended(sale, order, moment);
  if (request.attempt > count + 1) return refused(sale, { reason: 'extension_order', count });
  const refusal = modeRefusal(sale, order, order.state === 'paying' ? TO_FINISH : TO_GO_ON);
  if (refusal !== undefined) return refused(sale, refusal);
  const countMax = sale.config.extensionCountMax ?? 3;
  const totalMaxMs = sale.config.extensionTotalMaxMs ?? 3_600_000;
  const deadline = Math.max(order.deadline, saleClock(sale, moment.realMs) + request.ttlMs);
  const extendedMs = order.extendedMs + deadline - order.deadline;
  if (request.attempt > countMax || extendedMs > totalMaxMs)
    return refused(sale, { reason: 'extension_limit', countMax, totalMaxMs });
  const longer: OrderRecord = { ...order, deadline, extendedMs, extensionCount: count + 1 };
  const event = { type: 'extended', id: order.id } as const;
  return extended(withChangedOrder(sale, longer, { event, moment }), longer, moment);
}

/** What a request for more time gets when the order is unknown, at its end, due, or waits for a person. */
function endedAnswer(sale: ModelSale, order: OrderRecord | undefined, moment: Moment): Outcome | undefined {
  if (order === undefined) return refused(sale, { reason: 'unknown_id' });
  if (order.state === 'committed' || order.state === 'restored')
    return refused(sale, { reason: order.state });
  if (order.state === 'released') return answer(sale, { kind: 'released' });
  if (order.state === 'expired') return answer(sale, { kind: 'expired' });
  if (isDue(sale, order, moment.realMs)) return answer(withExpired(sale, order, moment), { kind: 'expired' });
  return order.state === 'reviewing' ? refused(sale, { reason: 'review' }) : undefined;
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
    case 'reviewing':
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
  if (order.state === 'reviewing') return [refused(sale, { reason: 'review' })];
  const old = commitEpochRefusal(sale, order, request, moment);
  if (old !== undefined) return [refused(sale, old)];
  const refusal = modeRefusal(sale, order, order.state === 'paying' ? TO_FINISH : TO_GO_ON);
  if (refusal !== undefined) return [refused(sale, refusal)];
  const after = withBought(sale, order, { request, moment, rescued: false });
  return [answer(withCounted(after, order, { events: ['committed'] }, moment), verdictOf(false))];
}

interface Buying {
  readonly request: CommitRequest;
  readonly moment: Moment;
  readonly rescued: boolean;
}

function withBought(sale: ModelSale, order: OrderRecord, { request, moment, rescued }: Buying): ModelSale {
  const { id, paymentRef } = request;
  const bought: OrderRecord = { ...order, state: 'committed', paymentRef };
  const event = { type: 'committed', id, paymentRef, rescued } as const;
  return withTotal(withChangedOrder(sale, bought, { event, moment }), 'committed');
}

function verdictOf(rescued: boolean): CommitVerdict {
  return { kind: 'committed', rescued };
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
  const isRescue = request.late === 'rescue';
  const { refusedPayments } = order;
  if (refusedPayments.includes(request.paymentRef) || refusedPayments.length >= REFUSED_PAYMENTS_MAX) {
    const rescue = isRescue ? ({ reason: 'payment_refused' } as const) : undefined;
    return [answer(sale, { kind: 'expired', rescue })];
  }
  const refuse = (after: ModelSale, rescue: Refusal | undefined): Outcome =>
    answer(withRefusedPayment(after, order, { request, moment }), { kind: 'expired', rescue });
  if (!isRescue) return [refuse(sale, undefined)];
  const changed = priceChanged(order, request);
  if (changed !== undefined) return [answer(sale, changed)];
  const early = rescueRefusal(sale, order, request, moment);
  if (early !== undefined) return [refuse(sale, early)];
  return sweptFor(sale, order, undefined, moment).map((swept) => {
    const stopped = isStopped(sale, swept) ? modeRefusal(swept, order, ['open']) : undefined;
    const refusal = stopped ?? takingRefusal(swept, order, moment);
    if (refusal !== undefined) return refuse(swept, refusal);
    const after = withBudgetTrip(withBought(swept, order, { request, moment, rescued: true }), moment);
    const told = { events: ['committed'], spentMinor: order.markdownMinor } as const;
    return answer(withCounted(after, order, told, moment), verdictOf(true));
  });
}

/** The shop is told to give this payment back: the same one is refused ever after. */
function withRefusedPayment(
  sale: ModelSale,
  order: OrderRecord,
  { request, moment }: Omit<Buying, 'rescued'>,
): ModelSale {
  const { id, paymentRef } = request;
  const refusing: OrderRecord = { ...order, refusedPayments: [...order.refusedPayments, paymentRef] };
  return withChangedOrder(sale, refusing, { event: { type: 'payment_refused', id, paymentRef }, moment });
}

function rescueRefusal(
  sale: ModelSale,
  order: OrderRecord,
  request: CommitRequest,
  moment: Moment,
): Refusal | undefined {
  if (order.awaitsReview) return { reason: 'review' };
  return (
    commitEpochRefusal(sale, order, request, moment) ??
    modeRefusal(sale, order, ['open']) ??
    rescueEpochRefusal(sale, order, request, moment)
  );
}
