import { describe, expect, it } from 'vitest';
import { expectGuardError } from '../../money/expect-guard-error.js';
import { resolveOptions, type RedisStockOptions } from '../../../../src/stores/redis/options.js';

/** What a caller without types can hand in. */
function resolved(options: object): unknown {
  return resolveOptions(options as RedisStockOptions);
}

describe('options of redisStock', () => {
  it('have defaults', () => {
    expect(resolveOptions({ saleId: 's' })).toEqual({
      saleId: 's',
      deadlineMs: 1_000,
      prefix: undefined,
      batching: 'group',
      callerId: undefined,
    });
  });

  it.each([
    ['deadlineMs', 0],
    ['deadlineMs', -1],
    ['deadlineMs', 1.5],
    ['deadlineMs', Number.NaN],
    ['deadlineMs', 600_001],
    ['deadlineMs', '400'],
    ['deadlineMs', null],
    ['batching', 'on'],
    ['batching', true],
    ['batching', null],
    ['callerId', ''],
    ['callerId', 'a b'],
    ['callerId', 'x'.repeat(65)],
    ['callerId', 7],
    ['callerId', null],
    ['deadline', 400],
    ['__proto__x', 1],
  ])('refuse %s: %s', (name, value) => {
    expectGuardError(() => resolved({ saleId: 's', [name]: value }), 'invalid-argument');
  });

  it('name the option that does not exist and those that do', () => {
    expect(() => resolved({ saleId: 's', deadline: 400 })).toThrow(/deadline is not an option.*deadlineMs/);
  });

  it.each([undefined, null, 7, 'sale'])('that are %s are refused', (options) => {
    expectGuardError(() => resolved(options as unknown as object), 'invalid-argument');
  });
});
