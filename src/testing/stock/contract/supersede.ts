import type { SupersedeRequest } from '../../../stock/request.js';
import type { SupersedeVerdict } from '../../../stock/verdict.js';
import { check } from './check.js';
import type { StockCheck } from './harness.js';
import { expectSame, ofKind, refusedFor } from './expect.js';
import { ANN, BOB, KEY, OTHER_KEY, units, type Shop } from './shop.js';

async function takeOver(
  shop: Shop,
  previousId: string,
  id: string,
  change: Partial<SupersedeRequest> = {},
): Promise<SupersedeVerdict> {
  return shop.store.supersede({ id, previousId, owners: [ANN], lines: [units(1)], ...change });
}

/** A new attempt of a shopper that takes over an older reservation. */
export const supersedeChecks: readonly StockCheck[] = [
  check('takes over an older reservation in one step', async (shop) => {
    await shop.open(1);
    await shop.hold('o1');
    ofKind(await takeOver(shop, 'o1', 'o2'), 'reserved');
    await shop.expectCounters({ available: 0, reserved: 1 });
    const old = await shop.reservation('o1');
    expectSame('the older one', [old.state, old.supersededBy], ['released', 'o2']);
    ofKind(await shop.commit('o1'), 'released');
    ofKind(await shop.commit('o2'), 'committed');
  }),
  check('takes over once, however often it is sent', async (shop) => {
    await shop.open(2);
    await shop.hold('o1');
    ofKind(await takeOver(shop, 'o1', 'o2'), 'reserved');
    await shop.unchanged(async () => {
      expectSame('state', ofKind(await takeOver(shop, 'o1', 'o2'), 'replayed').state, 'reserved');
      ofKind(await shop.reserve('o2'), 'replayed');
      ofKind(await takeOver(shop, 'o1', 'o2', { lines: [units(2)] }), 'conflict');
    });
  }),
  check('counts the units of the older one once', async (shop) => {
    await shop.open(3);
    await shop.hold('o1', { lines: [units(2)] });
    await shop.unchanged(async () => {
      const { shortages } = refusedFor(
        await takeOver(shop, 'o1', 'o2', { lines: [units(4)] }),
        'insufficient',
      );
      expectSame('shortages', shortages, [{ stockKey: KEY, requested: 4, available: 3, reserved: 0 }]);
    });
    ofKind(await takeOver(shop, 'o1', 'o2', { lines: [units(3)] }), 'reserved');
    await shop.expectCounters({ available: 0, reserved: 3 });
  }),
  check('counts the units of a lapsed older one once', async (shop) => {
    await shop.open(1);
    await shop.lapse('o1');
    refusedFor(await takeOver(shop, 'o1', 'o2', { lines: [units(2)] }), 'insufficient');
    await shop.expectCounters({ allotment: 1, available: 1, reserved: 0 });
    ofKind(await takeOver(shop, 'o1', 'o3'), 'reserved');
    await shop.expectCounters({ allotment: 1, available: 0, reserved: 1 });
  }),
  check('counts a lapsed older one once for the customer limit and the budget', async (shop) => {
    await shop.open(1, {
      allotments: [{ ...units(2), perCustomer: 2 }, units(1, OTHER_KEY)],
      lossBudgetMinor: 100,
    });
    await shop.hold('o0', { markdownMinor: 0 });
    await shop.lapse('o1', { lines: [units(1), units(1, OTHER_KEY)], markdownMinor: 100 });
    const lines = [units(2), units(1, OTHER_KEY)];
    refusedFor(await takeOver(shop, 'o1', 'o2', { lines, markdownMinor: 100 }), 'insufficient');
    const expensive = { lines: [units(1), units(1, OTHER_KEY)], markdownMinor: 101 };
    refusedFor(await takeOver(shop, 'o1', 'o2', expensive), 'loss_budget');
    ofKind(await takeOver(shop, 'o1', 'o2', { ...expensive, markdownMinor: 100 }), 'reserved');
    refusedFor(await shop.reserve('o3'), 'insufficient');
  }),
  check('gives back what the older one held of other stock keys', async (shop) => {
    await shop.open(0, { allotments: [units(1), units(1, OTHER_KEY)] });
    await shop.hold('o1', { lines: [units(1), units(1, OTHER_KEY)] });
    ofKind(await takeOver(shop, 'o1', 'o2'), 'reserved');
    await shop.hold('o3', { owners: [BOB], lines: [units(1, OTHER_KEY)] });
  }),
  check('counts the customer limit and the budget of the older one once', async (shop) => {
    await shop.open(9, { key: { perCustomer: 2 }, lossBudgetMinor: 500 });
    await shop.hold('o1', { lines: [units(2)], markdownMinor: 400 });
    ofKind(await takeOver(shop, 'o1', 'o2', { lines: [units(2)], markdownMinor: 500 }), 'reserved');
    refusedFor(await shop.reserve('o3'), 'customer_limit');
    const { limits } = refusedFor(await takeOver(shop, 'o2', 'o3', { lines: [units(3)] }), 'customer_limit');
    expectSame('limits', limits, [{ stockKey: KEY, limit: 2, used: 0, ownerIndex: 0 }]);
    expectSame('spent', (await shop.snapshot()).lossSpentMinor, 500);
    expectSame(
      'left',
      refusedFor(await takeOver(shop, 'o2', 'o3', { markdownMinor: 501 }), 'loss_budget').remainingMinor,
      500,
    );
  }),
  check('leaves everything as it was when it is refused', async (shop) => {
    await shop.open(2, { key: { perCustomer: 2 } });
    await shop.hold('o1', { lines: [units(2)] });
    await shop.unchanged(async () => {
      refusedFor(await takeOver(shop, 'o1', 'o2', { lines: [units(3)] }), 'insufficient');
      refusedFor(await takeOver(shop, 'o1', 'o2', { lines: [units(1, 'nobody')] }), 'unknown_sku');
    });
    await shop.expectState('o1', 'reserved');
    ofKind(await shop.store.status('o2'), 'unknown_id');
  }),
  check('takes over who was paying', async (shop) => {
    await shop.open(1);
    await shop.beginToPay('o1');
    ofKind(await takeOver(shop, 'o1', 'o2'), 'reserved');
    await shop.expectState('o1', 'released');
  }),
  check('takes over nothing of a stranger', async (shop) => {
    await shop.open(5);
    await shop.hold('o1');
    await shop.sell('o2');
    await shop.unchanged(async () => {
      refusedFor(await takeOver(shop, 'o1', 'o3', { owners: [BOB] }), 'not_owner');
      refusedFor(await takeOver(shop, 'o2', 'o3', { owners: [BOB] }), 'not_owner');
    });
    ofKind(await takeOver(shop, 'o1', 'o3', { owners: [BOB, ANN] }), 'reserved');
  }),
  check('takes over nothing that was sold', async (shop) => {
    await shop.open(5);
    await shop.sell('o1');
    expectSame('state', refusedFor(await takeOver(shop, 'o1', 'o2'), 'previous').state, 'committed');
    ofKind(await shop.store.restore({ id: 'o1', restoreId: 'r1', to: 'stock' }), 'restored');
    expectSame('state', refusedFor(await takeOver(shop, 'o1', 'o2'), 'previous').state, 'restored');
  }),
  check('takes over no adjustment', async (shop) => {
    await shop.open(5);
    ofKind(await shop.store.restock({ id: 'a1', lines: [units(1)] }), 'changed');
    refusedFor(await takeOver(shop, 'a1', 'o1'), 'not_owner');
  }),
  check('reserves anew when the older one is unknown, released or expired', async (shop) => {
    await shop.open(5);
    await shop.hold('o1');
    ofKind(await shop.store.release({ id: 'o1' }), 'released');
    await shop.lapse('o2');
    ofKind(await shop.store.expire(), 'swept');
    ofKind(await takeOver(shop, 'nobody', 'o3'), 'reserved');
    ofKind(await takeOver(shop, 'o1', 'o4', { owners: [BOB] }), 'reserved');
    ofKind(await takeOver(shop, 'o2', 'o5', { owners: [BOB] }), 'reserved');
    await shop.expectCounters({ reserved: 3 });
    expectSame('of o1', (await shop.reservation('o1')).supersededBy, undefined);
  }),
  check('keeps to the rules of a reservation', async (shop) => {
    await shop.open(5, { epoch: 7, keyId: 'k1' });
    await shop.hold('o1');
    refusedFor(await takeOver(shop, 'o1', 'o2', { epoch: 8 }), 'epoch');
    refusedFor(await takeOver(shop, 'o1', 'o2', { owners: [ANN, 'k2.ann'] }), 'owner_key');
  }),
];
