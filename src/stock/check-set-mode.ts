import type { CanonicalSetMode, Checked } from './canonical.js';
import {
  accepted,
  choiceMessage,
  idMessage,
  optionalIdMessage,
  problem,
  rejected,
  requestProblem,
  scopeMessage,
  textMessage,
} from './field-checks.js';
import { STOCK_LIMITS } from './limits.js';
import { SALE_MODES, SALE_SCOPE } from './mode.js';
import type { SetModeRequest } from './request.js';

const FIELDS: ReadonlySet<string> = new Set(['mode', 'scope', 'actor', 'reason', 'approver', 'regression']);

/** Checks a `setMode`; `scope` is the sale unless told. */
export function checkSetMode(request: SetModeRequest): Checked<CanonicalSetMode> {
  const wrongShape = requestProblem(request, FIELDS);
  if (wrongShape !== undefined) return rejected(wrongShape);
  const { mode, scope = SALE_SCOPE, actor, reason, approver, regression } = request;
  const wrong =
    problem('mode', choiceMessage(mode, SALE_MODES)) ??
    problem('scope', scopeMessage(scope)) ??
    problem('actor', idMessage(actor)) ??
    problem('reason', textMessage(reason, STOCK_LIMITS.reasonBytesMax)) ??
    problem('approver', optionalIdMessage(approver)) ??
    problem('regression', regression === undefined ? undefined : choiceMessage(regression, ['accepted']));
  return wrong === undefined
    ? accepted({ mode, scope, actor, reason, approver, regression })
    : rejected(wrong);
}
