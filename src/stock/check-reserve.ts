import type { CanonicalReserve, Checked } from './canonical.js';
import { checkCounted } from './check-counted.js';
import { checkLines } from './check-lines.js';
import { checkOwners, checkScopes } from './check-texts.js';
import {
  accepted,
  COUNTING_RANGE,
  flagMessage,
  idMessage,
  invalid,
  isInvalid,
  optionalIdMessage,
  optionalNumberMessage,
  problem,
  rejected,
  requestProblem,
  TTL_RANGE,
} from './field-checks.js';
import type { Invalid } from './field-checks.js';
import { STOCK_LIMITS } from './limits.js';
import type { ReserveRequest, SupersedeRequest } from './request.js';
import { ReadyReserve } from './ready-reserve.js';
import { shownValue } from './shown-value.js';

const RESERVE_FIELDS: ReadonlySet<string> = new Set([
  'id',
  'owners',
  'lines',
  'ttlMs',
  'epoch',
  'markdownMinor',
  'fingerprint',
  'scopes',
  'review',
  'counted',
  'note',
]);
const SUPERSEDE_FIELDS: ReadonlySet<string> = new Set([...RESERVE_FIELDS, 'previousId']);

/** Checks a `reserve` and brings it into canonical form. Runs for every order: one pass, nothing made but the result. */
export function checkReserve(request: ReserveRequest): Checked<CanonicalReserve> {
  if (request instanceof ReadyReserve) return accepted(request);
  const wrong = requestProblem(request, RESERVE_FIELDS);
  return wrong === undefined ? checkContent(request, undefined) : rejected(wrong);
}

/** Checks a `supersede` and brings it into canonical form. A reservation cannot take over itself. */
export function checkSupersede(request: SupersedeRequest): Checked<CanonicalReserve> {
  const wrong = requestProblem(request, SUPERSEDE_FIELDS);
  if (wrong !== undefined) return rejected(wrong);
  const { previousId } = request;
  const message = idMessage(previousId);
  if (message !== undefined) return rejected(invalid('previousId', message));
  const checked = checkContent(request, previousId);
  if (checked.ok && checked.value.id === previousId) {
    return rejected(
      invalid('previousId', 'is the id of the request itself, expected the id of an older reservation'),
    );
  }
  return checked;
}

function checkContent(request: ReserveRequest, previousId: string | undefined): Checked<CanonicalReserve> {
  // Each field is read once: what was checked is what is used, also of an object whose getters answer anew each time.
  const { id, ttlMs, epoch, markdownMinor = 0, fingerprint, review, note } = request;
  const wrong = scalarProblem({ id, ttlMs, epoch, markdownMinor, fingerprint, review, note });
  if (wrong !== undefined) return rejected(wrong);
  const owners = checkOwners(request.owners);
  if (isInvalid(owners)) return rejected(owners);
  const lines = checkLines(request.lines);
  if (isInvalid(lines)) return rejected(lines);
  const scopes = checkScopes(request.scopes);
  if (isInvalid(scopes)) return rejected(scopes);
  const counted = checkCounted(request.counted, { lines, owners, scopes });
  if (isInvalid(counted)) return rejected(counted);
  const content = { lines, owners, scopes, epoch, markdownMinor, fingerprint };
  return accepted({ id, ttlMs, previousId, ...content, review, counted, note });
}

function scalarProblem(
  fields: Omit<ReserveRequest, 'owners' | 'lines' | 'scopes' | 'counted'>,
): Invalid | undefined {
  return (
    problem('id', idMessage(fields.id)) ??
    problem('ttlMs', optionalNumberMessage(fields.ttlMs, TTL_RANGE)) ??
    problem('epoch', optionalNumberMessage(fields.epoch, COUNTING_RANGE)) ??
    problem('markdownMinor', optionalNumberMessage(fields.markdownMinor, COUNTING_RANGE)) ??
    problem('fingerprint', optionalIdMessage(fields.fingerprint)) ??
    problem('review', flagMessage(fields.review)) ??
    problem('note', noteMessage(fields.note))
  );
}

const NOTE_PATTERN = /^[\x20-\x7e]+$/;

/** Says why `note` is none. It is not repeated: what fails here may be personal. */
function noteMessage(note: unknown): string | undefined {
  const expected = `expected 1 to ${STOCK_LIMITS.noteLengthMax} printable ASCII characters`;
  if (note === undefined) return undefined;
  if (typeof note !== 'string') return `got ${shownValue(note)}, ${expected}`;
  if (note === '' || note.length > STOCK_LIMITS.noteLengthMax) {
    return `got a text of ${note.length} characters, ${expected}`;
  }
  return NOTE_PATTERN.test(note) ? undefined : `got a text with other characters, ${expected}`;
}
