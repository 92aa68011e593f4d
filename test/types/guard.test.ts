import { describe, expectTypeOf, it } from 'vitest';
import type { CheckoutOrder, Order } from '../../src/catalog/order.js';
import type { GuardEvents } from '../../src/guard/events.js';
import type { Guard } from '../../src/guard/guard.js';
import type { GuardHandlers, GuardOptions } from '../../src/guard/options.js';
import type { AdmitVerdict, ShadowVerdict } from '../../src/guard/verdict.js';
import type { CommitVerdict } from '../../src/stock/verdict.js';

describe('the types of a guard', () => {
  it('have no default for what a shop must decide', () => {
    expectTypeOf<Omit<GuardOptions, 'onStoreFailure'>>().not.toExtend<GuardOptions>();
    expectTypeOf<Omit<GuardHandlers, 'trip'>>().not.toExtend<GuardHandlers>();
    expectTypeOf<Omit<GuardHandlers, 'shortfall'>>().not.toExtend<GuardHandlers>();
    expectTypeOf<Omit<GuardHandlers, 'latePayment'>>().not.toExtend<GuardHandlers>();
    expectTypeOf<Omit<GuardHandlers, 'regression'>>().not.toExtend<GuardHandlers>();
    expectTypeOf<Omit<GuardHandlers, 'error'>>().toExtend<GuardHandlers>();
  });

  it('let a checkout hand in a full order as well as a short one', () => {
    expectTypeOf<Order>().toExtend<CheckoutOrder>();
    expectTypeOf<CheckoutOrder>().not.toExtend<Order>();
  });

  it('give a fingerprint and a deadline only with what was admitted', () => {
    expectTypeOf<Extract<AdmitVerdict, { kind: 'admitted' }>['fingerprint']>().toBeString();
    expectTypeOf<Extract<AdmitVerdict, { kind: 'rejected' }>>().not.toHaveProperty('fingerprint');
    expectTypeOf<Extract<AdmitVerdict, { kind: 'unknown' }>>().not.toHaveProperty('expiresAt');
  });

  it('never nest a shadow verdict in another', () => {
    expectTypeOf<ShadowVerdict['kind']>().toEqualTypeOf<'admitted' | 'review' | 'rejected' | 'unknown'>();
  });

  it('tell the same verdict in an event as to the caller', () => {
    expectTypeOf<GuardEvents['admit']['verdict']>().toEqualTypeOf<Awaited<ReturnType<Guard['admit']>>>();
    expectTypeOf<GuardEvents['commit']['verdict']>().toEqualTypeOf<CommitVerdict>();
  });
});
