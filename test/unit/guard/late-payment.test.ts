import { describe, expect, it } from 'vitest';
import { loadPolicyText } from '../../../src/wire/policy.js';
import { entryOf } from '../book/sample-book.js';
import { afterHandlers, makeWorld, orderOf, type GuardWorld } from './guard-world.js';

const HOUR_MS = 3_600_000;
const PAID = { id: 'order-1', paymentRef: 'pay-1' };
const KIM = { actor: 'minji', reason: 'a look' };

/** A sale of one unit that rescues late payments; `order-1` holds the unit. */
async function makeSmallSale(): Promise<GuardWorld> {
  const policy = loadPolicyText('version: 1\nguard:\n  late: rescue\n', { file: 'policy.yaml' });
  const world = await makeWorld({ entries: [entryOf('EP-100', { allotment: 1 })], options: { policy } });
  expect(await world.guard.admit(orderOf('order-1'))).toMatchObject({ kind: 'admitted' });
  return world;
}

describe('a payment that the shop was told to give back because it came late', () => {
  it('buys nothing when units come free and the same commit is sent again', async () => {
    const { guard, clock, heard } = await makeSmallSale();
    clock.now += HOUR_MS;
    await guard.admit(orderOf('order-2'));
    expect(await guard.commit(PAID)).toMatchObject({ kind: 'expired', rescue: { reason: 'insufficient' } });
    await guard.release({ id: 'order-2' });
    expect(await guard.commit(PAID)).toEqual({ kind: 'expired', rescue: { reason: 'payment_refused' } });
    await afterHandlers();
    // Told each time: the answer to the first may have been lost on its way.
    const told = { ...PAID, because: 'expired', boughtWith: undefined };
    expect(heard.latePayments).toEqual([told, told]);
    expect(heard.shortfalls).toHaveLength(1);
  });

  it('buys nothing when the sale was opened again, and a new payment does', async () => {
    const { guard, stock, clock } = await makeSmallSale();
    clock.now += HOUR_MS;
    await stock.setMode({ mode: 'drain', ...KIM });
    expect(await guard.commit(PAID)).toMatchObject({ kind: 'expired', rescue: { reason: 'mode' } });
    await stock.setMode({ mode: 'open', approver: 'junho', ...KIM });
    expect(await guard.commit(PAID)).toMatchObject({ rescue: { reason: 'payment_refused' } });
    const second = { ...PAID, paymentRef: 'pay-2' };
    expect(await guard.commit(second)).toEqual({ kind: 'committed', rescued: true });
    expect(await guard.commit(PAID)).toEqual({ kind: 'duplicate_payment', paymentRef: 'pay-2' });
  });

  it('is not one that came in time and was kept waiting by a stopped sale', async () => {
    const { guard, stock, clock, heard } = await makeSmallSale();
    await stock.setMode({ mode: 'freeze', ...KIM });
    clock.now += HOUR_MS;
    for (let time = 0; time < 2; time += 1)
      expect(await guard.commit(PAID)).toMatchObject({ kind: 'refused', reason: 'mode' });
    await stock.setMode({ mode: 'open', approver: 'junho', ...KIM });
    expect(await guard.commit(PAID)).toEqual({ kind: 'committed', rescued: false });
    await afterHandlers();
    expect(heard.latePayments).toEqual([]);
  });
});
