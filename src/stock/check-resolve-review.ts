import type { CanonicalResolveReview, Checked } from './canonical.js';
import {
  accepted,
  choiceMessage,
  idMessage,
  invalid,
  optionalNumberMessage,
  problem,
  rejected,
  requestProblem,
  textMessage,
  TTL_RANGE,
} from './field-checks.js';
import { STOCK_LIMITS } from './limits.js';
import type { ResolveReviewRequest } from './request.js';

const FIELDS: ReadonlySet<string> = new Set(['id', 'decision', 'actor', 'reason', 'ttlMs']);
const DECISIONS: readonly ResolveReviewRequest['decision'][] = ['accept', 'reject'];

/** Checks a `resolveReview`. A rejected order stands no longer: there is no `ttlMs` to give it. */
export function checkResolveReview(request: ResolveReviewRequest): Checked<CanonicalResolveReview> {
  const wrongShape = requestProblem(request, FIELDS);
  if (wrongShape !== undefined) return rejected(wrongShape);
  const { id, decision, actor, reason, ttlMs } = request;
  const wrong =
    problem('id', idMessage(id)) ??
    problem('decision', choiceMessage(decision, DECISIONS)) ??
    problem('actor', idMessage(actor)) ??
    problem('reason', textMessage(reason, STOCK_LIMITS.reasonBytesMax)) ??
    problem('ttlMs', optionalNumberMessage(ttlMs, TTL_RANGE));
  if (wrong !== undefined) return rejected(wrong);
  if (decision === 'reject' && ttlMs !== undefined) {
    return rejected(invalid('ttlMs', 'is told for "reject", expected it only for "accept"'));
  }
  return accepted({ id, decision, actor, reason, ttlMs });
}
