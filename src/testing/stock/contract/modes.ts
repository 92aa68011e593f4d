import type { SaleMode } from '../../../stock/mode.js';
import { check } from './check.js';
import type { StockCheck } from './harness.js';
import { expectSame, expectThat, ofKind, refusedFor } from './expect.js';
import { KEY, OTHER_KEY, PAST_SHORT_MS, SHORT_MS, units, type Shop } from './shop.js';

/** A change without an approver. */
async function stop(shop: Shop, mode: SaleMode, scope?: string): Promise<void> {
  const verdict = await shop.store.setMode({
    mode,
    actor: 'ops.kim',
    reason: 'price error',
    ...(scope === undefined ? {} : { scope }),
  });
  ofKind(verdict, 'changed');
}

/** What each mode lets through, for whom, and who may open again. */
export const modeChecks: readonly StockCheck[] = [
  ...(['drain', 'freeze', 'closed'] as const).map((mode) =>
    check(`reserves nothing in ${mode}`, async (shop) => {
      await shop.open(5);
      await shop.hold('o1');
      await stop(shop, mode);
      await shop.unchanged(async () => {
        const expected = { kind: 'refused', reason: 'mode', mode, scope: 'sale' };
        expectSame('reserve', await shop.reserve('o2'), expected);
        const order = { id: 'o3', owners: ['k1.ann'], lines: [units(1)], previousId: 'o1' };
        expectSame('supersede', await shop.store.supersede(order), expected);
        expectSame('beginPayment', await shop.store.beginPayment({ id: 'o1', ttlMs: 9000 }), expected);
        expectSame('commit', await shop.commit('o1'), expected);
        expectSame('extend', await shop.store.extend({ id: 'o1', attempt: 1, ttlMs: 9000 }), expected);
      });
    }),
  ),
  check('lets who is paying finish in drain', async (shop) => {
    await shop.open(5);
    await shop.beginToPay('o1');
    await stop(shop, 'drain');
    ofKind(await shop.store.extend({ id: 'o1', attempt: 1, ttlMs: 70_000 }), 'extended');
    ofKind(await shop.commit('o1'), 'committed');
  }),
  ...(['freeze', 'closed'] as const).map((mode) =>
    check(`sells nothing in ${mode}, not even to who is paying, and sells it afterwards`, async (shop) => {
      await shop.open(5);
      await shop.beginToPay('o1');
      await stop(shop, mode);
      await shop.unchanged(async () => {
        expectSame('mode', refusedFor(await shop.commit('o1'), 'mode').mode, mode);
        refusedFor(await shop.store.extend({ id: 'o1', attempt: 1, ttlMs: 70_000 }), 'mode');
      });
      await shop.setMode('open');
      ofKind(await shop.commit('o1'), 'committed');
    }),
  ),
  ...(['drain', 'freeze', 'closed'] as const).map((mode) =>
    check(`takes units back and answers replays in ${mode}`, async (shop) => {
      await shop.open(5);
      await shop.sell('o1');
      await shop.hold('o2');
      await shop.beginToPay('o3');
      await stop(shop, mode);
      ofKind(await shop.reserve('o2'), 'replayed');
      ofKind(await shop.store.beginPayment({ id: 'o3', ttlMs: 9000 }), 'extended');
      ofKind(await shop.commit('o1'), 'already');
      ofKind(await shop.store.release({ id: 'o2' }), 'released');
      ofKind(await shop.store.restore({ id: 'o1', restoreId: 'r1', to: 'stock' }), 'restored');
      ofKind(await shop.store.restock({ id: 'a1', lines: [units(1)] }), 'changed');
      ofKind(await shop.store.withdraw({ id: 'a2', lines: [units(1)] }), 'changed');
      await shop.expectCounters({ allotment: 5, available: 4, reserved: 1, committed: 0 });
    }),
  ),
  check('stops one stock key and leaves the others alone', async (shop) => {
    await shop.open(0, { allotments: [units(5), units(5, OTHER_KEY)] });
    const scope = `sku:${KEY}`;
    await stop(shop, 'closed', scope);
    const lines = [units(1, OTHER_KEY), units(1)];
    expectSame('refusal', await shop.reserve('o1', { lines }), {
      kind: 'refused',
      reason: 'mode',
      mode: 'closed',
      scope,
    });
    await shop.hold('o1', { lines: [units(1, OTHER_KEY)] });
    expectSame('scopes', (await shop.snapshot()).scopes, [{ scope, mode: 'closed' }]);
    expectSame('mode of the sale', (await shop.snapshot()).mode, 'open');
  }),
  check('stops a scope that orders name', async (shop) => {
    await shop.open(5);
    await shop.hold('o1', { scopes: ['channel:app', 'category:Audio'] });
    await stop(shop, 'freeze', 'category:Audio');
    const refusal = { kind: 'refused', reason: 'mode', mode: 'freeze', scope: 'category:Audio' };
    expectSame('commit', await shop.commit('o1'), refusal);
    expectSame('reserve', await shop.reserve('o2', { scopes: ['category:Audio'] }), refusal);
    await shop.hold('o3', { scopes: ['category:Video'] });
  }),
  check('holds the strictest mode of all scopes, and names the sale first on a tie', async (shop) => {
    await shop.open(5);
    await stop(shop, 'drain');
    await stop(shop, 'closed', `sku:${KEY}`);
    await stop(shop, 'drain', 'channel:app');
    const worst = refusedFor(await shop.reserve('o1', { scopes: ['channel:app'] }), 'mode');
    expectSame('strictest', [worst.mode, worst.scope], ['closed', `sku:${KEY}`]);
    await shop.setMode('open', `sku:${KEY}`);
    const tie = refusedFor(await shop.reserve('o1', { scopes: ['channel:app'] }), 'mode');
    expectSame('tie', [tie.mode, tie.scope], ['drain', 'sale']);
  }),
  check('answers already when a scope has that mode', async (shop) => {
    await shop.open(5);
    await shop.unchanged(async () => {
      ofKind(await shop.store.setMode({ mode: 'open', actor: 'ops.kim', reason: 'all is well' }), 'already');
    });
    await stop(shop, 'freeze');
    await shop.unchanged(async () => {
      ofKind(await shop.store.setMode({ mode: 'freeze', actor: 'ops.kim', reason: 'once more' }), 'already');
    });
  }),
  check('tells the mode before and the mode now', async (shop) => {
    await shop.open(5);
    await stop(shop, 'drain');
    const verdict = await shop.store.setMode({ mode: 'closed', actor: 'ops.kim', reason: 'over' });
    const { previous, mode } = ofKind(verdict, 'changed');
    expectSame('modes', [previous, mode], ['drain', 'closed']);
  }),
  check('gets stricter by one person and less strict only by two', async (shop) => {
    await shop.open(5);
    await stop(shop, 'closed');
    await shop.unchanged(async () => {
      for (const mode of ['freeze', 'drain', 'open'] as const) {
        const alone = { mode, actor: 'ops.kim', reason: 'go on' };
        refusedFor(await shop.store.setMode(alone), 'approver');
        refusedFor(await shop.store.setMode({ ...alone, approver: 'ops.kim' }), 'approver');
      }
    });
    await shop.setMode('open');
    await shop.hold('o1');
  }),
  check('asks for an approver whenever lost writes are to be accepted', async (shop) => {
    await shop.open(5);
    const request = { mode: 'freeze', actor: 'ops.kim', reason: 'x', regression: 'accepted' } as const;
    refusedFor(await shop.store.setMode(request), 'approver');
    ofKind(await shop.store.setMode({ ...request, approver: 'ops.lee' }), 'changed');
  }),
  check('moves every deadline on by the time it was frozen', async (shop) => {
    await shop.open(5);
    const { expiresAt } = ofKind(await shop.reserve('o1', { ttlMs: SHORT_MS }), 'reserved');
    await stop(shop, 'freeze');
    await shop.harness.clock.advance(PAST_SHORT_MS);
    expectSame('swept', ofKind(await shop.store.expire(), 'swept').expired, 0);
    const frozen = await shop.reservation('o1');
    expectThat(frozen.expiresAt > expiresAt, 'the deadline shown did not move on while the sale was frozen');
    await shop.setMode('open');
    ofKind(await shop.commit('o1'), 'committed');
  }),
  check('moves deadlines on while any scope is frozen', async (shop) => {
    await shop.open(5);
    await shop.hold('o1', { ttlMs: SHORT_MS });
    await stop(shop, 'freeze', 'category:Audio');
    await shop.harness.clock.advance(PAST_SHORT_MS);
    ofKind(await shop.commit('o1'), 'committed');
  }),
  check('lets deadlines run in drain and closed', async (shop) => {
    await shop.open(5);
    await shop.hold('o1', { ttlMs: SHORT_MS });
    await stop(shop, 'drain');
    await stop(shop, 'closed');
    await shop.harness.clock.advance(PAST_SHORT_MS);
    expectSame('swept', ofKind(await shop.store.expire(), 'swept').expired, 1);
  }),
  check('takes at most 256 scopes with a mode of their own', async (shop) => {
    await shop.open(5);
    const scopes = Array.from({ length: 256 }, (_, at) => `category:${at}`);
    await Promise.all(scopes.map(async (scope) => stop(shop, 'drain', scope)));
    const one = { mode: 'drain', actor: 'ops.kim', reason: 'x', scope: 'category:256' } as const;
    refusedFor(await shop.store.setMode(one), 'invalid_request');
    await stop(shop, 'closed', 'category:7');
    await shop.setMode('open', 'category:9');
    await stop(shop, 'drain', 'category:256');
    expectSame('scopes', (await shop.snapshot()).scopes.length, 256);
  }),
];
