import type { OrderFinding } from '../catalog/order-finding.js';
import type { Reservation, ReservationState } from '../stock/reservation.js';
import {
  TRANSIENT_REASONS,
  type Refused,
  type ReserveReason,
  type ReserveVerdict,
  type Unknown,
} from '../stock/verdict.js';
import { GUARD_MESSAGES } from '../text/guard-messages.js';
import type { FailurePolicy, RejectReason, ShadowVerdict } from './verdict.js';

/** An order as the guard judged it. */
export interface AdmittedOrder {
  readonly id: string;
  readonly epoch: number;
  readonly fingerprint: string;
  readonly markdownMinor: number;
  readonly payableMinor: number;
  readonly findings: readonly OrderFinding[];
  /** A person must look at it before it can be paid. */
  readonly needsReview: boolean;
}

/** An order that goes nowhere. */
export type Rejected = Extract<ShadowVerdict, { readonly kind: 'rejected' }>;
const NO_FINDINGS: readonly OrderFinding[] = Object.freeze([]);

/** What a refusal of the store means to a shop; undefined where the store did not execute it, and the failure policy decides. */
const REASONS: Readonly<Record<ReserveReason, RejectReason | undefined>> = {
  invalid_request: 'invalid_order',
  unknown_sale: 'set_up',
  unknown_sku: 'set_up',
  owner_key: 'set_up',
  version: 'set_up',
  mode: 'sale_closed',
  epoch: 'sale_closed',
  regressed: 'sale_closed',
  insufficient: 'sold_out',
  customer_limit: 'customer_limit',
  loss_budget: 'loss_budget',
  late: undefined,
  unavailable: undefined,
};

/** A rejection, with whatever says why. */
export function rejected(
  id: string,
  reason: RejectReason,
  init: Partial<
    Pick<Rejected, 'epoch' | 'findings' | 'refusal' | 'problem' | 'transient' | 'onStoreFailure'>
  >,
): Rejected {
  return {
    kind: 'rejected',
    id,
    epoch: init.epoch,
    reason,
    findings: init.findings ?? NO_FINDINGS,
    refusal: init.refusal,
    problem: init.problem,
    transient: init.transient ?? false,
    onStoreFailure: init.onStoreFailure,
    message: GUARD_MESSAGES[reason],
  };
}

/**
 * What the store's answer to `reserve` means for the order. `admitted` comes from a reservation alone.
 *
 * @throws TypeError for an answer that is no verdict of `reserve`: a store may be anybody's.
 */
export function answerOf(
  desk: { readonly onStoreFailure: FailurePolicy },
  order: AdmittedOrder,
  answer: ReserveVerdict,
): ShadowVerdict {
  switch (answer.kind) {
    case 'reserved': {
      const { expiresAt } = answer;
      const state: ReservationState = order.needsReview ? 'reviewing' : 'reserved';
      return standing(order, { state, expiresAt, epoch: order.epoch, replayed: false });
    }
    case 'replayed': {
      const { state, expiresAt } = answer;
      return standing(order, { state, expiresAt, epoch: order.epoch, replayed: true });
    }
    case 'conflict': {
      const problem = `the id was used before for another order: ${answer.fields.join(', ')} differ`;
      return rejected(order.id, 'conflict', { epoch: order.epoch, findings: order.findings, problem });
    }
    case 'refused':
      return refusedAnswer(desk.onStoreFailure, order, answer);
    case 'unknown':
      return unknownAnswer(desk.onStoreFailure, order, answer);
  }
  throw new TypeError('the store answered a kind of verdict that reserve does not have');
}

/** What became of an order that was taken before, perhaps judged by another price book. */
export function recordAnswer(order: AdmittedOrder, reservation: Reservation): ShadowVerdict {
  const { state, expiresAt, epoch = order.epoch, markdownMinor } = reservation;
  return standing({ ...order, markdownMinor }, { state, expiresAt, epoch, replayed: true });
}

function standing(
  order: AdmittedOrder,
  init: {
    readonly state: ReservationState;
    readonly expiresAt: number;
    readonly epoch: number;
    readonly replayed: boolean;
  },
): ShadowVerdict {
  const { id, fingerprint, markdownMinor, payableMinor, findings } = order;
  const { state, expiresAt, epoch, replayed } = init;
  switch (state) {
    case 'reserved':
    case 'paying':
    case 'committed':
      return {
        kind: 'admitted',
        id,
        epoch,
        state,
        expiresAt,
        replayed,
        fingerprint,
        markdownMinor,
        payableMinor,
        findings,
      };
    case 'reviewing':
      return {
        kind: 'review',
        id,
        epoch,
        reserved: true,
        expiresAt,
        replayed,
        findings,
        onStoreFailure: undefined,
        refusal: undefined,
        message: GUARD_MESSAGES.review,
      };
    case 'released':
    case 'expired':
    case 'restored':
      return rejected(id, 'ended', { epoch, findings, problem: `the reservation is ${state}` });
  }
  throw new TypeError('the store answered a state that no reservation has');
}

function refusedAnswer(
  onStoreFailure: FailurePolicy,
  order: AdmittedOrder,
  refusal: Refused<ReserveReason>,
): ShadowVerdict {
  const { id, epoch, findings } = order;
  const reason = REASONS[refusal.reason];
  if (reason !== undefined) {
    const problem = refusal.reason === 'invalid_request' ? `${refusal.field}: ${refusal.message}` : undefined;
    const transient = TRANSIENT_REASONS.has(refusal.reason);
    return rejected(id, reason, { epoch, findings, refusal, problem, transient });
  }
  if (onStoreFailure === 'reject')
    return rejected(id, 'store_failure', { epoch, findings, refusal, transient: true, onStoreFailure });
  return {
    kind: 'review',
    id,
    epoch,
    reserved: false,
    expiresAt: undefined,
    replayed: false,
    findings,
    onStoreFailure,
    refusal,
    message: GUARD_MESSAGES.review_unreserved,
  };
}

function unknownAnswer(onStoreFailure: FailurePolicy, order: AdmittedOrder, answer: Unknown): ShadowVerdict {
  return {
    kind: 'unknown',
    id: order.id,
    because: answer.because,
    onStoreFailure,
    findings: order.findings,
    message: GUARD_MESSAGES.unknown,
  };
}
