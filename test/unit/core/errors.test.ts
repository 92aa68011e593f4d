import { describe, expect, it } from 'vitest';
import { assert, AssertionError } from '../../../src/core/assert.js';
import { GuardError, isGuardError } from '../../../src/core/errors.js';

describe('GuardError', () => {
  it('carries a stable code, whether to try again, data and the cause', () => {
    const cause = new Error('disk');
    const error = new GuardError({
      code: 'file',
      message: 'cannot write x',
      transient: true,
      data: { path: 'x' },
      cause,
    });
    expect(error).toMatchObject({
      name: 'GuardError',
      code: 'file',
      transient: true,
      data: { path: 'x' },
      cause,
    });
    expect(isGuardError(error)).toBe(true);
    expect(isGuardError(error, 'policy')).toBe(false);
  });

  it('is not transient unless said so', () => {
    expect(new GuardError({ code: 'policy', message: 'm' }).transient).toBe(false);
  });

  it('is told from foreign errors', () => {
    expect(isGuardError(Object.assign(new Error('x'), { code: 'ENOENT', transient: false }))).toBe(false);
    expect(isGuardError({ code: 'file', transient: false })).toBe(false);
    expect(isGuardError(undefined)).toBe(false);
  });
});

describe('assert', () => {
  it('throws an AssertionError only when the invariant does not hold', () => {
    expect(() => assert(true, 'fine')).not.toThrow();
    expect(() => assert(false, 'units add up')).toThrow(AssertionError);
    expect(() => assert(false, 'units add up')).toThrow(/units add up/);
  });
});
