import type * as z from 'zod';
import { inCanonicalOrder, planLineText, type PlanLine } from '../remedy/plan-text.js';
import type { PlanRecord } from '../remedy/plan.js';
import { kindText, unknownText } from './order-fields.js';
import { planFault, type PlanFileLine } from './plan-lines.js';
import { pathText } from './problem.js';

/** The value of a line, whatever it is. @throws GuardError `input` for a line that is no JSON. */
export function planLineValue(line: PlanFileLine, file: string): unknown {
  try {
    return JSON.parse(line.text);
  } catch {
    throw planFault({ file, line: line.line }, 'is no JSON; take the plan as "saleguard plan" wrote it');
  }
}

/** What a line says it is; undefined where it says nothing. */
export function typeOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
}

/** What is read from a line of a plan, and where. */
export interface LineInFile {
  readonly line: PlanFileLine;
  readonly file: string;
  readonly value: unknown;
}

/**
 * A line of one kind. Its text has to be the one text of its value: what two readers of JSON may understand in two ways is refused.
 *
 * @throws GuardError `input` with file, line, the member, and what was expected; no text of the file is repeated.
 */
export function checkedLine<T extends PlanLine>(schema: z.ZodType<T>, { line, file, value }: LineInFile): T {
  const place = { file, line: line.line };
  const result = schema.safeParse(value);
  if (!result.success) throw planFault(place, faultOf(result.error));
  if (planLineText(result.data) !== line.text)
    throw planFault(
      place,
      'is not as it was written: members twice or in another order, or numbers written otherwise',
    );
  return result.data;
}

/** A record of a line that was checked before: the same bytes. */
export function recordAgain(line: PlanFileLine): PlanRecord {
  return inCanonicalOrder(JSON.parse(line.text) as PlanRecord); // the schema held for these bytes
}

function faultOf(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return 'is no line of a plan';
  const path = pathText(issue.path.filter((part) => typeof part !== 'symbol'));
  const message =
    issue.code === 'unrecognized_keys'
      ? `unknown name ${unknownText(issue.keys[0] ?? '')}`
      : issue.message.startsWith('got ')
        ? issue.message
        : `got ${kindText(issue.input)}, which does not belong there`;
  return path === '' ? message : `${path}: ${message}`;
}
