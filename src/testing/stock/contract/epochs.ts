import type { SetEpochRequest } from '../../../stock/request.js';
import type { SetEpochVerdict } from '../../../stock/verdict.js';
import { check } from './check.js';
import type { StockCheck } from './harness.js';
import { expectSame, expectThat, ofKind, refusedFor } from './expect.js';
import { KIM } from './people.js';
import { KEY, OTHER_KEY, PAST_SHORT_MS, SHORT_MS, units, type Shop } from './shop.js';

const LONG_MS = 600_000;

async function setEpoch(
  shop: Shop,
  epoch: number,
  change: Partial<SetEpochRequest> = {},
): Promise<SetEpochVerdict> {
  return shop.store.setEpoch({
    epoch,
    overlapMs: LONG_MS,
    actor: KIM,
    reason: 'a new price book',
    ...change,
  });
}

/** Another price book is put in force while a sale goes on. */
export const epochChecks: readonly StockCheck[] = [
  check('takes orders of the new price book, and of the one before while they overlap', async (shop) => {
    await shop.open(9, { epoch: 1 });
    expectSame('changed', await setEpoch(shop, 2, { overlapMs: SHORT_MS }), { kind: 'changed', previous: 1 });
    await shop.hold('o1', { epoch: 1 });
    await shop.hold('o2', { epoch: 2 });
    expectSame('overlap', (await shop.snapshot()).overlap?.epoch, 1);
    await shop.harness.clock.advance(PAST_SHORT_MS);
    expectSame('refusal', await shop.reserve('o3', { epoch: 1 }), {
      kind: 'refused',
      reason: 'epoch',
      epoch: 2,
    });
    const { epoch, overlap } = await shop.snapshot();
    expectSame('the sale', [epoch, overlap], [2, undefined]);
    ofKind(await shop.reserve('o1', { epoch: 1 }), 'replayed');
  }),
  check('takes none of the book before without an overlap', async (shop) => {
    await shop.open(9, { epoch: 1 });
    ofKind(await setEpoch(shop, 2, { overlapMs: 0 }), 'changed');
    refusedFor(await shop.reserve('o1', { epoch: 1 }), 'epoch');
    expectSame('overlap', (await shop.snapshot()).overlap, undefined);
  }),
  check('rolls back to the book before', async (shop) => {
    await shop.open(9, { epoch: 1 });
    ofKind(await setEpoch(shop, 2), 'changed');
    expectSame('changed', await setEpoch(shop, 1), { kind: 'changed', previous: 2 });
    await shop.hold('o1', { epoch: 1 });
    await shop.hold('o2', { epoch: 2 });
    ofKind(await setEpoch(shop, 3), 'changed');
    refusedFor(await shop.reserve('o3', { epoch: 2 }), 'epoch');
  }),
  check('answers already when the book is in force, whatever the overlap', async (shop) => {
    await shop.open(9, { epoch: 1 });
    ofKind(await setEpoch(shop, 2), 'changed');
    await shop.unchanged(async () => {
      ofKind(await setEpoch(shop, 2, { overlapMs: 0, added: [units(5)] }), 'already');
    });
  }),
  check('puts a book in force in a sale that had none', async (shop) => {
    await shop.open(9);
    expectSame('changed', await setEpoch(shop, 1), { kind: 'changed', previous: undefined });
    await shop.hold('o1');
    refusedFor(await shop.reserve('o2', { epoch: 2 }), 'epoch');
  }),
  check('brings stock keys on sale with a book, and none twice', async (shop) => {
    await shop.open(5, { epoch: 1 });
    await shop.unchanged(async () => {
      const verdict = await setEpoch(shop, 2, { added: [units(5, OTHER_KEY), units(5)] });
      expectSame('conflict', ofKind(verdict, 'conflict').fields, ['added']);
    });
    refusedFor(await shop.reserve('o1', { lines: [units(1, OTHER_KEY)] }), 'unknown_sku');
    const added = [{ ...units(3, OTHER_KEY), perCustomer: 2 }];
    ofKind(await setEpoch(shop, 2, { added }), 'changed');
    await shop.hold('o1', { lines: [units(2, OTHER_KEY)] });
    refusedFor(await shop.reserve('o2', { lines: [units(1, OTHER_KEY)] }), 'customer_limit');
    await shop.expectCounters({ stockKey: OTHER_KEY, allotment: 3, available: 1, reserved: 2 });
    const { counters } = await shop.snapshot();
    expectSame('stock keys', counters.map(({ stockKey }) => stockKey).sort(), [KEY, OTHER_KEY].sort());
  }),
  check('opens again with what it was opened with, not with what came later', async (shop) => {
    const opening = { allotments: [units(5)], epoch: 1 };
    ofKind(await shop.store.open(opening), 'opened');
    ofKind(await setEpoch(shop, 2, { added: [units(5, OTHER_KEY)] }), 'changed');
    ofKind(await shop.store.open(opening), 'already');
    const other = await shop.store.open({ ...opening, epoch: 2 });
    expectSame('conflict', ofKind(other, 'conflict').fields, ['epoch']);
  }),
  check('sells by the book of the caller when the order was reserved under it', async (shop) => {
    await shop.open(9, { epoch: 1 });
    await shop.hold('o1', { epoch: 1 });
    await shop.hold('o2', { epoch: 1 });
    await shop.hold('o3');
    ofKind(await setEpoch(shop, 2), 'changed');
    await shop.unchanged(async () => {
      expectSame('commit', await shop.commit('o1', { epoch: 2 }), {
        kind: 'refused',
        reason: 'reserved_under',
        epoch: 1,
      });
      refusedFor(await shop.commit('o1', { epoch: 2, reservedUnder: 3 }), 'reserved_under');
      expectSame('commit', await shop.commit('o1', { epoch: 3 }), {
        kind: 'refused',
        reason: 'epoch',
        epoch: 2,
      });
    });
    ofKind(await shop.commit('o1', { epoch: 1 }), 'committed');
    ofKind(await shop.commit('o2', { epoch: 2, reservedUnder: 1 }), 'committed');
    ofKind(await shop.commit('o3', { epoch: 2 }), 'committed');
    ofKind(await shop.commit('o1', { epoch: 9 }), 'already');
  }),
  check('sells by no book that is out of force', async (shop) => {
    await shop.open(9, { epoch: 1 });
    await shop.hold('o1', { epoch: 1 });
    ofKind(await setEpoch(shop, 2, { overlapMs: 0 }), 'changed');
    refusedFor(await shop.commit('o1', { epoch: 1 }), 'epoch');
    ofKind(await shop.commit('o1'), 'committed');
  }),
  check('rescues under the order’s own book, or when its prices were compared', async (shop) => {
    await shop.open(9, { epoch: 1 });
    for (const id of ['o1', 'o2', 'o3']) await shop.hold(id, { epoch: 1, ttlMs: SHORT_MS });
    await shop.harness.clock.advance(PAST_SHORT_MS);
    expectSame('swept', ofKind(await shop.store.expire(), 'swept').expired, 3);
    ofKind(await setEpoch(shop, 2), 'changed');
    expectSame('overlap', await shop.commit('o1', { late: 'rescue' }), { kind: 'committed', rescued: true });
    ofKind(await setEpoch(shop, 3, { overlapMs: 0 }), 'changed');
    const old = ofKind(await shop.commit('o2', { late: 'rescue' }), 'expired').rescue;
    expectSame('rescue', old, { reason: 'epoch', epoch: 3 });
    const unknowing = { late: 'rescue', epoch: 3, paymentRef: 'second' } as const;
    const strange = ofKind(await shop.commit('o2', unknowing), 'expired').rescue;
    expectSame('rescue', strange, { reason: 'reserved_under', epoch: 1 });
    await shop.expectCounters({ available: 8, committed: 1 });
    const compared = { late: 'rescue', epoch: 3, reservedUnder: 1, paymentRef: 'third' } as const;
    expectSame('compared', await shop.commit('o2', compared), { kind: 'committed', rescued: true });
  }),
  check('lets an overlap run on by the time the sale was frozen', async (shop) => {
    await shop.open(9, { epoch: 1 });
    ofKind(await setEpoch(shop, 2, { overlapMs: SHORT_MS }), 'changed');
    const before = (await shop.snapshot()).overlap?.until ?? 0;
    await shop.setMode('freeze');
    await shop.harness.clock.advance(PAST_SHORT_MS);
    expectThat(((await shop.snapshot()).overlap?.until ?? 0) > before, 'the overlap ran out in the freeze');
    await shop.setMode('open');
    await shop.hold('o1', { epoch: 1 });
  }),
];
