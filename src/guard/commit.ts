import { invalid } from '../stock/field-checks.js';
import type { CommitRequest } from '../stock/request.js';
import type { CommitVerdict } from '../stock/verdict.js';
import { askStatus } from './ask-status.js';
import { answered, askStore, isTimed, troubleOf, type StoreTimer } from './ask-store.js';
import type { BookInForce, Desk } from './desk.js';
import type { GuardCommitRequest } from './guard.js';
import { orderFingerprint } from './order-fingerprint.js';
import { readRequest } from './read-request.js';
import { sellsTheSame } from './sells-the-same.js';

const FIELDS: ReadonlySet<string> = new Set(['id', 'paymentRef', 'order', 'fingerprint', 'late']);

/**
 * Turns a reservation into a sale. One that was made under another price book is honoured where the book in force sells the same
 * goods at the same price, and is `price_changed` where it does not.
 */
export async function commit(
  desk: Desk,
  given: GuardCommitRequest,
  timer: StoreTimer | undefined,
): Promise<CommitVerdict> {
  const read = readRequest(given, FIELDS);
  if (!read.ok) return read.refusal;
  const { id, paymentRef, order, late = desk.policy.late } = read.value;
  const { inForce } = desk;
  if (order !== undefined && read.value.fingerprint !== undefined)
    return invalid('fingerprint', 'is given beside the order, which has its own: give one of them');
  const fingerprint =
    order === undefined ? read.value.fingerprint : orderFingerprint(desk, { order, id, inForce });
  if (typeof fingerprint === 'object') return fingerprint;
  const request: CommitRequest = { id, paymentRef, fingerprint, late, epoch: inForce.epoch };
  let verdict: CommitVerdict;
  try {
    // As `askStore`, without what it makes for each question where nobody listens: this one is asked for every order that is sold.
    const first = isTimed(timer)
      ? await askTimed(desk, request, timer)
      : answered(await desk.stock.commit(request));
    verdict =
      first.kind === 'refused' && first.reason === 'reserved_under'
        ? await commitUnder(desk, { inForce, request, refusal: first }, timer)
        : first;
  } catch (error) {
    verdict = troubleOf(desk, error);
  }
  hear(desk, request, verdict);
  return verdict;
}

/** By itself, so that no call makes a closure that most never need. */
function askTimed(desk: Desk, request: CommitRequest, timer: StoreTimer | undefined): Promise<CommitVerdict> {
  return askStore(desk, 'commit', { ask: () => desk.stock.commit(request), timer });
}

type ReservedUnder = Extract<CommitVerdict, { readonly reason: 'reserved_under' }>;

/**
 * The note of the reservation says what its lines cost: no older book is needed, so a process that was started a minute ago
 * answers as one that has been there all along.
 */
async function commitUnder(
  desk: Desk,
  init: { readonly inForce: BookInForce; readonly request: CommitRequest; readonly refusal: ReservedUnder },
  timer: StoreTimer | undefined,
): Promise<CommitVerdict> {
  const { inForce, request, refusal } = init;
  const found = await askStatus(desk, request.id, timer);
  if (found.kind === 'unknown_id') return { kind: 'refused', reason: 'unknown_id' };
  if (found.kind !== 'found') return found;
  const { fingerprint } = found.reservation;
  switch (sellsTheSame(found.reservation, inForce)) {
    case 'same': {
      const again: CommitRequest = { ...request, reservedUnder: refusal.epoch };
      return askTimed(desk, again, timer);
    }
    case 'other':
      return { kind: 'price_changed', fingerprint: fingerprint ?? '' };
    // Not reserved by a guard, or too large an order for its note: nothing to compare with, and nothing is guessed.
    case 'unknown':
      return fingerprint === undefined ? refusal : { kind: 'price_changed', fingerprint };
  }
}

/** Tells the shop what it must do something about. */
function hear(desk: Desk, { id, paymentRef, late }: CommitRequest, verdict: CommitVerdict): void {
  const { alarms } = desk;
  switch (verdict.kind) {
    case 'expired':
      alarms.latePayment({ id, paymentRef, because: 'expired', boughtWith: undefined });
      if (late === 'rescue' && verdict.rescue?.reason === 'insufficient')
        alarms.shortfall({ because: 'rescue', id, shortages: verdict.rescue.shortages });
      return;
    case 'released':
      alarms.latePayment({ id, paymentRef, because: 'released', boughtWith: undefined });
      return;
    case 'duplicate_payment':
      alarms.latePayment({ id, paymentRef, because: 'duplicate', boughtWith: verdict.paymentRef });
      return;
    case 'refused':
      if (verdict.reason === 'restored')
        alarms.latePayment({ id, paymentRef, because: 'restored', boughtWith: undefined });
      else if (verdict.reason === 'mode') desk.watch.nudge();
      else if (verdict.reason === 'regressed') desk.watch.nudgeRegression();
      else if (verdict.reason === 'epoch') desk.watch.meetEpoch(verdict.epoch, desk.inForce.epoch);
      return;
    case 'committed':
    case 'already':
    case 'price_changed':
    case 'unknown':
      return;
  }
}
