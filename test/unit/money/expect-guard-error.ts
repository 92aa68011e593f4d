import { expect } from 'vitest';
import { isGuardError, type ErrorCode } from '../../../src/core/errors.js';

/** Expects `call` to throw a saleguard error of this code. */
export function expectGuardError(call: () => unknown, code: ErrorCode): void {
  let thrown: unknown;
  try {
    call();
  } catch (error) {
    thrown = error;
  }
  expect(isGuardError(thrown, code), `expected a GuardError "${code}", got ${String(thrown)}`).toBe(true);
}
