import { GuardError } from '../core/errors.js';
import { canonicalJson } from '../seal/canonical-json.js';
import { withoutUndefined } from '../seal/without-undefined.js';
import type { PriceBookHeader, PriceBookTrailer } from '../catalog/price-book.js';
import { bookHeaderSchema, bookTrailerSchema, type RawBookHeader } from './price-book-schema.js';
import { gotText, pathText } from './problem.js';
import type * as z from 'zod';

/** What a line of a price book says, or why it says nothing. */
export type BookLine<T> =
  | { readonly kind: 'read'; readonly value: T }
  /** It is JSON, of a schema that this release does not know. */
  | { readonly kind: 'unknown-schema'; readonly message: string }
  /** It is a header or trailer that says something it may not. */
  | { readonly kind: 'invalid'; readonly message: string }
  /** It says it in another way than the one canonical way. */
  | { readonly kind: 'not-canonical'; readonly message: string }
  /** It is something else altogether. */
  | { readonly kind: 'foreign'; readonly message: string };

const SCHEMA_START = 'saleguard/price-book/';

/** Reads the first line of a price book, its end left out. */
export function readBookHeader(line: string): BookLine<PriceBookHeader> {
  const value = parseObject(line);
  if (value === undefined || typeof value['schema'] !== 'string' || !value['schema'].startsWith(SCHEMA_START))
    return { kind: 'foreign', message: 'the first line is no header of a price book' };
  const result = bookHeaderSchema.safeParse(value);
  if (!result.success) {
    const message = issueText(result.error);
    return { kind: isOfNewerRelease(result.error) ? 'unknown-schema' : 'invalid', message };
  }
  return canonical(line, result.data, headerOf(result.data));
}

/** Reads the last line of a price book, its end left out. */
export function readBookTrailer(line: string): BookLine<PriceBookTrailer> {
  const value = parseObject(line);
  if (value === undefined) return { kind: 'foreign', message: 'the line is not a JSON object' };
  const result = bookTrailerSchema.safeParse(value);
  if (!result.success) return { kind: 'invalid', message: issueText(result.error) };
  return canonical(line, result.data, Object.freeze(result.data));
}

/**
 * A header as the first line of a price book, its end left out: canonical JSON, members that are undefined left out.
 *
 * @throws GuardError `invalid-argument` naming the member that may not be as it is.
 */
export function printBookHeader(header: PriceBookHeader): string {
  const members = withoutUndefined(header);
  const result = bookHeaderSchema.safeParse(members);
  if (result.success) return canonicalJson(members);
  throw new GuardError({
    code: 'invalid-argument',
    message: `the header of a price book cannot be written: ${issueText(result.error)}`,
  });
}

/** A trailer as the last line of a price book, its end left out. */
export function printBookTrailer(trailer: PriceBookTrailer): string {
  return canonicalJson(trailer);
}

function parseObject(line: string): Record<string, unknown> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  // An object from JSON: every member is looked at before it is used.
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

/** Compares with what was checked, not with what was parsed: a member that the check passed over would differ, too. */
function canonical<T>(line: string, checked: object, read: T): BookLine<T> {
  if (canonicalJson(checked) === line) return { kind: 'read', value: read };
  return { kind: 'not-canonical', message: 'the line is not in canonical form (RFC 8785)' };
}

/** A member more, or another schema: written by a release that may mean more by it. */
function isOfNewerRelease(error: z.ZodError): boolean {
  return error.issues.some((issue) => issue.code === 'unrecognized_keys' || issue.path[0] === 'schema');
}

function issueText(error: z.ZodError): string {
  const [first] = error.issues;
  if (first?.code === 'unrecognized_keys')
    return `${gotText(first.keys[0])} is no member that this release knows`;
  const path = pathText((first?.path ?? []).filter((part) => typeof part !== 'symbol'));
  return `${path === '' ? '' : `${path}: `}${first?.message ?? ''}`;
}

/** Every member present, as the types have it; frozen. */
function headerOf(raw: RawBookHeader): PriceBookHeader {
  return Object.freeze({
    ...raw,
    promotionsSha256: raw.promotionsSha256,
    lossBudgetMinor: raw.lossBudgetMinor,
    channels: Object.freeze(raw.channels.map((channel) => Object.freeze({ ...channel }))),
    approvalIds: Object.freeze([...raw.approvalIds]),
  });
}
