import { STATUSES, type StatusName } from '../../stock/statuses.js';
import { assert } from '../../core/assert.js';
import { US } from './separators.js';

const NAMES: ReadonlyMap<number, StatusName> = new Map(
  // Object.entries loses the key type of a constant table.
  (Object.entries(STATUSES) as [StatusName, number][]).map(([name, number]) => [number, name]),
);

/** A reply of one operation: its status and the details that follow. */
export interface Reply {
  readonly status: StatusName;
  readonly fields: readonly string[];
}

/** The name of a status number. */
export function statusName(number: number): StatusName {
  const name = NAMES.get(number);
  assert(name !== undefined, `a script answered status ${number}, which is not in the table`);
  return name;
}

/** Reads `status` or `status US field ...`. */
export function readReply(text: string | number): Reply {
  if (typeof text === 'number') return { status: statusName(text), fields: [] };
  const end = text.indexOf(US);
  if (end < 0) return { status: statusName(Number(text)), fields: [] };
  return { status: statusName(Number(text.slice(0, end))), fields: text.slice(end + 1).split(US) };
}

/** A whole number that a script printed. */
export function readNumber(text: string | undefined): number {
  const number = Number(text);
  assert(
    // Number('') and Number(' ') are 0.
    text !== undefined && /^\d+$/.test(text) && Number.isSafeInteger(number),
    'a script printed a number that is none',
  );
  return number;
}
