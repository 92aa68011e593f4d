import { GuardError } from '../core/errors.js';

/**
 * Refuses an argument that is not a safe integer (|value| <= 2^53 - 1): a fraction, NaN or an already rounded number
 * would make every later comparison wrong in silence.
 *
 * @throws GuardError `invalid-argument`, naming the argument.
 */
export function requireSafeInteger(value: number, name: string): void {
  if (!Number.isSafeInteger(value)) {
    throw new GuardError({
      code: 'invalid-argument',
      message: `${name} must be a safe integer, got ${String(value)}`,
      data: { name, value: String(value) },
    });
  }
}

/**
 * Passes on the result of an addition or multiplication of safe integers, -0 as 0. When the double result is a safe
 * integer it is the exact one: a true result beyond 2^53 - 1 can only round to 2^53 or more.
 *
 * @throws GuardError `overflow` when the result left the safe integers.
 */
export function exactOrOverflow(result: number, operation: string): number {
  if (!Number.isSafeInteger(result)) throw overflow(operation);
  return result + 0;
}

/**
 * The same border for a result computed with bigints.
 *
 * @throws GuardError `overflow` when `result` is outside the safe integers.
 */
export function toSafeInteger(result: bigint, operation: string): number {
  return exactOrOverflow(Number(result), operation);
}

function overflow(operation: string): GuardError {
  return new GuardError({
    code: 'overflow',
    message: `${operation} leaves the range of safe integers (2^53 - 1 minor units)`,
    data: { operation },
  });
}
