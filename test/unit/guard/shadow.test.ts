import { describe, expect, it } from 'vitest';
import { afterHandlers, lineOf, makeWorld, orderOf } from './guard-world.js';

describe('a guard in shadow mode', () => {
  it('lets every order through and says what it would have answered', async () => {
    const { guard } = await makeWorld({ options: { mode: 'shadow' } });
    expect(await guard.admit(orderOf('order-1'))).toMatchObject({
      kind: 'shadowed',
      id: 'order-1',
      would: { kind: 'admitted', replayed: false },
    });
    const lines = [lineOf('EP-100', { unitPriceMinor: 5 })];
    expect(await guard.admit(orderOf('order-2', { lines }))).toMatchObject({
      kind: 'shadowed',
      would: { kind: 'rejected', reason: 'price' },
    });
    expect(await guard.admit({ ...orderOf('order-3'), lines: [] })).toMatchObject({
      kind: 'shadowed',
      id: 'order-3',
      would: { kind: 'rejected', reason: 'invalid_order' },
    });
  });

  it('counts units, commits and releases as an enforcing guard does', async () => {
    const { guard, stock } = await makeWorld({ options: { mode: 'shadow' } });
    for (const id of ['order-1', 'order-2', 'order-3']) await guard.admit(orderOf(id));
    expect(await guard.commit({ id: 'order-1', paymentRef: 'pay-1' })).toMatchObject({ kind: 'committed' });
    expect(await guard.release({ id: 'order-2' })).toEqual({ kind: 'released' });
    expect(await stock.snapshot({ stockKeys: ['EP-100'] })).toMatchObject({
      snapshot: { counters: [{ reserved: 1, committed: 1, available: 98 }] },
    });
  });

  it('asks nobody for a refund: the orders went through', async () => {
    const { guard, heard } = await makeWorld({ options: { mode: 'shadow' } });
    await guard.admit(orderOf('order-1'));
    await guard.release({ id: 'order-1' });
    expect(await guard.commit({ id: 'order-1', paymentRef: 'pay-1' })).toEqual({ kind: 'released' });
    await afterHandlers();
    expect(heard.latePayments).toEqual([]);
  });
});
