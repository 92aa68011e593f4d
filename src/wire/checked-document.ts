import type * as z from 'zod';
import { nearestName } from '../core/edit-distance.js';
import type { ErrorCode } from '../core/errors.js';
import type { DocumentLimits } from './document-limits.js';
import { pathText, problemsError, type CheckProblem, type Path, type Problem } from './problem.js';
import { namesAt } from './schema-names.js';
import { readDocument, type ReadDocument } from './yaml-document.js';

/** What one kind of file holds, and how its faults are told. */
export interface DocumentForm<T> {
  /** Code of the error that names every problem. */
  readonly code: ErrorCode;
  readonly schema: z.ZodType<T>;
  /** What to write into a file that holds nothing. */
  readonly saysNothing: string;
  /** Bounds on the file; those of a file that people write where none are named. */
  readonly limits?: DocumentLimits;
  /** What is wrong although each value alone is right. */
  crossCheck(value: T): readonly CheckProblem[];
  /**
   * The smallest part around a faulty value that can be left out, so that the rest is checked as well. A list as a whole
   * where this is not given: taking one item out would shift the indexes of the others.
   */
  faultyPart?(path: Path): Path;
}

/** A checked document, and where its values stand. */
export interface CheckedDocument<T> extends Pick<ReadDocument, 'placeOf'> {
  readonly value: T;
}

/**
 * Reads a YAML or JSON text of one form.
 *
 * @throws GuardError of the form's code with every problem of the file.
 */
export function readChecked<T>(text: string, file: string, form: DocumentForm<T>): CheckedDocument<T> {
  const document = readDocument(text, form.limits);
  if (!document.isReadable) throw problemsError(form.code, file, document.problems);
  const checked = check(document.value, form);
  const problems: Problem[] = [...document.problems];
  if (checked.kind === 'faulty') {
    // What YAML may have misread is told once, where it was found.
    const trapped = new Set(problems.map((problem) => pathText(problem.path)));
    const told = new Set<string>();
    for (const found of checked.problems) {
      const path = pathText(found.path);
      // One value may fail two checks that ask for the same.
      if (trapped.has(path) || told.has(`${path} ${found.message}`)) continue;
      told.add(`${path} ${found.message}`);
      problems.push({ ...found, ...document.placeOf(found.path) });
    }
  }
  if (problems.length > 0 || checked.kind === 'faulty') throw problemsError(form.code, file, problems);
  return { value: checked.value, placeOf: (path) => document.placeOf(path) };
}

/** A document held against the schema and the cross-checks. */
type Checked<T> =
  | { readonly kind: 'valid'; readonly value: T }
  | { readonly kind: 'faulty'; readonly problems: readonly CheckProblem[] };

function check<T>(value: unknown, form: DocumentForm<T>): Checked<T> {
  if (value === null || value === undefined) {
    return { kind: 'faulty', problems: [{ path: [], message: form.saysNothing }] };
  }
  const result = form.schema.safeParse(value);
  const problems = result.success
    ? form.crossCheck(result.data)
    : withCrossChecks(
        value,
        result.error.issues.flatMap((issue) => problemsOf(issue, form.schema)),
        form,
      );
  return result.success && problems.length === 0
    ? { kind: 'valid', value: result.data }
    : { kind: 'faulty', problems };
}

/**
 * The problems of single values, and those of the rest of the document without these values, so that one look at the
 * messages mends the whole file. What a faulty value may have caused is not told.
 */
function withCrossChecks<T>(
  value: unknown,
  problems: readonly CheckProblem[],
  form: DocumentForm<T>,
): readonly CheckProblem[] {
  const rest: unknown = structuredClone(value);
  for (const { path } of problems) removeAt(rest, form.faultyPart?.(path) ?? listOrValue(path));
  const result = form.schema.safeParse(rest);
  if (!result.success) return problems;
  const faulty = new Set(
    problems.flatMap(({ path }) => path.map((_, end) => pathText(path.slice(0, end + 1)))),
  );
  const further = form.crossCheck(result.data).filter((found) => {
    const compared = found.comparesWith ?? found.path;
    return compared.length > 0 && !faulty.has(pathText(compared));
  });
  return [...problems, ...further];
}

/** The path itself, or the list that holds it. */
export function listOrValue(path: Path): Path {
  return typeof path.at(-1) === 'number' ? path.slice(0, -1) : path;
}

function removeAt(root: unknown, path: Path): void {
  let holder = root;
  for (const part of path.slice(0, -1)) {
    if (typeof holder !== 'object' || holder === null) return;
    holder = (holder as Record<string | number, unknown>)[part]; // plain data, read from the file
  }
  const last = path.at(-1);
  if (last !== undefined && typeof holder === 'object' && holder !== null)
    Reflect.deleteProperty(holder, last);
}

function problemsOf(issue: z.core.$ZodIssue, schema: z.core.$ZodType): CheckProblem[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  // A key that is no name is told by its own schema.
  if (issue.code === 'invalid_key') return [{ path, message: issue.issues[0]?.message ?? issue.message }];
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
  const names = namesAt(schema, path);
  return issue.keys.map((key, index) => ({
    path: [...path, key],
    message: index < SUGGESTED_MAX ? unknownKeyText(key, names) : 'unknown key',
  }));
}

/** Unknown keys of one section for which the nearest name is looked up; far more than are ever shown. */
const SUGGESTED_MAX = 1000;

/** More names than this are not listed: nobody reads them. */
const LISTED_MAX = 30;

function unknownKeyText(key: string, names: readonly string[]): string {
  const nearest = nearestName(key, names);
  if (nearest !== undefined) return `unknown key; did you mean ${nearest}?`;
  return names.length > LISTED_MAX ? 'unknown key' : `unknown key; known here: ${names.join(', ')}`;
}
