import { GuardError } from '../../core/errors.js';
import { ID_PATTERN } from '../../core/id.js';
import { shownText, shownValue } from '../../stock/shown-value.js';

/** What `memoryStock` takes. */
export interface MemoryStockOptions {
  /** 1 to 64 of `A-Z a-z 0-9 _ . : -`. */
  readonly saleId: string;
  /** Epoch ms; `Date.now` unless told. A test hands its own in, and every deadline follows it. */
  readonly now?: (() => number) | undefined;
}

const FIELDS: ReadonlySet<string> = new Set(['saleId', 'now']);

/**
 * The options with their defaults, copied.
 *
 * @throws GuardError `invalid-argument`.
 */
export function checkMemoryOptions(options: MemoryStockOptions): Required<MemoryStockOptions> & {
  readonly now: () => number;
} {
  // JavaScript callers may hand in anything.
  const given: unknown = options;
  if (typeof given !== 'object' || given === null) throw refuse(`options are ${shownValue(given)}`);
  const unknown = Object.keys(given).find((name) => !FIELDS.has(name));
  if (unknown !== undefined) throw refuse(`${shownText(unknown)} is no option, expected only saleId and now`);
  const { saleId, now = Date.now } = options;
  if (typeof saleId !== 'string' || !ID_PATTERN.test(saleId)) {
    throw refuse(`saleId is ${shownValue(saleId)}, expected 1 to 64 of A-Z a-z 0-9 _ . : -`);
  }
  if (typeof now !== 'function') throw refuse(`now is ${shownValue(now)}, expected a function`);
  return { saleId, now };
}

function refuse(message: string): GuardError {
  return new GuardError({ code: 'invalid-argument', message: `memoryStock: ${message}` });
}
