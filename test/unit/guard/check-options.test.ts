import { describe, expect, it } from 'vitest';
import { GuardError, isGuardError } from '../../../src/core/errors.js';
import { createGuard } from '../../../src/guard/create-guard.js';
import type { GuardOptions } from '../../../src/guard/options.js';
import { memoryStock } from '../../../src/stores/memory/memory-stock.js';
import { builtInPolicy } from '../../../src/wire/policy.js';
import { HEADER } from '../book/sample-book.js';
import { bookOf, handlersOf } from './guard-world.js';

async function goodOptions(): Promise<GuardOptions> {
  return {
    priceBook: await bookOf(),
    stock: memoryStock({ saleId: HEADER.saleId }),
    policy: builtInPolicy(),
    onStoreFailure: 'reject',
    on: handlersOf({ trips: [], shortfalls: [], latePayments: [], regressions: [], errors: [] }),
    pollMs: 0,
  };
}

/** Problems of options as JavaScript may hand them in. */
function problemsOf(options: unknown): readonly string[] {
  try {
    createGuard(options as GuardOptions);
    return [];
  } catch (error) {
    if (!isGuardError(error, 'invalid-argument')) throw error;
    return error.data['problems'] as readonly string[];
  }
}

/** The part of each problem before its colon. */
function placesOf(options: unknown): readonly string[] {
  return problemsOf(options).map((problem) => problem.slice(0, problem.indexOf(':')));
}

describe('the options of a guard', () => {
  it('are all checked at once, each with what to do', async () => {
    const options = {
      ...(await goodOptions()),
      onStoreFailure: undefined,
      on: {},
      mode: 'dry',
      pollMs: 7,
      nowMs: 1,
    };
    expect(placesOf(options)).toEqual([
      'nowMs',
      'onStoreFailure',
      'on.trip',
      'on.shortfall',
      'on.latePayment',
      'on.regression',
      'mode',
      'pollMs',
    ]);
    expect(() => createGuard(options as unknown as GuardOptions)).toThrow(GuardError);
  });

  it.each(['trip', 'shortfall', 'latePayment', 'regression'])('need a handler for %s', async (name) => {
    const options = await goodOptions();
    const { [name as 'trip']: _, ...others } = options.on;
    expect(placesOf({ ...options, on: others })).toEqual([`on.${name}`]);
  });

  it('need a decision for the time when the store cannot answer: there is no default', async () => {
    const { onStoreFailure: _, ...others } = await goodOptions();
    const [problem = ''] = problemsOf(others);
    expect(problem).toContain('"reject"');
    expect(problem).toContain('"review"');
  });

  it('need a price book of the same sale as the store', async () => {
    const options = await goodOptions();
    const [problem = ''] = problemsOf({
      ...options,
      priceBook: await bookOf(undefined, { saleId: 'other' }),
    });
    expect(problem).toContain('"other"');
    expect(problem).toContain(HEADER.saleId);
  });

  it('need the book itself, not what loading it answered', async () => {
    const options = await goodOptions();
    expect(placesOf({ ...options, priceBook: { kind: 'loaded', book: options.priceBook } })).toEqual([
      'priceBook',
    ]);
  });

  it('need a store of this release', async () => {
    const options = await goodOptions();
    const older = { ...options.stock, signal: undefined };
    expect(problemsOf({ ...options, stock: older })).toEqual([
      'stock: has no signal; it is no store, or one of an older release',
    ]);
  });

  it.each([undefined, null, 7, 'x', []])('are an object, not %o', (options) => {
    expect(placesOf(options)).toEqual(['options']);
  });

  it.each([undefined, null, 7, {}])('need a policy, a store and a book: %o', async (nothing) => {
    const options = await goodOptions();
    expect(placesOf({ ...options, policy: nothing })).toEqual(['policy']);
    expect(placesOf({ ...options, priceBook: nothing })).toEqual(['priceBook']);
    expect(placesOf({ ...options, stock: nothing })[0]).toMatch(/^stock/);
  });

  it('are copied: a handler that is replaced later is not called', async () => {
    const options = await goodOptions();
    const guard = createGuard(options);
    expect(guard.saleId).toBe(HEADER.saleId);
    expect(guard.epoch).toBe(HEADER.epoch);
    expect(Object.isFrozen(guard)).toBe(true);
    await guard.close();
  });
});
