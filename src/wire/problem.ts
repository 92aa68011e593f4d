import { GuardError, type ErrorCode } from '../core/errors.js';

/** Keys and indexes from the root of a document to a value. */
export type Path = readonly (string | number)[];

/** One thing wrong with a document. Lines and columns count from 1. */
export interface Problem {
  readonly line: number;
  readonly column: number;
  readonly path: Path;
  /** What is wrong, what was expected, and the fix; no path, no place. */
  readonly message: string;
}

/** A problem whose place in the file is not known yet. */
export interface CheckProblem {
  readonly path: Path;
  readonly message: string;
  /** The part of the policy whose values were compared; a fault in it may be the true cause. Default: `path`. */
  readonly comparesWith?: Path;
}

/** Problems spelled out in one error; a file with more than these is best mended from the top. */
const SHOWN_MAX = 100;

/**
 * One error for everything wrong with a file, one line a problem in the order of the file:
 * `policy.yaml:12:7 pricing.rules.deep-markdown.historyBlockBp: unknown key; did you mean historyBlockBps?`
 */
export function problemsError(code: ErrorCode, file: string, problems: readonly Problem[]): GuardError {
  const sorted = [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
  const lines = sorted.slice(0, SHOWN_MAX).map((problem) => describe(file, problem));
  if (sorted.length > SHOWN_MAX) lines.push(`${file}: and ${sorted.length - SHOWN_MAX} more`);
  const head = sorted.length === 1 ? `1 problem in ${file}` : `${sorted.length} problems in ${file}`;
  return new GuardError({
    code,
    message: [head, ...lines].join('\n'),
    data: { file, count: sorted.length, problems: lines },
  });
}

function describe(file: string, problem: Problem): string {
  const path = pathText(problem.path);
  return `${file}:${problem.line}:${problem.column} ${path === '' ? '' : `${path}: `}${problem.message}`;
}

const SHOWN_CHARS = 60;
const PLAIN_KEY = /^[\p{L}\p{N}_$-]+$/u;

/** A path as people write it: `pricing.rules.deep-markdown.overrides[0].category`. */
export function pathText(path: Path): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else if (part.length <= SHOWN_CHARS && PLAIN_KEY.test(part)) text += text === '' ? part : `.${part}`;
    else text += `[${quoted(part)}]`;
  }
  return text;
}

/** What JSON leaves as it is but a terminal or a reader would not show as written. */
const INVISIBLE = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** A text in quotes, shortened, with everything invisible escaped. */
export function quoted(text: string): string {
  const shown = text.length > SHOWN_CHARS ? `${text.slice(0, SHOWN_CHARS)}…` : text;
  return JSON.stringify(shown).replace(
    INVISIBLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** What stands where something else was expected, in a few words. */
export function gotText(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'a section';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return `a ${typeof value}`;
}
