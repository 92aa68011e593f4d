import type { SetModeRequest } from '../../../stock/request.js';
import { check } from './check.js';
import type { StockCheck } from './harness.js';
import { expectSame, ofKind, refusedFor } from './expect.js';
import { ANN, BOB, PAST_SHORT_MS, SHORT_MS, units, type Shop } from './shop.js';

/** Makes `o1` lapse and somebody else reserve all units. */
async function loseTo(shop: Shop, id: string): Promise<void> {
  await shop.lapse('o1');
  await shop.hold(id, { owners: [BOB] });
}

/** Selling, twice, too late, at another price, and the rescue of a late payment. */
export const commitChecks: readonly StockCheck[] = [
  check('sells what was reserved', async (shop) => {
    await shop.open(5);
    await shop.hold('o1', { lines: [units(2)] });
    expectSame('verdict', await shop.commit('o1'), { kind: 'committed', rescued: false });
    await shop.expectCounters({ available: 3, reserved: 0, committed: 2 });
    const found = await shop.reservation('o1');
    expectSame('reservation', [found.state, found.paymentRef], ['committed', 'pay-o1']);
  }),
  check('sells once, however often it is sent', async (shop) => {
    await shop.open(5);
    await shop.sell('o1');
    await shop.unchanged(async () => {
      for (let time = 0; time < 3; time += 1) ofKind(await shop.commit('o1'), 'already');
      ofKind(await shop.commit('o1', { late: 'rescue', fingerprint: 'other' }), 'already');
    });
  }),
  check('sells once when many commits arrive at once', async (shop) => {
    await shop.open(5);
    await shop.hold('o1');
    const verdicts = await Promise.all(Array.from({ length: 8 }, async () => shop.commit('o1')));
    expectSame('committed', verdicts.filter(({ kind }) => kind === 'committed').length, 1);
    expectSame('already', verdicts.filter(({ kind }) => kind === 'already').length, 7);
    await shop.expectCounters({ committed: 1, available: 4 });
  }),
  check('names the first payment to a second one', async (shop) => {
    await shop.open(5);
    await shop.sell('o1');
    await shop.unchanged(async () => {
      const second = await shop.commit('o1', { paymentRef: 'another' });
      expectSame('second', second, { kind: 'duplicate_payment', paymentRef: 'pay-o1' });
    });
    expectSame('payment', (await shop.reservation('o1')).paymentRef, 'pay-o1');
  }),
  check('sells to who was paying', async (shop) => {
    await shop.open(5);
    await shop.beginToPay('o1');
    ofKind(await shop.commit('o1'), 'committed');
    await shop.expectCounters({ reserved: 0, committed: 1 });
  }),
  check('does not sell what it does not know', async (shop) => {
    await shop.open(5);
    ofKind(await shop.store.restock({ id: 'a1', lines: [units(1)] }), 'changed');
    await shop.unchanged(async () => {
      refusedFor(await shop.commit('o1'), 'unknown_id');
      refusedFor(await shop.commit('o1', { late: 'rescue' }), 'unknown_id');
      refusedFor(await shop.commit('a1'), 'unknown_id');
    });
  }),
  check('does not sell what was released or restored', async (shop) => {
    await shop.open(5);
    await shop.hold('o1');
    ofKind(await shop.store.release({ id: 'o1' }), 'released');
    await shop.sell('o2');
    ofKind(await shop.store.restore({ id: 'o2', restoreId: 'r1', to: 'stock' }), 'restored');
    await shop.unchanged(async () => {
      ofKind(await shop.commit('o1'), 'released');
      ofKind(await shop.commit('o1', { late: 'rescue' }), 'released');
      refusedFor(await shop.commit('o2'), 'restored');
    });
  }),
  check('does not sell at another price than was reserved', async (shop) => {
    await shop.open(5);
    await shop.hold('o1', { fingerprint: 'fp-1' });
    await shop.unchanged(async () => {
      expectSame('verdict', await shop.commit('o1', { fingerprint: 'fp-2' }), {
        kind: 'price_changed',
        fingerprint: 'fp-1',
      });
    });
    ofKind(await shop.commit('o1', { fingerprint: 'fp-1' }), 'committed');
  }),
  check('compares prices only when both are given', async (shop) => {
    await shop.open(5);
    await shop.hold('o1', { fingerprint: 'fp-1' });
    ofKind(await shop.commit('o1'), 'committed');
    await shop.hold('o2');
    ofKind(await shop.commit('o2', { fingerprint: 'fp-2' }), 'committed');
  }),
  check('does not sell after the deadline, and gives the units back once', async (shop) => {
    await shop.open(1);
    await shop.lapse('o1');
    expectSame('verdict', await shop.commit('o1'), { kind: 'expired' });
    expectSame('verdict', await shop.commit('o1', { late: 'refund' }), { kind: 'expired' });
    await shop.expectState('o1', 'expired');
    await shop.expectCounters({ available: 1, reserved: 0, committed: 0 });
  }),
  check('does not sell to who was paying until after the deadline', async (shop) => {
    await shop.open(1);
    await shop.beginToPay('o1', { ttlMs: SHORT_MS, payMs: SHORT_MS });
    await shop.harness.clock.advance(PAST_SHORT_MS);
    ofKind(await shop.commit('o1'), 'expired');
    await shop.expectCounters({ available: 1 });
  }),
  check('rescues a late payment while units are there', async (shop) => {
    await shop.open(1);
    await shop.lapse('o1');
    expectSame('verdict', await shop.commit('o1', { late: 'rescue' }), { kind: 'committed', rescued: true });
    await shop.expectCounters({ available: 0, reserved: 0, committed: 1 });
    ofKind(await shop.commit('o1', { late: 'rescue' }), 'already');
    ofKind(await shop.commit('o1', { paymentRef: 'another' }), 'duplicate_payment');
    await shop.expectState('o1', 'committed');
  }),
  check('rescues an order that was swept before', async (shop) => {
    await shop.open(1);
    await shop.lapse('o1');
    expectSame('swept', ofKind(await shop.store.expire(), 'swept').expired, 1);
    expectSame('verdict', await shop.commit('o1', { late: 'rescue' }), { kind: 'committed', rescued: true });
    await shop.expectCounters({ available: 0, committed: 1 });
  }),
  check('rescues nothing when the units are gone, and says so', async (shop) => {
    await shop.open(1);
    await loseTo(shop, 'o2');
    const { rescue } = ofKind(await shop.commit('o1', { late: 'rescue' }), 'expired');
    expectSame('reason', rescue?.reason, 'insufficient');
    await shop.expectCounters({ available: 0, reserved: 1, committed: 0 });
    ofKind(await shop.commit('o2'), 'committed');
  }),
  check('rescues within the customer limit only', async (shop) => {
    await shop.open(5, { key: { perCustomer: 1 } });
    await shop.lapse('o1');
    ofKind(await shop.store.expire(), 'swept');
    await shop.hold('o2');
    const { rescue } = ofKind(await shop.commit('o1', { late: 'rescue' }), 'expired');
    expectSame('reason', rescue?.reason, 'customer_limit');
  }),
  check('rescues within the loss budget only, and spends it', async (shop) => {
    await shop.open(5, { lossBudgetMinor: 1000 });
    await shop.lapse('o1', { markdownMinor: 600 });
    ofKind(await shop.store.expire(), 'swept');
    await shop.hold('o2', { markdownMinor: 500, owners: [BOB] });
    const { rescue } = ofKind(await shop.commit('o1', { late: 'rescue' }), 'expired');
    expectSame('rescue', rescue, { reason: 'loss_budget', remainingMinor: 500 });
    ofKind(await shop.store.release({ id: 'o2' }), 'released');
    ofKind(await shop.commit('o1', { late: 'rescue', paymentRef: 'new' }), 'committed');
    expectSame('spent', (await shop.snapshot()).lossSpentMinor, 600);
  }),
  check('rescues in an open sale only, also who was paying', async (shop) => {
    await shop.open(1);
    await shop.beginToPay('o1', { ttlMs: SHORT_MS, payMs: SHORT_MS });
    await shop.harness.clock.advance(PAST_SHORT_MS);
    const stop: SetModeRequest = { mode: 'drain', actor: 'ops.kim', reason: 'x' };
    ofKind(await shop.store.setMode(stop), 'changed');
    const { rescue } = ofKind(await shop.commit('o1', { late: 'rescue' }), 'expired');
    expectSame('rescue', rescue, { reason: 'mode', mode: 'drain', scope: 'sale' });
  }),
  check('rescues at the reserved price only', async (shop) => {
    await shop.open(1);
    await shop.lapse('o1', { fingerprint: 'fp-1' });
    ofKind(await shop.store.expire(), 'swept');
    await shop.unchanged(async () => {
      const verdict = await shop.commit('o1', { late: 'rescue', fingerprint: 'fp-2' });
      expectSame('verdict', verdict, { kind: 'price_changed', fingerprint: 'fp-1' });
    });
    ofKind(await shop.commit('o1', { late: 'rescue', fingerprint: 'fp-1' }), 'committed');
  }),
  check('counts a rescued order for its customer', async (shop) => {
    await shop.open(5, { key: { perCustomer: 1 } });
    await shop.lapse('o1');
    ofKind(await shop.commit('o1', { late: 'rescue' }), 'committed');
    refusedFor(await shop.reserve('o2', { owners: [ANN] }), 'customer_limit');
  }),
];
