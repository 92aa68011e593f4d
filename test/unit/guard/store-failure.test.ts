import { describe, expect, it } from 'vitest';
import { GuardError } from '../../../src/core/errors.js';
import type { FailurePolicy } from '../../../src/guard/verdict.js';
import type { StockStore } from '../../../src/stock/store.js';
import { afterHandlers, lineOf, makeWorld, orderOf, type GuardWorld } from './guard-world.js';

/** A store of which one operation fails in one way. */
function failing(operation: keyof StockStore, answer: () => unknown): (stock: StockStore) => StockStore {
  return (stock) => ({ ...stock, [operation]: () => Promise.resolve().then(answer) });
}

function world(
  operation: keyof StockStore,
  answer: () => unknown,
  onStoreFailure: FailurePolicy = 'reject',
): Promise<GuardWorld> {
  return makeWorld({ wrap: failing(operation, answer), options: { onStoreFailure } });
}

const LATE = { kind: 'refused', reason: 'late' } as const;
const UNAVAILABLE = { kind: 'refused', reason: 'unavailable', error: 'LOADING' } as const;
const UNKNOWN = { kind: 'unknown', because: 'deadline', message: 'no answer within 100 ms' } as const;

describe('admit while the store does not execute it', () => {
  it.each([LATE, UNAVAILABLE])('rejects the order by the policy reject: %o', async (refusal) => {
    const { guard } = await world('reserve', () => refusal);
    expect(await guard.admit(orderOf('order-1'))).toMatchObject({
      kind: 'rejected',
      reason: 'store_failure',
      onStoreFailure: 'reject',
      transient: true,
      refusal,
    });
  });

  it.each([LATE, UNAVAILABLE])('leaves it to a person by the policy review: %o', async (refusal) => {
    const { guard } = await world('reserve', () => refusal, 'review');
    expect(await guard.admit(orderOf('order-1'))).toMatchObject({
      kind: 'review',
      reserved: false,
      expiresAt: undefined,
      onStoreFailure: 'review',
      refusal,
    });
  });

  it('rejects a wrong price whatever the policy: no person needs to look', async () => {
    const { guard } = await world('status', () => UNKNOWN, 'review');
    const lines = [lineOf('EP-100', { unitPriceMinor: 5 })];
    expect(await guard.admit(orderOf('order-1', { lines }))).toMatchObject({
      kind: 'rejected',
      reason: 'price',
    });
  });

  it.each<FailurePolicy>(['reject', 'review'])(
    'is neither admitted nor rejected without an answer (%s)',
    async (policy) => {
      const { guard } = await world('reserve', () => UNKNOWN, policy);
      expect(await guard.admit(orderOf('order-1'))).toMatchObject({
        kind: 'unknown',
        because: 'deadline',
        onStoreFailure: policy,
      });
    },
  );
});

describe('a store that throws', () => {
  it.each(['corrupt-state', 'store-configuration'] as const)('has executed nothing: %s', async (code) => {
    const error = new GuardError({ code, message: 'planted' });
    const { guard, heard } = await world('reserve', () => Promise.reject(error));
    expect(await guard.admit(orderOf('order-1'))).toMatchObject({
      kind: 'rejected',
      reason: 'store_failure',
    });
    await afterHandlers();
    expect(heard.errors).toEqual([error]);
  });

  it('leaves it open what happened when it throws anything else', async () => {
    const { guard, heard } = await world('reserve', () => Promise.reject(new TypeError('planted')));
    expect(await guard.admit(orderOf('order-1'))).toMatchObject({ kind: 'unknown', because: 'store' });
    await afterHandlers();
    expect(heard.errors).toHaveLength(1);
  });

  it('makes no call of the guard reject', async () => {
    const boom = (): never => {
      throw new GuardError({ code: 'corrupt-state', message: 'planted' });
    };
    const { guard } = await makeWorld({
      wrap: (stock) => ({
        ...stock,
        commit: boom,
        release: boom,
        extend: boom,
        beginPayment: boom,
        status: boom,
        resolveReview: boom,
        snapshot: boom,
        setEpoch: boom,
      }),
    });
    const unavailable = { kind: 'refused', reason: 'unavailable', error: 'corrupt-state' };
    expect(await guard.commit({ id: 'order-1', paymentRef: 'pay-1' })).toEqual(unavailable);
    expect(await guard.release({ id: 'order-1' })).toEqual(unavailable);
    expect(await guard.extend({ id: 'order-1', attempt: 1, ttlMs: 1_000 })).toEqual(unavailable);
    expect(await guard.beginPayment({ id: 'order-1', channel: 'web' })).toEqual(unavailable);
    const review = { id: 'order-1', decision: 'accept', actor: 'minji', reason: 'seen' } as const;
    expect(await guard.resolveReview(review)).toEqual(unavailable);
    expect(await guard.resume({ id: 'order-1', customer: ['k1.buyer'] })).toMatchObject({ kind: 'rejected' });
  });
});

describe('a signal that is not counted', () => {
  it('is sent again with the next attempt of the same order', async () => {
    let signals = 0;
    const { guard } = await world('signal', () => {
      signals++;
      return UNAVAILABLE;
    });
    const lines = [lineOf('EP-100', { unitPriceMinor: 5 })];
    await guard.admit(orderOf('order-1', { lines }));
    await afterHandlers();
    await guard.admit(orderOf('order-1', { lines }));
    await guard.close();
    expect(signals).toBe(2);
  });
});
