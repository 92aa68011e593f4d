import { isBoughtState, type Reservation } from '../../src/stock/reservation.js';
import type { Answer, Call } from './call.js';

type Reservations = ReadonlyMap<string, Reservation>;

/** A call with its answer. */
type AnsweredCall = Call & { readonly answer: Answer };

/**
 * Whether the final state of the store bears out what a call was answered. A refusal may be overtaken by the call's own earlier
 * sending, which was left open and arrived later.
 */
export function isExplained(call: Call, reservations: Reservations): boolean {
  const { answer } = call;
  if (answer === undefined) return false;
  const reservation = reservations.get(call.request.id);
  if (answer.kind === 'refused') return isFairRefusal(call, answer.reason, reservations);
  if (reservation === undefined) return false;
  switch (call.operation) {
    case 'reserve':
      return answer.kind === 'reserved' || answer.kind === 'replayed';
    case 'supersede':
      return (answer.kind === 'reserved' || answer.kind === 'replayed') && isTakenOver(call, reservations);
    case 'beginPayment':
    case 'extend':
      return isExplainedExtension(answer, reservation);
    case 'commit':
      return isExplainedCommit(call as AnsweredCall, reservation);
    case 'release':
      return isExplainedRelease(answer, reservation);
    case 'restore':
      return ['restored', 'already'].includes(answer.kind) && isBoughtState(reservation.state);
  }
}

function isFairRefusal(call: Call, reason: string, reservations: Reservations): boolean {
  const reservation = reservations.get(call.request.id);
  switch (call.operation) {
    case 'reserve':
    case 'supersede':
      if (reason === 'previous')
        return call.operation === 'supersede' && isPreviousBought(call, reservations);
      // Without effect: unknown to the store, unless another sending of the same order was not refused.
      return reason === 'insufficient' || reason === 'customer_limit';
    case 'beginPayment':
    case 'extend':
      return reservation?.state === reason || (reason === 'committed' && reservation?.state === 'restored');
    case 'commit':
      return reason === 'restored' && reservation?.state === 'restored';
    case 'release':
    case 'restore':
      return false;
  }
}

function isPreviousBought(
  call: Extract<Call, { readonly operation: 'supersede' }>,
  reservations: Reservations,
): boolean {
  const previous = reservations.get(call.request.previousId);
  return previous !== undefined && isBoughtState(previous.state);
}

/** The older order can no longer be bought: this one took it over, or it had ended before. */
function isTakenOver(
  call: Extract<Call, { readonly operation: 'supersede' }>,
  reservations: Reservations,
): boolean {
  const previous = reservations.get(call.request.previousId);
  if (previous === undefined || previous.state === 'expired') return true;
  return previous.state === 'released' && previous.supersededBy === call.request.id;
}

function isExplainedExtension(answer: Answer, { state }: Reservation): boolean {
  if (answer.kind === 'extended') return true;
  // A late payment may have rescued what had expired.
  if (answer.kind === 'expired') return state === 'expired' || isBoughtState(state);
  return answer.kind === 'released' && state === 'released';
}

function isExplainedCommit(call: AnsweredCall, { state, paymentRef }: Reservation): boolean {
  if (call.operation !== 'commit') return false;
  switch (call.answer.kind) {
    case 'committed':
    case 'already':
      return isBoughtState(state) && paymentRef === call.request.paymentRef;
    case 'expired':
      // The shop was told to give this payment back: only another one can have bought the order.
      return state === 'expired' || (isBoughtState(state) && paymentRef !== call.request.paymentRef);
    case 'released':
      return state === 'released';
    default:
      return false;
  }
}

function isExplainedRelease(answer: Answer, { state }: Reservation): boolean {
  if (answer.kind === 'already' && 'state' in answer) return state === answer.state;
  if (answer.kind === 'use_restore') return isBoughtState(state);
  return answer.kind === 'released' && state === 'released';
}
