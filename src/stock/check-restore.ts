import type { CanonicalRestore, Checked } from './canonical.js';
import { checkLines } from './check-lines.js';
import {
  accepted,
  choiceMessage,
  idMessage,
  isInvalid,
  problem,
  rejected,
  requestProblem,
} from './field-checks.js';
import type { RestoreRequest } from './request.js';

const FIELDS: ReadonlySet<string> = new Set(['id', 'restoreId', 'lines', 'to']);
const PLACES: readonly RestoreRequest['to'][] = ['stock', 'quarantine'];

/** Checks a `restore` and brings its lines into canonical form; no lines stand for everything that remains. */
export function checkRestore(request: RestoreRequest): Checked<CanonicalRestore> {
  const wrongShape = requestProblem(request, FIELDS);
  if (wrongShape !== undefined) return rejected(wrongShape);
  const { id, restoreId, lines: given, to } = request;
  const wrong =
    problem('id', idMessage(id)) ??
    problem('restoreId', idMessage(restoreId)) ??
    problem('to', choiceMessage(to, PLACES));
  if (wrong !== undefined) return rejected(wrong);
  const lines = given === undefined ? undefined : checkLines(given);
  if (lines !== undefined && isInvalid(lines)) return rejected(lines);
  return accepted({ id, restoreId, lines, to });
}
