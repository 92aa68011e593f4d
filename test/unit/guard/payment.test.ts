import { describe, expect, it } from 'vitest';
import { makeWorld, NOW, orderOf } from './guard-world.js';

describe('beginPayment', () => {
  it('gives as long as the sale states for the channel', async () => {
    const header = {
      channels: [
        { id: 'web', paymentMs: 900_000 },
        { id: 'phone', paymentMs: 3_600_000 },
      ],
    };
    const { guard, stock } = await makeWorld({ header });
    await guard.admit(orderOf('order-1'));
    expect(await guard.beginPayment({ id: 'order-1', channel: 'phone' })).toEqual({
      kind: 'extended',
      expiresAt: NOW + 3_600_000,
    });
    expect(await stock.status('order-1')).toMatchObject({ reservation: { state: 'paying' } });
  });

  it('gives as long as the policy states for a channel that the sale does not name', async () => {
    const { guard } = await makeWorld();
    await guard.admit(orderOf('order-1'));
    const verdict = await guard.beginPayment({ id: 'order-1', channel: 'kiosk' });
    expect(verdict.kind).toBe('extended');
  });

  it('gives as long as the call asks for', async () => {
    const { guard } = await makeWorld();
    await guard.admit(orderOf('order-1'));
    expect(await guard.beginPayment({ id: 'order-1', channel: 'web', ttlMs: 7_200_000 })).toMatchObject({
      expiresAt: NOW + 7_200_000,
    });
  });

  it('refuses a channel whose deadline nobody states', async () => {
    const { guard } = await makeWorld();
    await guard.admit(orderOf('order-1'));
    expect(await guard.beginPayment({ id: 'order-1', channel: 'fax' })).toMatchObject({
      kind: 'refused',
      reason: 'invalid_request',
      field: 'channel',
    });
  });
});

describe('extend and release', () => {
  it('go on as the store says', async () => {
    const { guard } = await makeWorld();
    await guard.admit(orderOf('order-1'));
    expect(await guard.extend({ id: 'order-1', attempt: 1, ttlMs: 1_800_000 })).toMatchObject({
      kind: 'extended',
    });
    expect(await guard.extend({ id: 'order-1', attempt: 3, ttlMs: 1_800_000 })).toMatchObject({
      reason: 'extension_order',
    });
    expect(await guard.release({ id: 'order-1' })).toEqual({ kind: 'released' });
    expect(await guard.release({ id: 'order-1' })).toEqual({ kind: 'already', state: 'released' });
  });

  it('refuse unknown fields', async () => {
    const { guard } = await makeWorld();
    const foreign = { id: 'order-1', force: true };
    expect(await guard.release(foreign)).toMatchObject({ reason: 'invalid_request', field: 'force' });
  });
});
