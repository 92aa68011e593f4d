import type { CanonicalSetEpoch, Checked } from './canonical.js';
import { checkAllotments } from './check-allotments.js';
import {
  accepted,
  COUNTING_RANGE,
  idMessage,
  isInvalid,
  numberMessage,
  problem,
  rejected,
  requestProblem,
  textMessage,
} from './field-checks.js';
import type { NumberRange } from './field-checks.js';
import { STOCK_LIMITS } from './limits.js';
import type { SetEpochRequest } from './request.js';

const FIELDS: ReadonlySet<string> = new Set(['epoch', 'overlapMs', 'actor', 'reason', 'added']);
const OVERLAP: NumberRange = { min: 0, max: STOCK_LIMITS.ttlMaxMs };
const ADDED_COUNT: NumberRange = { min: 0, max: STOCK_LIMITS.allotmentsMax };

/** Checks a `setEpoch` and sorts the allotments it adds. */
export function checkSetEpoch(request: SetEpochRequest): Checked<CanonicalSetEpoch> {
  const wrongShape = requestProblem(request, FIELDS);
  if (wrongShape !== undefined) return rejected(wrongShape);
  const { epoch, overlapMs, actor, reason, added: given = [] } = request;
  const wrong =
    problem('epoch', numberMessage(epoch, COUNTING_RANGE)) ??
    problem('overlapMs', numberMessage(overlapMs, OVERLAP)) ??
    problem('actor', idMessage(actor)) ??
    problem('reason', textMessage(reason, STOCK_LIMITS.reasonBytesMax));
  if (wrong !== undefined) return rejected(wrong);
  const added = checkAllotments(given, { field: 'added', count: ADDED_COUNT });
  return isInvalid(added) ? rejected(added) : accepted({ epoch, overlapMs, actor, reason, added });
}
