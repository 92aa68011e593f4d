import type { CanonicalAdjust, Checked } from './canonical.js';
import { checkLines } from './check-lines.js';
import { accepted, idMessage, isInvalid, problem, rejected, requestProblem } from './field-checks.js';
import type { AdjustRequest } from './request.js';

const FIELDS: ReadonlySet<string> = new Set(['id', 'lines']);

/** Checks a `restock` or a `withdraw` and brings its lines into canonical form. */
export function checkAdjust(request: AdjustRequest): Checked<CanonicalAdjust> {
  const wrongShape = requestProblem(request, FIELDS);
  if (wrongShape !== undefined) return rejected(wrongShape);
  const { id, lines: given } = request;
  const wrong = problem('id', idMessage(id));
  if (wrong !== undefined) return rejected(wrong);
  const lines = checkLines(given);
  return isInvalid(lines) ? rejected(lines) : accepted({ id, lines });
}
