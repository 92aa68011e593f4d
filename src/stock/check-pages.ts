import type { CanonicalJournal, CanonicalReservations, Checked } from './canonical.js';
import { accepted, numberMessage, problem, rejected, requestProblem } from './field-checks.js';
import type { NumberRange } from './field-checks.js';
import { STOCK_LIMITS } from './limits.js';
import type { JournalRequest, ReservationsRequest } from './request.js';

const JOURNAL_FIELDS: ReadonlySet<string> = new Set(['after', 'limit']);
const RESERVATIONS_FIELDS: ReadonlySet<string> = new Set(['cursor', 'limit']);
const PAGE: NumberRange = { min: 1, max: STOCK_LIMITS.pageMax };
const PAGE_DEFAULT = 200;

/** What every store hands out and takes back: texts that mean something to the store alone. */
const POSITION_PATTERN = /^\d{1,15}-\d{1,15}$/;
const CURSOR_PATTERN = /^\d{1,20}$/;

/** Checks a `journal` and fills in how many entries it reads. */
export function checkJournal(request: JournalRequest | undefined): Checked<CanonicalJournal> {
  if (request === undefined) return accepted({ after: undefined, limit: PAGE_DEFAULT });
  const wrongShape = requestProblem(request, JOURNAL_FIELDS);
  if (wrongShape !== undefined) return rejected(wrongShape);
  const { after, limit = PAGE_DEFAULT } = request;
  const wrong =
    problem(
      'after',
      placeMessage(after, { pattern: POSITION_PATTERN, expected: 'the position of an entry' }),
    ) ?? problem('limit', numberMessage(limit, PAGE));
  return wrong === undefined ? accepted({ after, limit }) : rejected(wrong);
}

/** Checks a `reservations` and fills in how many it reads. */
export function checkReservations(request: ReservationsRequest | undefined): Checked<CanonicalReservations> {
  if (request === undefined) return accepted({ cursor: undefined, limit: PAGE_DEFAULT });
  const wrongShape = requestProblem(request, RESERVATIONS_FIELDS);
  if (wrongShape !== undefined) return rejected(wrongShape);
  const { cursor, limit = PAGE_DEFAULT } = request;
  const wrong =
    problem(
      'cursor',
      placeMessage(cursor, { pattern: CURSOR_PATTERN, expected: '`next` of the page before' }),
    ) ?? problem('limit', numberMessage(limit, PAGE));
  return wrong === undefined ? accepted({ cursor, limit }) : rejected(wrong);
}

function placeMessage(
  value: unknown,
  { pattern, expected }: { readonly pattern: RegExp; readonly expected: string },
): string | undefined {
  if (value === undefined || (typeof value === 'string' && pattern.test(value))) return undefined;
  return `got something else, expected ${expected}`;
}
