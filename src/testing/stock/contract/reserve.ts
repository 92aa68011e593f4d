import type { ReserveRequest } from '../../../stock/request.js';
import { check } from './check.js';
import type { StockCheck } from './harness.js';
import { expectSame, expectThat, ofKind, refusedFor } from './expect.js';
import { ANN, BOB, KEY, OTHER_KEY, PAST_SHORT_MS, SHORT_MS, units } from './shop.js';

/** Setting units aside: replay, all lines or none, shortages, and what lapses in between. */
export const reserveChecks: readonly StockCheck[] = [
  check('sets units aside and tells until when', async (shop) => {
    await shop.open(5);
    const { expiresAt } = ofKind(await shop.reserve('o1', { lines: [units(2)], ttlMs: 5000 }), 'reserved');
    expectSame('status', (await shop.reservation('o1')).expiresAt, expiresAt);
    expectThat(Number.isSafeInteger(expiresAt) && expiresAt > 5000, `expiresAt is ${expiresAt}, no epoch ms`);
    await shop.expectCounters({ available: 3, reserved: 2, committed: 0 });
  }),
  check('uses the ttl of the sale unless told', async (shop) => {
    await shop.open(5, { ttlMs: 30_000 });
    const own = ofKind(await shop.reserve('o1'), 'reserved');
    const asked = ofKind(await shop.reserve('o2', { ttlMs: 90_000 }), 'reserved');
    const apart = asked.expiresAt - own.expiresAt;
    expectThat(
      apart >= 60_000 && apart < 75_000,
      `the deadlines are ${apart} ms apart, expected about 60000`,
    );
  }),
  check('remembers everything an order was about', async (shop) => {
    await shop.open(5, { epoch: 7 });
    const scopes = ['channel:app', 'category:Audio'];
    const content = { epoch: 7, markdownMinor: 300, fingerprint: 'fp-1', scopes, owners: [BOB, ANN] };
    await shop.hold('o1', content);
    const { id, state, lines, owners, epoch, markdownMinor, fingerprint, ...others } =
      await shop.reservation('o1');
    expectSame(
      'the reservation',
      { id, state, lines, owners, epoch, markdownMinor, fingerprint, scopes: others.scopes },
      {
        ...content,
        id: 'o1',
        state: 'reserved',
        lines: [units(1)],
        owners: [ANN, BOB],
        scopes: [...scopes].sort(),
      },
    );
    expectSame('extensions', [others.extensionCount, others.extendedMs, others.restored], [0, 0, []]);
  }),
  check('replays the same order, with one effect', async (shop) => {
    await shop.open(5);
    const { expiresAt } = ofKind(await shop.reserve('o1', { ttlMs: 60_000 }), 'reserved');
    await shop.unchanged(async () => {
      for (const ttlMs of [60_000, 5000, undefined]) {
        const again = ofKind(await shop.reserve('o1', ttlMs === undefined ? {} : { ttlMs }), 'replayed');
        expectSame('the replay', again, { kind: 'replayed', state: 'reserved', expiresAt });
      }
    });
  }),
  check('replays an order whose lines are split, merged or in another order', async (shop) => {
    await shop.open(5, { allotments: [units(5), units(5, OTHER_KEY)] });
    await shop.hold('o1', { lines: [units(3), units(1, OTHER_KEY)] });
    const lines = [units(1, OTHER_KEY), units(1), units(2)];
    ofKind(await shop.reserve('o1', { lines, owners: [ANN, ANN], scopes: [] }), 'replayed');
  }),
  check('replays what became of an order', async (shop) => {
    await shop.open(5);
    await shop.sell('o1');
    await shop.hold('o2');
    ofKind(await shop.store.release({ id: 'o2' }), 'released');
    await shop.beginToPay('o3');
    for (const [id, state] of [
      ['o1', 'committed'],
      ['o2', 'released'],
      ['o3', 'paying'],
    ] as const)
      expectSame(`state of ${id}`, ofKind(await shop.reserve(id), 'replayed').state, state);
  }),
  check('names the fields in which an order with a known id differs', async (shop) => {
    await shop.open(5, { epoch: 7 });
    await shop.hold('o1', { epoch: 7, markdownMinor: 100, fingerprint: 'fp-1', scopes: ['channel:app'] });
    await shop.unchanged(async () => {
      const { fields } = ofKind(
        await shop.reserve('o1', {
          lines: [units(2)],
          owners: [BOB],
          scopes: ['channel:web'],
          epoch: 8,
          markdownMinor: 200,
          fingerprint: 'fp-2',
        }),
        'conflict',
      );
      expectSame('fields', fields, ['lines', 'owners', 'scopes', 'epoch', 'markdownMinor', 'fingerprint']);
      const same = { epoch: 7, markdownMinor: 100, fingerprint: 'fp-1', scopes: ['channel:app'] };
      const one = ofKind(await shop.reserve('o1', { ...same, fingerprint: 'fp-2' }), 'conflict');
      expectSame('fields', one.fields, ['fingerprint']);
    });
  }),
  check('tells a field that is left out from one that is given', async (shop) => {
    await shop.open(5, { epoch: 0 });
    await shop.hold('o1');
    for (const change of [{ epoch: 0 }, { fingerprint: 'fp-1' }, { scopes: ['channel:app'] }])
      expectSame('fields', ofKind(await shop.reserve('o1', change), 'conflict').fields, Object.keys(change));
    ofKind(await shop.reserve('o1', { markdownMinor: 0, scopes: [] }), 'replayed');
  }),
  check('answers conflict to an order with the id of an adjustment', async (shop) => {
    await shop.open(5);
    ofKind(await shop.store.restock({ id: 'a1', lines: [units(1)] }), 'changed');
    expectSame('fields', ofKind(await shop.reserve('a1'), 'conflict').fields, ['id']);
  }),
  check('sums equal stock keys before it compares them with what is available', async (shop) => {
    await shop.open(3);
    const verdict = refusedFor(await shop.reserve('o1', { lines: [units(2), units(2)] }), 'insufficient');
    expectSame('shortages', verdict.shortages, [{ stockKey: KEY, requested: 4, available: 3, reserved: 0 }]);
    await shop.hold('o2', { lines: [units(1), units(2)] });
    expectSame('lines', (await shop.reservation('o2')).lines, [units(3)]);
  }),
  check('gives all lines or none, and names every short one', async (shop) => {
    await shop.open(0, { allotments: [units(2, 'A'), units(5, 'B'), units(1, 'C')] });
    await shop.hold('o0', { lines: [units(1, 'C')] });
    await shop.unchanged(async () => {
      const lines = [units(3, 'A'), units(1, 'B'), units(1, 'C')];
      const { shortages } = refusedFor(await shop.reserve('o1', { lines }), 'insufficient');
      expectSame('shortages', shortages, [
        { stockKey: 'A', requested: 3, available: 2, reserved: 0 },
        { stockKey: 'C', requested: 1, available: 0, reserved: 1 },
      ]);
    });
    ofKind(await shop.store.status('o1'), 'unknown_id');
  }),
  check('keeps no record of a refused order: it may be sent again', async (shop) => {
    await shop.open(1);
    await shop.hold('o1');
    refusedFor(await shop.reserve('o2'), 'insufficient');
    ofKind(await shop.store.release({ id: 'o1' }), 'released');
    await shop.hold('o2');
  }),
  check('sells exactly the allotment', async (shop) => {
    await shop.open(3);
    const ids = Array.from({ length: 10 }, (_, at) => `o${at}`);
    const verdicts = await Promise.all(ids.map(async (id) => shop.reserve(id)));
    expectSame('reserved', verdicts.filter(({ kind }) => kind === 'reserved').length, 3);
    for (const verdict of verdicts.filter(({ kind }) => kind !== 'reserved'))
      refusedFor(verdict, 'insufficient');
    await shop.expectCounters({ available: 0, reserved: 3 });
  }),
  check('gives one effect to an order sent many times at once', async (shop) => {
    await shop.open(5);
    const verdicts = await Promise.all(Array.from({ length: 10 }, async () => shop.reserve('o1')));
    expectSame('reserved', verdicts.filter(({ kind }) => kind === 'reserved').length, 1);
    expectSame('replayed', verdicts.filter(({ kind }) => kind === 'replayed').length, 9);
    await shop.expectCounters({ reserved: 1 });
  }),
  check('names every stock key that is not on sale', async (shop) => {
    await shop.open(1);
    await shop.unchanged(async () => {
      const lines = [units(9), units(1, 'nobody'), units(1, 'sells')];
      const verdict = refusedFor(await shop.reserve('o1', { lines }), 'unknown_sku');
      expectSame('stock keys', verdict.stockKeys, ['nobody', 'sells']);
    });
  }),
  check('refuses another epoch than that of the sale', async (shop) => {
    await shop.open(1, { epoch: 7 });
    await shop.unchanged(async () => {
      expectSame('epoch', refusedFor(await shop.reserve('o1', { epoch: 8 }), 'epoch').epoch, 7);
    });
    await shop.hold('o1', { epoch: 7 });
  }),
  check('refuses an epoch when the sale has none', async (shop) => {
    await shop.open(1);
    expectSame('epoch', refusedFor(await shop.reserve('o1', { epoch: 7 }), 'epoch').epoch, undefined);
  }),
  check('refuses an owner made with another key than the pinned one', async (shop) => {
    await shop.open(2, { keyId: 'k1' });
    await shop.unchanged(async () => {
      for (const owner of ['k2.ann', 'k10.ann', 'k1', 'K1.ann'])
        expectSame(
          owner,
          refusedFor(await shop.reserve('o1', { owners: [ANN, owner] }), 'owner_key').keyId,
          'k1',
        );
    });
    await shop.hold('o1', { owners: ['k1.ann.b'] });
  }),
  check('says when the next units may come back', async (shop) => {
    await shop.open(1);
    const { expiresAt } = ofKind(await shop.reserve('o1', { ttlMs: 5000 }), 'reserved');
    const { nextChanceAt } = refusedFor(await shop.reserve('o2'), 'insufficient');
    expectThat(
      nextChanceAt !== undefined && nextChanceAt <= expiresAt,
      `nextChanceAt is ${nextChanceAt ?? 'undefined'}, the deadline ${expiresAt}`,
    );
  }),
  check('names no next chance when everything was sold', async (shop) => {
    await shop.open(1);
    await shop.sell('o1');
    expectSame('nextChanceAt', refusedFor(await shop.reserve('o2'), 'insufficient').nextChanceAt, undefined);
  }),
  check('takes the units of lapsed reservations before it says insufficient', async (shop) => {
    await shop.open(1);
    await shop.lapse('o1');
    await shop.hold('o2');
    await shop.expectState('o1', 'expired');
    await shop.expectCounters({ available: 0, reserved: 1 });
  }),
  check('never takes the units of an order that is paying for another shopper', async (shop) => {
    await shop.open(1);
    await shop.beginToPay('o1', { ttlMs: SHORT_MS, payMs: SHORT_MS });
    await shop.harness.clock.advance(PAST_SHORT_MS);
    refusedFor(await shop.reserve('o2'), 'insufficient');
    await shop.expectState('o1', 'paying');
  }),
  check('leaves a lapsed reservation alone while units are there', async (shop) => {
    await shop.open(2);
    await shop.lapse('o1');
    await shop.hold('o2');
    await shop.expectState('o1', 'reserved');
  }),
  check('takes up to 200 lines, 8 owners and 32 scopes', async (shop) => {
    const allotments = Array.from({ length: 200 }, (_, at) => units(1, `sku ${at}`));
    await shop.open(0, { allotments });
    const order: Partial<ReserveRequest> = {
      lines: allotments,
      owners: Array.from({ length: 8 }, (_, at) => `k1.${at}`),
      scopes: Array.from({ length: 32 }, (_, at) => `category:${at}`),
    };
    await shop.hold('o1', order);
    ofKind(await shop.reserve('o1', order), 'replayed');
    expectSame('lines', (await shop.reservation('o1')).lines.length, 200);
    ofKind(await shop.commit('o1'), 'committed');
  }),
  check('counts to 10^9 without losing a unit', async (shop) => {
    await shop.open(1_000_000_000);
    await shop.hold('o1', { lines: [units(999_999_999)] });
    await shop.expectCounters({ available: 1, reserved: 999_999_999 });
    refusedFor(await shop.reserve('o2', { lines: [units(2)] }), 'insufficient');
    await shop.hold('o2');
    await shop.expectCounters({ available: 0, reserved: 1_000_000_000 });
  }),
];
