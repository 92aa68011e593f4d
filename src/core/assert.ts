/**
 * core: assertions, errors, instants and flat look-up tables.
 * May import nothing. Invariant: knows no word of the trade, so every other room can stand on it.
 */
import { GuardError } from './errors.js';

/** Our own bug, never the caller's: thrown when an invariant of this library does not hold. */
export class AssertionError extends GuardError {
  constructor(message: string) {
    super({ code: 'assertion', message: `saleguard is wrong here: ${message}` });
  }
}

/**
 * States an invariant of our own code. Stays on in production: a wrong price costs more than the check.
 *
 * @throws AssertionError when `condition` is false.
 */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new AssertionError(message);
}
