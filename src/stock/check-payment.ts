import type {
  CanonicalBeginPayment,
  CanonicalCommit,
  CanonicalExtend,
  CanonicalRelease,
  Checked,
} from './canonical.js';
import {
  accepted,
  choiceMessage,
  COUNTING_RANGE,
  idMessage,
  invalid,
  numberMessage,
  optionalIdMessage,
  optionalNumberMessage,
  problem,
  rejected,
  requestProblem,
  TTL_RANGE,
} from './field-checks.js';
import type { NumberRange } from './field-checks.js';
import type { BeginPaymentRequest, CommitRequest, ExtendRequest, ReleaseRequest } from './request.js';

const BEGIN_FIELDS: ReadonlySet<string> = new Set(['id', 'ttlMs']);
const EXTEND_FIELDS: ReadonlySet<string> = new Set(['id', 'attempt', 'ttlMs']);
const COMMIT_FIELDS: ReadonlySet<string> = new Set([
  'id',
  'paymentRef',
  'fingerprint',
  'late',
  'epoch',
  'reservedUnder',
]);
const RELEASE_FIELDS: ReadonlySet<string> = new Set(['id']);
/** Which attempt comes next is the store's to say; here it only has to be a number that can be one. */
const ATTEMPT: NumberRange = { min: 1, max: Number.MAX_SAFE_INTEGER };
const LATE: readonly CanonicalCommit['late'][] = ['refund', 'rescue'];

/** Checks a `beginPayment`. */
export function checkBeginPayment(request: BeginPaymentRequest): Checked<CanonicalBeginPayment> {
  const wrongShape = requestProblem(request, BEGIN_FIELDS);
  if (wrongShape !== undefined) return rejected(wrongShape);
  const { id, ttlMs } = request;
  const wrong = problem('id', idMessage(id)) ?? problem('ttlMs', numberMessage(ttlMs, TTL_RANGE));
  return wrong === undefined ? accepted({ id, ttlMs }) : rejected(wrong);
}

/** Checks an `extend`. */
export function checkExtend(request: ExtendRequest): Checked<CanonicalExtend> {
  const wrongShape = requestProblem(request, EXTEND_FIELDS);
  if (wrongShape !== undefined) return rejected(wrongShape);
  const { id, attempt, ttlMs } = request;
  const wrong =
    problem('id', idMessage(id)) ??
    problem('attempt', numberMessage(attempt, ATTEMPT)) ??
    problem('ttlMs', numberMessage(ttlMs, TTL_RANGE));
  return wrong === undefined ? accepted({ id, attempt, ttlMs }) : rejected(wrong);
}

/** Checks a `commit`; `late` is `refund` unless told. */
export function checkCommit(request: CommitRequest): Checked<CanonicalCommit> {
  const wrongShape = requestProblem(request, COMMIT_FIELDS);
  if (wrongShape !== undefined) return rejected(wrongShape);
  const { id, paymentRef, fingerprint, late = 'refund', epoch, reservedUnder } = request;
  const wrong =
    problem('id', idMessage(id)) ??
    problem('paymentRef', idMessage(paymentRef)) ??
    problem('fingerprint', optionalIdMessage(fingerprint)) ??
    problem('late', choiceMessage(late, LATE)) ??
    problem('epoch', optionalNumberMessage(epoch, COUNTING_RANGE)) ??
    problem('reservedUnder', optionalNumberMessage(reservedUnder, COUNTING_RANGE));
  if (wrong !== undefined) return rejected(wrong);
  if (reservedUnder !== undefined && epoch === undefined) {
    return rejected(
      invalid('reservedUnder', 'is told without epoch, expected the price book it was compared with'),
    );
  }
  return accepted({ id, paymentRef, fingerprint, late, epoch, reservedUnder });
}

/** Checks a `release`. */
export function checkRelease(request: ReleaseRequest): Checked<CanonicalRelease> {
  const wrongShape = requestProblem(request, RELEASE_FIELDS);
  if (wrongShape !== undefined) return rejected(wrongShape);
  const { id } = request;
  const wrong = problem('id', idMessage(id));
  return wrong === undefined ? accepted({ id }) : rejected(wrong);
}
