import { GuardError } from '../core/errors.js';

/** The error for a command line that cannot be meant so. */
export function usage(message: string): GuardError {
  return new GuardError({ code: 'usage', message });
}
