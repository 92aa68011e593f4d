import { GuardError, type ErrorData } from '../core/errors.js';

/** A Redis server of a test cannot be found, started or reached. One place, so that all of them carry one code. */
export function testServerFailure(message: string, data: ErrorData = {}, cause?: unknown): GuardError {
  return new GuardError({ code: 'test-server', message, data, ...(cause === undefined ? {} : { cause }) });
}
