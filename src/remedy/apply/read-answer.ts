import type { PortAnswer, PortFound } from './ports.js';

/** References and codes of services: opaque, no blanks, no `@`. */
const OPAQUE = /^[A-Za-z0-9_.:/=+#|~-]{1,128}$/;

/** Longest note of an entry. */
const NOTE_MAX = 128;

/** What is noted for a reference that could be something else than one. */
const NOT_OPAQUE = '(not-opaque)';

const ANSWERS: ReadonlySet<unknown> = new Set(['done', 'pending', 'rejected', 'busy', 'unknown']);
const FINDS: ReadonlySet<unknown> = new Set(['done', 'pending', 'rejected', 'absent', 'unknown']);

/** What a port answered. @returns undefined for what is no answer of the contract. */
export function readAnswer(answer: unknown): PortAnswer | undefined {
  // The kind was looked up, and each field is looked at where it is used.
  return isOfKind(answer, ANSWERS) ? (answer as PortAnswer) : undefined;
}

/** What a port found. @returns undefined for what is no answer of the contract. */
export function readFound(found: unknown): PortFound | undefined {
  return isOfKind(found, FINDS) ? (found as PortFound) : undefined;
}

function isOfKind(value: unknown, kinds: ReadonlySet<unknown>): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && kinds.has(value.kind);
}

/** The note of a reference or reason: kept when it is opaque, else said to be none, so that no text of a customer is kept. */
export function noteOf(text: unknown): string | undefined {
  if (text === undefined || text === null || text === '') return undefined;
  return typeof text === 'string' && text.length <= NOTE_MAX && OPAQUE.test(text) ? text : NOT_OPAQUE;
}
