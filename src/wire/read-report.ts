import * as z from 'zod';
import { GuardError } from '../core/errors.js';
import { gotText, pathText } from './problem.js';
import { REPORT_SCHEMA_VERSION } from '../catalog/report-version.js';
import type { Report } from './report.js';
import { reportSchema } from './report-schema.js';

/** What a later audit needs of an earlier report. */
export interface BaselineReport {
  readonly file: string;
  /** Ids of its findings. */
  readonly findingIds: ReadonlySet<string>;
  /** The policy it was judged by: another hash means that limits have changed since. */
  readonly policyHash: string;
}

/** Only what a baseline is used for, and only as strict as that: later releases may add fields to a report. */
const baselineSchema = z.object({
  policyHash: z.string().regex(/^[0-9a-f]{64}$/, { error: 'expected a SHA-256 in hex' }),
  findings: z.array(
    z.object({ id: z.string().regex(/^[0-9a-f]{16}$/, { error: 'expected 16 hex digits' }) }),
  ),
});

/**
 * Reads the JSON report of an earlier audit as a baseline.
 *
 * @throws GuardError `input` for a text that is not JSON, ends in the middle, is not a saleguard report, or is one of
 * another version.
 */
export function readReport(text: string, options: { readonly file: string }): BaselineReport {
  const { file } = options;
  const value = parseJson(text, file);
  checkVersion(value, file);
  const result = baselineSchema.safeParse(value);
  if (!result.success) throw damaged(result.error, file);
  const { policyHash, findings } = result.data;
  return { file, policyHash, findingIds: new Set(findings.map((finding) => finding.id)) };
}

/**
 * Reads the whole JSON report of an audit, strictly.
 *
 * @throws GuardError `input` as {@link readReport} does, and naming the first field that is not as this release writes it.
 */
export function readWholeReport(text: string, options: { readonly file: string }): Report {
  return checkReport(parseJson(text, options.file), options);
}

/**
 * Holds a value to the whole report schema, without allowance for unknown fields.
 *
 * @throws GuardError `input` naming the first field that differs.
 */
export function checkReport(value: unknown, options: { readonly file: string }): Report {
  checkVersion(value, options.file);
  const result = reportSchema.safeParse(value);
  if (!result.success) throw damaged(result.error, options.file);
  return result.data;
}

function parseJson(text: string, file: string): unknown {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text;
  if (body.trim() === '') throw unusable(file, 'it is empty');
  try {
    return JSON.parse(body);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : '';
    if (isCutOff(body, reason))
      throw unusable(file, 'it ends in the middle: was it cut off while being written or copied?', cause);
    const isLines = body.trimStart().startsWith('{') && /\}\s*\n\s*\{/.test(body.slice(0, 1_000_000));
    throw unusable(
      file,
      isLines ? 'it holds several JSON values; give the one written by --format json' : 'it is not JSON',
      cause,
    );
  }
}

const POSITION = /position (\d+)/;

/** V8 names the position of what it did not expect; at the end of the text, the text is too short. */
function isCutOff(body: string, reason: string): boolean {
  if (reason.includes('end of JSON input') || reason.startsWith('Unterminated string')) return true;
  const position = POSITION.exec(reason)?.[1];
  return position !== undefined && body.slice(Number(position)).trim() === '';
}

function checkVersion(value: unknown, file: string): void {
  const hasVersion = typeof value === 'object' && value !== null && 'schemaVersion' in value;
  if (!hasVersion) throw unusable(file, 'it is JSON but not a saleguard report: it has no schemaVersion');
  if (value.schemaVersion === REPORT_SCHEMA_VERSION) return;
  throw unusable(
    file,
    `its schemaVersion is ${gotText(value.schemaVersion)}, and this release reads ${REPORT_SCHEMA_VERSION}; write it again with this release`,
  );
}

function damaged(error: z.ZodError, file: string): GuardError {
  const [first] = error.issues;
  const path = pathText((first?.path ?? []).filter((part) => typeof part !== 'symbol'));
  return unusable(
    file,
    `${path === '' ? 'its content' : path} is not as a report has it: ${first?.message ?? ''}`,
  );
}

function unusable(file: string, why: string, cause?: unknown): GuardError {
  return new GuardError({
    code: 'input',
    message: `${file} cannot be used as a report: ${why}`,
    data: { file },
    cause,
  });
}
