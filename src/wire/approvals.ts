import type { SignedApproval } from '../catalog/approval.js';
import { canonicalJson } from '../seal/canonical-json.js';
import { withoutUndefined } from '../seal/without-undefined.js';
import { signedApprovalSchema } from './approval-schema.js';
import { problemsError, type Problem } from './problem.js';

/** Longest line, UTF-16 code units: an approval of some two hundred rows. */
export const APPROVAL_LINE_MAX = 65_536;
/** Most approvals in one file. */
export const APPROVALS_MAX = 100_000;
/** Longest file, UTF-16 code units. */
export const APPROVALS_TEXT_MAX = 134_217_728;
/** Problems after which reading stops: a file with more of them is no approvals file. */
const PROBLEMS_MAX = 100;

/**
 * Reads an approvals file: one signed approval a line, each exactly as `approvalLine` writes it. Signatures are not
 * verified here: whether one counts depends on the policy.
 *
 * A line is taken only in its canonical form, because a text that two JSON readers may understand in two ways (a key that
 * stands twice, a number beyond 2^53) has no business in a file of signatures. A byte-order mark, `\r\n` and blank lines
 * are not part of any line and do not matter.
 *
 * @param options.file name of the file, for messages.
 * @throws GuardError `input` naming every line that is no approval, is not in its canonical form, or repeats an earlier one.
 * @example
 * ```ts
 * const approvals = readApprovals(text, { file: 'approvals.jsonl' });
 * ```
 */
export function readApprovals(text: string, options: { readonly file: string }): readonly SignedApproval[] {
  if (text.length > APPROVALS_TEXT_MAX) {
    throw tooMuch(options.file, 1, `the file is longer than ${String(APPROVALS_TEXT_MAX)} characters`);
  }
  requireFewLines(text, options.file);
  const approvals: SignedApproval[] = [];
  const problems: Problem[] = [];
  const lineOf = new Map<string, number>();
  let number = 0;
  for (const line of linesOf(text)) {
    number += 1;
    if (line.trim() === '') continue;
    const reading = readLine(line);
    const earlier = lineOf.get(line);
    if (earlier !== undefined) {
      problems.push(
        problemAt(number, `the same approval stands on line ${String(earlier)}; take one of them out`),
      );
    } else if (reading.kind === 'faulty') {
      problems.push({ line: number, column: 1, path: reading.path, message: reading.message });
    } else {
      lineOf.set(line, number);
      approvals.push(reading.signed);
    }
    if (problems.length >= PROBLEMS_MAX) break;
  }
  if (problems.length > 0) throw problemsError('input', options.file, problems);
  return approvals;
}

/** Before any line is looked into: a hundred thousand take seconds. */
function requireFewLines(text: string, file: string): void {
  let number = 0;
  let count = 0;
  for (const line of linesOf(text)) {
    number += 1;
    if (line.trim() !== '') count += 1;
    if (count <= APPROVALS_MAX) continue;
    const most = `more than ${String(APPROVALS_MAX)} approvals; take out those that have expired`;
    throw tooMuch(file, number, most);
  }
}

/** The line of an approvals file that says this, without its line end. */
export function approvalLine(signed: SignedApproval): string {
  return canonicalJson(withoutUndefined(signed));
}

type LineReading =
  | { readonly kind: 'approval'; readonly signed: SignedApproval }
  | { readonly kind: 'faulty'; readonly path: Problem['path']; readonly message: string };

function readLine(line: string): LineReading {
  if (line.length > APPROVAL_LINE_MAX) {
    return faulty(`longer than ${String(APPROVAL_LINE_MAX)} characters; approve fewer rows at once`);
  }
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return faulty('no complete JSON; was the line cut off? Approvals are written by "saleguard approve"');
  }
  const result = signedApprovalSchema.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    const path = (issue?.path ?? []).filter((part) => typeof part !== 'symbol');
    const keys = issue?.code === 'unrecognized_keys' ? issue.keys : [];
    const [key] = keys;
    return key === undefined
      ? faulty(issue?.message ?? 'no approval', path)
      : faulty('unknown key', [...path, key]);
  }
  if (approvalLine(result.data) !== line) {
    return faulty(
      'not in the form it was signed in: something was written another way; take the line from where it was made',
    );
  }
  return { kind: 'approval', signed: result.data };
}

/** Line by line, so that a file of one endless line is not split into a million parts first. */
function* linesOf(text: string): Generator<string> {
  let start = text.startsWith('\ufeff') ? 1 : 0;
  while (start < text.length) {
    const found = text.indexOf('\n', start);
    const end = found === -1 ? text.length : found;
    const isCarriage = end > start && text.charCodeAt(end - 1) === 13;
    yield text.slice(start, isCarriage ? end - 1 : end);
    start = end + 1;
  }
}

function faulty(message: string, path: Problem['path'] = []): LineReading {
  return { kind: 'faulty', path, message };
}

function problemAt(line: number, message: string): Problem {
  return { line, column: 1, path: [], message };
}

function tooMuch(file: string, line: number, message: string): Error {
  return problemsError('input', file, [problemAt(line, message)]);
}
