import { hasContactNumber } from '../../core/contact-number.js';
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
  return plainOf(answer, ANSWERS) as PortAnswer | undefined;
}

/** What a port found. @returns undefined for what is no answer of the contract. */
export function readFound(found: unknown): PortFound | undefined {
  return plainOf(found, FINDS) as PortFound | undefined;
}

/** What is read of an answer, each field once: objects of clients may throw where they are read, or say something else the second time. */
function plainOf(value: unknown, kinds: ReadonlySet<unknown>): object | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  try {
    const { kind, ref, reason, amount, afterMs } = value as Readonly<Record<string, unknown>>;
    return kinds.has(kind) ? { kind, ref, reason, amount, afterMs } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The note of a reference or reason: kept when it is opaque, else said to be none, so that no text of a customer is kept. A reference of
 * digits that looks like a telephone or card number is not kept either: the key finds it at the service.
 */
export function noteOf(text: unknown): string | undefined {
  if (text === undefined || text === null || text === '') return undefined;
  if (typeof text !== 'string' || text.length > NOTE_MAX || !OPAQUE.test(text)) return NOT_OPAQUE;
  return hasContactNumber(text) ? NOT_OPAQUE : text;
}
