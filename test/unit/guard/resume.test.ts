import { describe, expect, it } from 'vitest';
import { lineOf, makeWorld, orderOf } from './guard-world.js';

describe('resume', () => {
  it('finds the order of a customer who comes back, with its price and the time left', async () => {
    const { guard, clock } = await makeWorld();
    const reductions = [{ promotionId: 'coupon-1', amountMinor: 900 }];
    const lines = [lineOf('EP-100', { quantity: 2, reductions }), lineOf('CABLE')];
    await guard.admit(orderOf('order-1', { lines, customer: ['k1.buyer', 'k1.phone'] }));
    clock.now += 60_000;
    expect(await guard.resume({ id: 'order-1', customer: ['k1.phone'] })).toEqual({
      kind: 'found',
      id: 'order-1',
      state: 'reserved',
      leftMs: 540_000,
      expiresAt: clock.now + 540_000,
      lines: [
        { sku: 'CABLE', priceList: 'default', quantity: 1, unitPriceMinor: 5_000, payableMinor: 5_000 },
        { sku: 'EP-100', priceList: 'default', quantity: 2, unitPriceMinor: 12_900, payableMinor: 24_900 },
      ],
      payableMinor: 29_900,
    });
  });

  it('leaves no time for what has ended', async () => {
    const { guard } = await makeWorld();
    await guard.admit(orderOf('order-1'));
    await guard.commit({ id: 'order-1', paymentRef: 'pay-1' });
    expect(await guard.resume({ id: 'order-1', customer: ['k1.buyer'] })).toMatchObject({
      kind: 'found',
      state: 'committed',
      leftMs: 0,
    });
  });

  it('tells a stranger of an order exactly what it tells of none', async () => {
    const { guard } = await makeWorld();
    await guard.admit(orderOf('order-1'));
    const ofAnother = await guard.resume({ id: 'order-1', customer: ['k1.stranger'] });
    const ofNone = await guard.resume({ id: 'order-2', customer: ['k1.stranger'] });
    expect(ofAnother).toEqual({ kind: 'not_found' });
    expect(ofNone).toEqual(ofAnother);
  });

  it('is not answered for a beginning of a reference, nor for one with blanks behind it', async () => {
    const { guard } = await makeWorld();
    await guard.admit(orderOf('order-1'));
    for (const reference of ['k1.buye', 'k1.buyer0'])
      expect(await guard.resume({ id: 'order-1', customer: [reference] })).toEqual({ kind: 'not_found' });
    expect(await guard.resume({ id: 'order-1', customer: ['k1.buyer '] })).toMatchObject({
      kind: 'rejected',
    });
  });

  it('shows an order that no guard reserved without its prices', async () => {
    const { guard, stock } = await makeWorld();
    await stock.reserve({ id: 'order-1', owners: ['k1.a'], lines: [{ stockKey: 'EP-100', quantity: 1 }] });
    expect(await guard.resume({ id: 'order-1', customer: ['k1.a'] })).toMatchObject({
      kind: 'found',
      lines: undefined,
      payableMinor: undefined,
    });
  });

  it('refuses what is no request', async () => {
    const { guard } = await makeWorld();
    expect(await guard.resume({ id: 'order-1', customer: [] })).toMatchObject({
      kind: 'rejected',
      refusal: { field: 'customer' },
    });
    expect(await guard.resume({ id: 'not an id', customer: ['k1.a'] })).toMatchObject({
      kind: 'rejected',
      refusal: { reason: 'invalid_request' },
    });
  });

  it('knows nothing while the store gives no answer', async () => {
    const { guard } = await makeWorld({
      wrap: (stock) => ({
        ...stock,
        status: () => Promise.resolve({ kind: 'unknown', because: 'connection', message: 'cut' }),
      }),
    });
    expect(await guard.resume({ id: 'order-1', customer: ['k1.a'] })).toEqual({
      kind: 'unknown',
      because: 'connection',
      onStoreFailure: 'reject',
    });
  });
});
