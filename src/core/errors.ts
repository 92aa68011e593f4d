/** What may be attached to an error: plain facts, never secrets or personal data. */
export type ErrorData = Readonly<Record<string, string | number | boolean | readonly string[] | null>>;

/** Everything an error of this library says. */
export interface GuardErrorInit {
  /** Stable, listed in `ERROR_CODES`; programs compare this, people read `message`. */
  readonly code: ErrorCode;
  /** What happened, where, and what to do about it. */
  readonly message: string;
  /** True when the same call may succeed later without a change. Default false. */
  readonly transient?: boolean;
  readonly data?: ErrorData;
  readonly cause?: unknown;
}

/** Every error code with its meaning. Append only: a code is never reused for something else. */
export const ERROR_CODES = {
  assertion: 'an invariant of saleguard itself does not hold: please report it',
  'invalid-argument': 'a function was called with a value outside its documented range',
  'currency-mismatch': 'amounts of two currencies met in one calculation',
  overflow: 'an amount left the range of safe integers (2^53 - 1 minor units)',
  policy: 'the policy file is not valid',
  input: 'an input file cannot be read as what it was declared to be',
  usage: 'the command line is not valid',
  file: 'a file or folder cannot be opened, read or written',
  'corrupt-state': 'a store holds something that this library did not write',
  'store-configuration': 'a store refuses the client: rights, password or settings',
  'test-server': 'a server that a test asked for cannot be started or does not answer',
} as const;

/** A code of {@link ERROR_CODES}. */
export type ErrorCode = keyof typeof ERROR_CODES;

/**
 * The one base of every exception this library throws. Expected outcomes are returned, not thrown; an exception means
 * a wrong configuration, an input that cannot be read at all, or our own bug.
 */
export class GuardError extends Error {
  readonly code: ErrorCode;
  readonly transient: boolean;
  readonly data: ErrorData;

  constructor(init: GuardErrorInit) {
    super(init.message, init.cause === undefined ? undefined : { cause: init.cause });
    this.name = new.target.name;
    this.code = init.code;
    this.transient = init.transient ?? false;
    this.data = Object.freeze({ ...init.data });
  }
}

/**
 * Tells a saleguard error from any other value, also one thrown by a second copy of this package (where `instanceof`
 * would be false). With `code`, only errors of that code.
 */
export function isGuardError(value: unknown, code?: ErrorCode): value is GuardError {
  if (!(value instanceof Error) || !('code' in value) || !('transient' in value)) return false;
  return (
    typeof value.code === 'string' && value.code in ERROR_CODES && (code === undefined || value.code === code)
  );
}
