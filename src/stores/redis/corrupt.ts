import { GuardError } from '../../core/errors.js';

/** What is thrown for something stored that this library did not write. */
export function corrupt(what: string): GuardError {
  return new GuardError({
    code: 'corrupt-state',
    message: `Redis holds something that saleguard did not write (${what}). Nothing was changed.`,
  });
}
