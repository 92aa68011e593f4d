import type * as z from 'zod';
import { nearestName } from '../core/edit-distance.js';
import type { PriceRule } from '../pricing/rule.js';
import { checkPolicy } from './policy-checks.js';
import { sectionsOf, type PolicySections } from './policy-domain.js';
import { policySchema } from './policy-schema.js';
import type { RawPolicy } from './raw-policy.js';
import { pathText, problemsError, type CheckProblem, type Path, type Problem } from './problem.js';
import { namesAt } from './schema-names.js';
import { readDocument } from './yaml-document.js';

type PolicySchema = z.ZodType<RawPolicy>;

/** A document held against the schema and the cross-checks. */
type CheckedPolicy =
  | { readonly kind: 'valid'; readonly policy: RawPolicy }
  | { readonly kind: 'faulty'; readonly problems: CheckProblem[] };

/**
 * Reads a policy text for a table of rules and fills it up with defaults.
 *
 * @throws GuardError `policy` with every problem of the file.
 */
export function readPolicySections(text: string, file: string, rules: readonly PriceRule[]): PolicySections {
  const document = readDocument(text);
  if (!document.isReadable) throw problemsError('policy', file, document.problems);
  const checked = check(document.value, policySchema(rules), rules);
  const problems: Problem[] = [...document.problems];
  if (checked.kind === 'faulty') {
    const trapped = new Set(problems.map((problem) => pathText(problem.path)));
    for (const found of checked.problems) {
      // What YAML may have misread is told once, where it was found.
      if (!trapped.has(pathText(found.path))) problems.push({ ...found, ...document.placeOf(found.path) });
    }
  }
  if (problems.length > 0 || checked.kind === 'faulty') throw problemsError('policy', file, problems);
  return sectionsOf(checked.policy, rules);
}

const SAYS_NOTHING =
  'the file says nothing; write "version: 1", or let "saleguard init" write a commented one';

function check(value: unknown, schema: PolicySchema, rules: readonly PriceRule[]): CheckedPolicy {
  if (value === null || value === undefined) {
    return { kind: 'faulty', problems: [{ path: [], message: SAYS_NOTHING }] };
  }
  const result = schema.safeParse(value);
  const problems = result.success
    ? checkPolicy(result.data, rules)
    : withCrossChecks(
        value,
        result.error.issues.flatMap((issue) => problemsOf(issue, schema)),
        schema,
        rules,
      );
  return result.success && problems.length === 0
    ? { kind: 'valid', policy: result.data }
    : { kind: 'faulty', problems };
}

/**
 * The problems of single values, and those of the rest of the policy without these values, so that one look at the
 * messages mends the whole file. What a faulty value may have caused is not told.
 */
function withCrossChecks(
  value: unknown,
  problems: readonly CheckProblem[],
  schema: PolicySchema,
  rules: readonly PriceRule[],
): CheckProblem[] {
  const rest: unknown = structuredClone(value);
  for (const { path } of problems) removeAt(rest, faultyPart(path));
  const result = schema.safeParse(rest);
  if (!result.success) return [...problems];
  const further = checkPolicy(result.data, rules).filter((found) => {
    const compared = found.comparesWith ?? found.path;
    return !problems.some((problem) => startsWith(problem.path, compared));
  });
  return [...problems, ...further];
}

function startsWith(path: Path, start: Path): boolean {
  return start.every((part, index) => path[index] === part);
}

/** The smallest part around a faulty value that may be left out. */
function faultyPart(path: Path): Path {
  if (path[0] === 'pricing' && path[1] === 'exchangeRates') return path.slice(0, 2);
  // Taking one item out of a list would shift the indexes of the others.
  const isItem = typeof path.at(-1) === 'number';
  return isItem ? path.slice(0, -1) : path;
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

function problemsOf(issue: z.core.$ZodIssue, schema: z.ZodType<RawPolicy>): CheckProblem[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  // A key that is no name is told by its own schema.
  if (issue.code === 'invalid_key') return [{ path, message: issue.issues[0]?.message ?? issue.message }];
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
  const names = namesAt(schema, path);
  return issue.keys.map((key) => ({ path: [...path, key], message: unknownKeyText(key, names) }));
}

/** More names than this are not listed: nobody reads them. */
const LISTED_MAX = 30;

function unknownKeyText(key: string, names: readonly string[]): string {
  const nearest = nearestName(key, names);
  if (nearest !== undefined) return `unknown key; did you mean ${nearest}?`;
  return names.length > LISTED_MAX ? 'unknown key' : `unknown key; known here: ${names.join(', ')}`;
}
