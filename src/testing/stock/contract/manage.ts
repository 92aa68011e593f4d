import { check } from './check.js';
import type { StockCheck } from './harness.js';
import { expectSame, expectThat, ofKind, refusedFor } from './expect.js';
import { KEY, OTHER_KEY, units } from './shop.js';

/** Changing allotments, and reading the sale. */
export const manageChecks: readonly StockCheck[] = [
  check('adds units that can be sold', async (shop) => {
    await shop.open(1);
    await shop.sell('o1');
    refusedFor(await shop.reserve('o2'), 'insufficient');
    ofKind(await shop.store.restock({ id: 'a1', lines: [units(1), units(1)] }), 'changed');
    await shop.expectCounters({ allotment: 3, available: 2, committed: 1 });
    await shop.sell('o2');
  }),
  check('adds and takes once, however often it is sent', async (shop) => {
    await shop.open(5);
    const more = { id: 'a1', lines: [units(2)] };
    const less = { id: 'a2', lines: [units(1)] };
    ofKind(await shop.store.restock(more), 'changed');
    ofKind(await shop.store.withdraw(less), 'changed');
    await shop.unchanged(async () => {
      ofKind(await shop.store.restock({ id: 'a1', lines: [units(1), units(1)] }), 'already');
      ofKind(await shop.store.withdraw(less), 'already');
    });
    await shop.expectCounters({ allotment: 6 });
  }),
  check('answers conflict to other content, another direction, or the id of an order', async (shop) => {
    await shop.open(5);
    await shop.hold('o1');
    ofKind(await shop.store.restock({ id: 'a1', lines: [units(2)] }), 'changed');
    await shop.unchanged(async () => {
      expectSame(
        'lines',
        ofKind(await shop.store.restock({ id: 'a1', lines: [units(3)] }), 'conflict').fields,
        ['lines'],
      );
      expectSame(
        'direction',
        ofKind(await shop.store.withdraw({ id: 'a1', lines: [units(2)] }), 'conflict').fields,
        ['id'],
      );
      expectSame(
        'order',
        ofKind(await shop.store.restock({ id: 'o1', lines: [units(1)] }), 'conflict').fields,
        ['id'],
      );
    });
  }),
  check('changes all lines or none, and only what is on sale', async (shop) => {
    await shop.open(0, { allotments: [units(5, 'A'), units(1, 'B')] });
    await shop.unchanged(async () => {
      const lines = [units(1, 'A'), units(1, 'nobody')];
      expectSame(
        'unknown',
        refusedFor(await shop.store.restock({ id: 'a1', lines }), 'unknown_sku').stockKeys,
        ['nobody'],
      );
      expectSame(
        'unknown',
        refusedFor(await shop.store.withdraw({ id: 'a1', lines }), 'unknown_sku').stockKeys,
        ['nobody'],
      );
      const short = await shop.store.withdraw({ id: 'a1', lines: [units(1, 'A'), units(2, 'B')] });
      const { shortages } = refusedFor(short, 'insufficient');
      expectSame('shortages', shortages, [{ stockKey: 'B', requested: 2, available: 1, reserved: 0 }]);
    });
  }),
  check('takes only what nobody holds', async (shop) => {
    await shop.open(3);
    await shop.sell('o1');
    await shop.hold('o2');
    const { shortages, nextChanceAt } = refusedFor(
      await shop.store.withdraw({ id: 'a1', lines: [units(2)] }),
      'insufficient',
    );
    expectSame('shortages', shortages, [{ stockKey: KEY, requested: 2, available: 1, reserved: 1 }]);
    expectThat(nextChanceAt !== undefined, 'a reservation is open and no next chance is named');
    ofKind(await shop.store.withdraw({ id: 'a1', lines: [units(1)] }), 'changed');
    await shop.expectCounters({ allotment: 2, available: 0, reserved: 1, committed: 1 });
  }),
  check('takes the units of lapsed reservations', async (shop) => {
    await shop.open(1);
    await shop.lapse('o1');
    ofKind(await shop.store.withdraw({ id: 'a1', lines: [units(1)] }), 'changed');
    await shop.expectCounters({ allotment: 0, available: 0, reserved: 0 });
  }),
  check('holds no allotment above 10^9', async (shop) => {
    await shop.open(999_999_999);
    await shop.unchanged(async () => {
      refusedFor(await shop.store.restock({ id: 'a1', lines: [units(2)] }), 'invalid_request');
    });
    ofKind(await shop.store.restock({ id: 'a1', lines: [units(1)] }), 'changed');
    await shop.expectCounters({ allotment: 1_000_000_000 });
  }),
  check('knows no status of ids it never saw, nor of adjustments', async (shop) => {
    await shop.open(5);
    ofKind(await shop.store.restock({ id: 'a1', lines: [units(1)] }), 'changed');
    ofKind(await shop.store.status('o1'), 'unknown_id');
    ofKind(await shop.store.status('a1'), 'unknown_id');
  }),
  check('shows the counters of the stock keys asked for', async (shop) => {
    await shop.open(0, { allotments: [units(1, 'A'), units(2, 'B'), units(3, 'C')] });
    const some = ofKind(await shop.store.snapshot({ stockKeys: ['C', 'A', 'C'] }), 'found').snapshot;
    const keys = some.counters.map((counters) => counters.stockKey);
    expectSame('stock keys', [...keys].sort(), ['A', 'C']);
    expectSame('none', ofKind(await shop.store.snapshot({ stockKeys: [] }), 'found').snapshot.counters, []);
    const unknown = await shop.store.snapshot({ stockKeys: ['A', 'nobody'] });
    expectSame('unknown', refusedFor(unknown, 'unknown_sku').stockKeys, ['nobody']);
  }),
  check('grows its sequence with every effect, and with nothing else', async (shop) => {
    await shop.open(5);
    const seq = async (): Promise<number> => (await shop.snapshot()).seq;
    let last = await seq();
    const effects: readonly (() => Promise<unknown>)[] = [
      async () => shop.hold('o1'),
      async () => shop.store.beginPayment({ id: 'o1', ttlMs: 60_000 }),
      async () => shop.store.extend({ id: 'o1', attempt: 1, ttlMs: 60_000 }),
      async () => shop.commit('o1'),
      async () => shop.store.restore({ id: 'o1', restoreId: 'r1', to: 'stock' }),
      async () => shop.store.restock({ id: 'a1', lines: [units(1)] }),
      async () => shop.store.setMode({ mode: 'drain', actor: 'ops.kim', reason: 'x' }),
    ];
    for (const [at, effect] of effects.entries()) {
      await effect();
      const now = await seq();
      expectSame(`the sequence after effect ${at + 1}`, now, last + 1);
      last = now;
    }
    for (const effect of effects.slice(1)) await effect();
    expectSame('the sequence after all of it was sent again', await seq(), last);
  }),
  check('tells how much is left in bands', async (shop) => {
    await shop.open(0, {
      allotments: [units(11, 'many'), units(10, 'few'), units(1, 'last'), units(0, 'none')],
    });
    const { availability } = ofKind(await shop.store.availability(), 'found');
    const bands = new Map(availability.map(({ stockKey, band }) => [stockKey, band]));
    for (const stockKey of ['many', 'few', 'last', 'none'])
      expectSame(stockKey, bands.get(stockKey), stockKey);
    expectThat(
      availability.every((one) => !one.onlyReserved && one.nextChanceAt === undefined),
      'nothing is reserved',
    );
  }),
  check('draws the bands where it is told', async (shop) => {
    await shop.open(3);
    const bandAt = async (fewMax: number, lastMax: number): Promise<string | undefined> =>
      ofKind(await shop.store.availability({ stockKeys: [KEY], fewMax, lastMax }), 'found').availability[0]
        ?.band;
    expectSame('few', await bandAt(3, 2), 'few');
    expectSame('last', await bandAt(3, 3), 'last');
    expectSame('many', await bandAt(2, 0), 'many');
  }),
  check('tells that units are merely reserved, and when they may come back', async (shop) => {
    await shop.open(0, { allotments: [units(1), units(1, OTHER_KEY)] });
    const { expiresAt } = ofKind(await shop.reserve('o1'), 'reserved');
    await shop.sell('o2', { lines: [units(1, OTHER_KEY)] });
    const { availability } = ofKind(await shop.store.availability(), 'found');
    const onlyReserved = new Map(availability.map((one) => [one.stockKey, one.onlyReserved]));
    expectSame('only reserved', [onlyReserved.get(KEY), onlyReserved.get(OTHER_KEY)], [true, false]);
    const chance = availability[0]?.nextChanceAt;
    expectThat(
      chance !== undefined && chance <= expiresAt,
      `nextChanceAt is ${chance ?? 'undefined'}, the deadline ${expiresAt}`,
    );
  }),
  check('tells the availability of known stock keys only', async (shop) => {
    await shop.open(1);
    const unknown = await shop.store.availability({ stockKeys: ['nobody', KEY] });
    expectSame('unknown', refusedFor(unknown, 'unknown_sku').stockKeys, ['nobody']);
  }),
];
