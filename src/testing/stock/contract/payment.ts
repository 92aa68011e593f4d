import { check } from './check.js';
import type { StockCheck } from './harness.js';
import { expectSame, expectThat, ofKind, refusedFor } from './expect.js';
import { PAST_SHORT_MS, SHORT_MS } from './shop.js';

/** Beginning to pay and asking for more time. */
export const paymentChecks: readonly StockCheck[] = [
  check('gives who begins to pay a longer deadline', async (shop) => {
    await shop.open(5);
    const { expiresAt } = ofKind(await shop.reserve('o1', { ttlMs: 5000 }), 'reserved');
    const paying = ofKind(await shop.store.beginPayment({ id: 'o1', ttlMs: 60_000 }), 'extended');
    expectThat(paying.expiresAt > expiresAt, 'the deadline is not longer');
    const found = await shop.reservation('o1');
    expectSame('reservation', [found.state, found.expiresAt], ['paying', paying.expiresAt]);
    await shop.expectCounters({ reserved: 1, committed: 0 });
  }),
  check('never shortens a deadline', async (shop) => {
    await shop.open(5);
    const { expiresAt } = ofKind(await shop.reserve('o1', { ttlMs: 60_000 }), 'reserved');
    expectSame(
      'begin',
      ofKind(await shop.store.beginPayment({ id: 'o1', ttlMs: 1000 }), 'extended').expiresAt,
      expiresAt,
    );
    const extended = await shop.store.extend({ id: 'o1', attempt: 1, ttlMs: 1000 });
    expectSame('extend', ofKind(extended, 'extended').expiresAt, expiresAt);
    expectSame('count', (await shop.reservation('o1')).extensionCount, 1);
  }),
  check('begins to pay once, however often it is sent', async (shop) => {
    await shop.open(5);
    await shop.hold('o1', { ttlMs: 5000 });
    const first = ofKind(await shop.store.beginPayment({ id: 'o1', ttlMs: 20_000 }), 'extended');
    await shop.unchanged(async () => {
      const again = await shop.store.beginPayment({ id: 'o1', ttlMs: 90_000 });
      expectSame('again', ofKind(again, 'extended').expiresAt, first.expiresAt);
    });
  }),
  check('expires who pays after the deadline', async (shop) => {
    await shop.open(1);
    await shop.lapse('o1');
    ofKind(await shop.store.beginPayment({ id: 'o1', ttlMs: 9000 }), 'expired');
    ofKind(await shop.store.beginPayment({ id: 'o1', ttlMs: 9000 }), 'expired');
    await shop.expectState('o1', 'expired');
    await shop.expectCounters({ available: 1, reserved: 0 });
  }),
  check('expires who was paying until after the deadline', async (shop) => {
    await shop.open(1);
    await shop.beginToPay('o1', { ttlMs: SHORT_MS, payMs: SHORT_MS });
    await shop.harness.clock.advance(PAST_SHORT_MS);
    ofKind(await shop.store.beginPayment({ id: 'o1', ttlMs: 9000 }), 'expired');
    await shop.expectCounters({ available: 1 });
  }),
  check('answers what became of an order to who begins to pay, or asks for time', async (shop) => {
    await shop.open(5);
    await shop.sell('o1');
    await shop.sell('o2');
    ofKind(await shop.store.restore({ id: 'o2', restoreId: 'r1', to: 'stock' }), 'restored');
    await shop.hold('o3');
    ofKind(await shop.store.release({ id: 'o3' }), 'released');
    await shop.unchanged(async () => {
      for (const ask of [
        async (id: string) => shop.store.beginPayment({ id, ttlMs: 9000 }),
        async (id: string) => shop.store.extend({ id, attempt: 1, ttlMs: 9000 }),
      ]) {
        refusedFor(await ask('o1'), 'committed');
        refusedFor(await ask('o2'), 'restored');
        ofKind(await ask('o3'), 'released');
        refusedFor(await ask('nobody'), 'unknown_id');
      }
    });
  }),
  check('extends one reservation step by step', async (shop) => {
    await shop.open(5);
    const { expiresAt } = ofKind(await shop.reserve('o1', { ttlMs: 5000 }), 'reserved');
    const first = ofKind(await shop.store.extend({ id: 'o1', attempt: 1, ttlMs: 10_000 }), 'extended');
    const second = ofKind(await shop.store.extend({ id: 'o1', attempt: 2, ttlMs: 20_000 }), 'extended');
    expectThat(expiresAt < first.expiresAt && first.expiresAt < second.expiresAt, 'a deadline did not grow');
    const found = await shop.reservation('o1');
    expectSame('extended', [found.extensionCount, found.extendedMs], [2, second.expiresAt - expiresAt]);
    expectSame('state', found.state, 'reserved');
  }),
  check('extends once, however often it is sent', async (shop) => {
    await shop.open(5);
    await shop.hold('o1', { ttlMs: 5000 });
    const first = ofKind(await shop.store.extend({ id: 'o1', attempt: 1, ttlMs: 10_000 }), 'extended');
    await shop.unchanged(async () => {
      const again = await shop.store.extend({ id: 'o1', attempt: 1, ttlMs: 90_000 });
      expectSame('again', ofKind(again, 'extended').expiresAt, first.expiresAt);
    });
    expectSame('count', (await shop.reservation('o1')).extensionCount, 1);
  }),
  check('takes extensions only in order', async (shop) => {
    await shop.open(5);
    await shop.hold('o1');
    expectSame(
      'count',
      refusedFor(await shop.store.extend({ id: 'o1', attempt: 2, ttlMs: 9000 }), 'extension_order').count,
      0,
    );
    ofKind(await shop.store.extend({ id: 'o1', attempt: 1, ttlMs: 9000 }), 'extended');
    expectSame(
      'count',
      refusedFor(await shop.store.extend({ id: 'o1', attempt: 3, ttlMs: 9000 }), 'extension_order').count,
      1,
    );
  }),
  check('extends no more often than the sale allows', async (shop) => {
    await shop.open(5, { extensionCountMax: 1, extensionTotalMaxMs: 100_000 });
    await shop.hold('o1');
    ofKind(await shop.store.extend({ id: 'o1', attempt: 1, ttlMs: 9000 }), 'extended');
    await shop.unchanged(async () => {
      expectSame('limit', await shop.store.extend({ id: 'o1', attempt: 2, ttlMs: 9000 }), {
        kind: 'refused',
        reason: 'extension_limit',
        countMax: 1,
        totalMaxMs: 100_000,
      });
    });
  }),
  check('extends no longer than the sale allows, and forgets a refused extension', async (shop) => {
    await shop.open(5, { extensionTotalMaxMs: 20_000 });
    await shop.hold('o1', { ttlMs: 5000 });
    refusedFor(await shop.store.extend({ id: 'o1', attempt: 1, ttlMs: 90_000 }), 'extension_limit');
    ofKind(await shop.store.extend({ id: 'o1', attempt: 1, ttlMs: 15_000 }), 'extended');
    refusedFor(await shop.store.extend({ id: 'o1', attempt: 2, ttlMs: 90_000 }), 'extension_limit');
    expectSame('count', (await shop.reservation('o1')).extensionCount, 1);
  }),
  check('does not count the time for paying as an extension', async (shop) => {
    await shop.open(5, { extensionTotalMaxMs: 10_000 });
    await shop.hold('o1', { ttlMs: 5000 });
    ofKind(await shop.store.beginPayment({ id: 'o1', ttlMs: 60_000 }), 'extended');
    ofKind(await shop.store.extend({ id: 'o1', attempt: 1, ttlMs: 65_000 }), 'extended');
  }),
  check('extends what is still open only', async (shop) => {
    await shop.open(1);
    await shop.lapse('o1');
    ofKind(await shop.store.extend({ id: 'o1', attempt: 1, ttlMs: 9000 }), 'expired');
    await shop.expectState('o1', 'expired');
    await shop.expectCounters({ available: 1 });
  }),
  check('keeps an extended reservation from lapsing at its first deadline', async (shop) => {
    await shop.open(1);
    await shop.hold('o1', { ttlMs: SHORT_MS });
    ofKind(await shop.store.extend({ id: 'o1', attempt: 1, ttlMs: 60_000 }), 'extended');
    await shop.harness.clock.advance(PAST_SHORT_MS);
    refusedFor(await shop.reserve('o2'), 'insufficient');
    expectSame('swept', ofKind(await shop.store.expire(), 'swept').expired, 0);
    ofKind(await shop.commit('o1'), 'committed');
  }),
];
