import { check } from './check.js';
import type { StockCheck } from './harness.js';
import { expectSame, expectThat, ofKind, refusedFor } from './expect.js';
import { BOB, OTHER_KEY, PAST_SHORT_MS, SHORT_MS, units } from './shop.js';

/** Release before commit, restore after it, expiry. */
export const giveBackChecks: readonly StockCheck[] = [
  check('releases what was reserved, once', async (shop) => {
    await shop.open(5);
    await shop.hold('o1', { lines: [units(2)] });
    ofKind(await shop.store.release({ id: 'o1' }), 'released');
    await shop.expectCounters({ available: 5, reserved: 0 });
    await shop.unchanged(async () => {
      expectSame('again', await shop.store.release({ id: 'o1' }), { kind: 'already', state: 'released' });
    });
  }),
  check('releases who was paying', async (shop) => {
    await shop.open(5);
    await shop.beginToPay('o1');
    ofKind(await shop.store.release({ id: 'o1' }), 'released');
    await shop.expectCounters({ available: 5, reserved: 0 });
  }),
  check('releases once when many releases arrive at once', async (shop) => {
    await shop.open(5);
    await shop.hold('o1');
    const verdicts = await Promise.all(
      Array.from({ length: 8 }, async () => shop.store.release({ id: 'o1' })),
    );
    expectSame('released', verdicts.filter(({ kind }) => kind === 'released').length, 1);
    await shop.expectCounters({ available: 5 });
  }),
  check('releases past the deadline without expiring first', async (shop) => {
    await shop.open(5);
    await shop.lapse('o1');
    ofKind(await shop.store.release({ id: 'o1' }), 'released');
    await shop.expectState('o1', 'released');
    await shop.expectCounters({ available: 5 });
  }),
  check('answers already to the release of what expired', async (shop) => {
    await shop.open(5);
    await shop.lapse('o1');
    ofKind(await shop.store.expire(), 'swept');
    await shop.unchanged(async () => {
      expectSame('verdict', await shop.store.release({ id: 'o1' }), { kind: 'already', state: 'expired' });
    });
  }),
  check('sends who would release a sold order to restore', async (shop) => {
    await shop.open(5);
    await shop.sell('o1');
    await shop.unchanged(async () => {
      ofKind(await shop.store.release({ id: 'o1' }), 'use_restore');
    });
    ofKind(await shop.store.restore({ id: 'o1', restoreId: 'r1', to: 'stock' }), 'restored');
    ofKind(await shop.store.release({ id: 'o1' }), 'use_restore');
  }),
  check('does not release what it does not know', async (shop) => {
    await shop.open(5);
    ofKind(await shop.store.release({ id: 'o1' }), 'unknown_id');
    ofKind(await shop.store.restock({ id: 'a1', lines: [units(1)] }), 'changed');
    ofKind(await shop.store.release({ id: 'a1' }), 'unknown_id');
  }),
  check('restores a sold order to stock, where it can be sold again', async (shop) => {
    await shop.open(1);
    await shop.sell('o1');
    const verdict = await shop.store.restore({ id: 'o1', restoreId: 'r1', to: 'stock' });
    expectSame('verdict', verdict, { kind: 'restored', remaining: [] });
    await shop.expectState('o1', 'restored');
    await shop.expectCounters({ available: 1, committed: 0, quarantined: 0 });
    await shop.sell('o2');
  }),
  check('restores to quarantine, where it cannot be sold', async (shop) => {
    await shop.open(1);
    await shop.sell('o1');
    ofKind(await shop.store.restore({ id: 'o1', restoreId: 'r1', to: 'quarantine' }), 'restored');
    await shop.expectCounters({ available: 0, committed: 0, quarantined: 1 });
    const { shortages, nextChanceAt } = refusedFor(await shop.reserve('o2'), 'insufficient');
    expectSame(
      'shortage',
      [shortages[0]?.available, shortages[0]?.reserved, nextChanceAt],
      [0, 0, undefined],
    );
  }),
  check('restores in parts, and tells what is left', async (shop) => {
    await shop.open(0, { allotments: [units(5, 'A'), units(5, 'B')] });
    await shop.sell('o1', { lines: [units(3, 'A'), units(2, 'B')] });
    const first = await shop.store.restore({
      id: 'o1',
      restoreId: 'r1',
      lines: [units(1, 'B'), units(2, 'A')],
      to: 'stock',
    });
    expectSame('first', first, { kind: 'restored', remaining: [units(1, 'A'), units(1, 'B')] });
    const second = await shop.store.restore({
      id: 'o1',
      restoreId: 'r2',
      lines: [units(1, 'A')],
      to: 'quarantine',
    });
    expectSame('second', second, { kind: 'restored', remaining: [units(1, 'B')] });
    await shop.expectState('o1', 'committed');
    expectSame('restored', (await shop.reservation('o1')).restored, [units(3, 'A'), units(1, 'B')]);
    ofKind(await shop.store.restore({ id: 'o1', restoreId: 'r3', to: 'stock' }), 'restored');
    await shop.expectState('o1', 'restored');
    await shop.expectCounters({ stockKey: 'A', available: 4, committed: 0, quarantined: 1 });
    await shop.expectCounters({ stockKey: 'B', available: 5, committed: 0, quarantined: 0 });
  }),
  check('restores once, however often an act of restoring is sent', async (shop) => {
    await shop.open(5);
    await shop.sell('o1', { lines: [units(3)] });
    const act = { id: 'o1', restoreId: 'r1', lines: [units(1)], to: 'stock' } as const;
    ofKind(await shop.store.restore(act), 'restored');
    await shop.unchanged(async () => {
      expectSame('again', await shop.store.restore(act), { kind: 'already', remaining: [units(2)] });
    });
    ofKind(await shop.store.restore({ id: 'o1', restoreId: 'r2', to: 'stock' }), 'restored');
    expectSame('at the end', await shop.store.restore(act), { kind: 'already', remaining: [] });
  }),
  check('names what differs when an act of restoring comes with other content', async (shop) => {
    await shop.open(5);
    await shop.sell('o1', { lines: [units(3)] });
    const act = { id: 'o1', restoreId: 'r1', lines: [units(1)], to: 'stock' } as const;
    ofKind(await shop.store.restore(act), 'restored');
    await shop.unchanged(async () => {
      const other = await shop.store.restore({ ...act, lines: [units(2)], to: 'quarantine' });
      expectSame('fields', ofKind(other, 'conflict').fields, ['lines', 'to']);
      const all = await shop.store.restore({ id: 'o1', restoreId: 'r1', to: 'stock' });
      expectSame('fields', ofKind(all, 'conflict').fields, ['lines']);
    });
  }),
  check('restores no more than was sold', async (shop) => {
    await shop.open(0, { allotments: [units(5, 'A'), units(5, 'B')] });
    await shop.sell('o1', { lines: [units(2, 'A')] });
    await shop.unchanged(async () => {
      for (const lines of [
        [units(3, 'A')],
        [units(1, 'B')],
        [units(1, 'A'), units(1, 'B')],
        [units(1, 'A'), units(2, 'A')],
      ]) {
        const verdict = refusedFor(
          await shop.store.restore({ id: 'o1', restoreId: 'r1', lines, to: 'stock' }),
          'exceeds_committed',
        );
        expectSame('remaining', verdict.remaining, [units(2, 'A')]);
      }
    });
    ofKind(await shop.store.restore({ id: 'o1', restoreId: 'r1', to: 'stock' }), 'restored');
    const again = refusedFor(
      await shop.store.restore({ id: 'o1', restoreId: 'r2', to: 'stock' }),
      'exceeds_committed',
    );
    expectSame('remaining', again.remaining, []);
  }),
  check('restores what was sold only', async (shop) => {
    await shop.open(5);
    await shop.hold('o1');
    await shop.beginToPay('o2');
    const act = { restoreId: 'r1', to: 'stock' } as const;
    expectSame(
      'state',
      refusedFor(await shop.store.restore({ ...act, id: 'o1' }), 'not_committed').state,
      'reserved',
    );
    expectSame(
      'state',
      refusedFor(await shop.store.restore({ ...act, id: 'o2' }), 'not_committed').state,
      'paying',
    );
    refusedFor(await shop.store.restore({ ...act, id: 'nobody' }), 'unknown_id');
  }),
  check('takes 200 acts of restoring for one order and not one more', async (shop) => {
    await shop.open(201);
    await shop.sell('o1', { lines: [units(201)] });
    for (let at = 0; at < 200; at += 1)
      ofKind(
        await shop.store.restore({ id: 'o1', restoreId: `r${at}`, lines: [units(1)], to: 'stock' }),
        'restored',
      );
    const one = { id: 'o1', restoreId: 'r200', lines: [units(1)], to: 'stock' } as const;
    refusedFor(await shop.store.restore(one), 'invalid_request');
    await shop.expectCounters({ available: 200, committed: 1 });
  }),
  check('expires what is due, reserved and paying, and gives its units back once', async (shop) => {
    await shop.open(5);
    await shop.hold('o1', { ttlMs: SHORT_MS });
    await shop.beginToPay('o2', { ttlMs: SHORT_MS, payMs: SHORT_MS });
    await shop.hold('o3', { ttlMs: 60_000 });
    await shop.harness.clock.advance(PAST_SHORT_MS);
    expectSame('swept', await shop.store.expire(), { kind: 'swept', expired: 2, more: false });
    expectSame('again', ofKind(await shop.store.expire(), 'swept').expired, 0);
    await shop.expectState('o1', 'expired');
    await shop.expectState('o2', 'expired');
    await shop.expectState('o3', 'reserved');
    await shop.expectCounters({ available: 4, reserved: 1 });
  }),
  check('expires nothing early', async (shop) => {
    await shop.open(5);
    await shop.hold('o1', { ttlMs: 60_000 });
    expectSame('swept', await shop.store.expire(), { kind: 'swept', expired: 0, more: false });
  }),
  check('sweeps a few at a time, and says when there may be more', async (shop) => {
    await shop.open(5);
    for (const id of ['o1', 'o2', 'o3']) await shop.hold(id, { ttlMs: SHORT_MS });
    await shop.harness.clock.advance(PAST_SHORT_MS);
    expectSame('first', await shop.store.expire({ limit: 2 }), { kind: 'swept', expired: 2, more: true });
    let expired = 2;
    for (let time = 0; time < 10 && expired < 3; time += 1)
      expired += ofKind(await shop.store.expire({ limit: 2 }), 'swept').expired;
    expectSame('expired in all', expired, 3);
    await shop.expectCounters({ available: 5, reserved: 0 });
  }),
  check('gives units back once when many sweepers run', async (shop) => {
    await shop.open(20);
    const ids = Array.from({ length: 20 }, (_, at) => `o${at}`);
    await Promise.all(ids.map(async (id) => shop.hold(id, { ttlMs: SHORT_MS })));
    await shop.harness.clock.advance(PAST_SHORT_MS);
    const verdicts = await Promise.all(
      Array.from({ length: 8 }, async () => shop.store.expire({ limit: 7 })),
    );
    const expired = verdicts.reduce((total, verdict) => total + ofKind(verdict, 'swept').expired, 0);
    expectThat(expired <= 20, `${expired} of 20 reservations expired`);
    ofKind(await shop.store.expire(), 'swept');
    await shop.expectCounters({ available: 20, reserved: 0 });
  }),
  check('finds a due reservation whatever its ttl', async (shop) => {
    await shop.open(5, { ttlMs: SHORT_MS });
    await shop.hold('o1', { ttlMs: 60_000 });
    await shop.hold('o2');
    await shop.hold('o3', { ttlMs: SHORT_MS + 1, owners: [BOB] });
    await shop.harness.clock.advance(PAST_SHORT_MS);
    expectSame('swept', ofKind(await shop.store.expire(), 'swept').expired, 2);
    await shop.expectState('o1', 'reserved');
  }),
  check('keeps the other lines of an order when one comes back', async (shop) => {
    await shop.open(0, { allotments: [units(1), units(1, OTHER_KEY)] });
    await shop.sell('o1', { lines: [units(1), units(1, OTHER_KEY)] });
    ofKind(
      await shop.store.restore({ id: 'o1', restoreId: 'r1', lines: [units(1)], to: 'stock' }),
      'restored',
    );
    await shop.sell('o2');
    refusedFor(await shop.reserve('o3', { lines: [units(1, OTHER_KEY)] }), 'insufficient');
  }),
];
