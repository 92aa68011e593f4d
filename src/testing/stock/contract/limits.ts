import { check } from './check.js';
import type { StockCheck } from './harness.js';
import { expectSame, ofKind, refusedFor } from './expect.js';
import { ANN, BOB, KEY, OTHER_KEY, units } from './shop.js';

const CHO = 'k1.cho';

/** Customer limits and the loss budget. */
export const limitChecks: readonly StockCheck[] = [
  check('refuses what would take a customer over the limit', async (shop) => {
    await shop.open(9, { key: { perCustomer: 2 } });
    await shop.hold('o1', { lines: [units(2)] });
    await shop.unchanged(async () => {
      const { limits } = refusedFor(await shop.reserve('o2'), 'customer_limit');
      expectSame('limits', limits, [{ stockKey: KEY, limit: 2, used: 2, ownerIndex: 0 }]);
    });
    await shop.hold('o3', { owners: [BOB], lines: [units(2)] });
  }),
  check('holds the limit for everyone behind an order, and names who is nearest to it', async (shop) => {
    await shop.open(9, { key: { perCustomer: 3 } });
    await shop.hold('o1', { owners: [BOB] });
    await shop.hold('o2', { owners: [CHO], lines: [units(2)] });
    const { limits } = refusedFor(
      await shop.reserve('o3', { owners: [CHO, ANN, BOB], lines: [units(2)] }),
      'customer_limit',
    );
    // The position among the sorted owners.
    expectSame('limits', limits, [{ stockKey: KEY, limit: 3, used: 2, ownerIndex: 2 }]);
  }),
  check('names every stock key whose limit is passed, and counts each by itself', async (shop) => {
    const allotments = [
      { ...units(9, 'A'), perCustomer: 1 },
      { ...units(9, 'B'), perCustomer: 1 },
      units(9, 'C'),
    ];
    await shop.open(0, { allotments });
    await shop.hold('o1', { lines: [units(1, 'A'), units(5, 'C')] });
    const lines = [units(1, 'A'), units(2, 'B'), units(4, 'C')];
    const { limits } = refusedFor(await shop.reserve('o2', { lines }), 'customer_limit');
    expectSame('limits', limits, [
      { stockKey: 'A', limit: 1, used: 1, ownerIndex: 0 },
      { stockKey: 'B', limit: 1, used: 0, ownerIndex: 0 },
    ]);
  }),
  check('counts what was bought, and no longer what was released', async (shop) => {
    await shop.open(9, { key: { perCustomer: 2 } });
    await shop.sell('o1');
    await shop.hold('o2');
    refusedFor(await shop.reserve('o3'), 'customer_limit');
    ofKind(await shop.store.release({ id: 'o2' }), 'released');
    await shop.hold('o3');
    refusedFor(await shop.reserve('o4'), 'customer_limit');
  }),
  check('no longer counts what lapsed or was restored', async (shop) => {
    await shop.open(9, { key: { perCustomer: 1 } });
    await shop.lapse('o1');
    ofKind(await shop.store.expire(), 'swept');
    await shop.sell('o2');
    refusedFor(await shop.reserve('o3'), 'customer_limit');
    ofKind(await shop.store.restore({ id: 'o2', restoreId: 'r1', to: 'quarantine' }), 'restored');
    await shop.hold('o3');
  }),
  check('counts the units of a customer over several orders', async (shop) => {
    await shop.open(9, { key: { perCustomer: 3 } });
    for (const id of ['o1', 'o2', 'o3']) await shop.hold(id);
    const { limits } = refusedFor(await shop.reserve('o4'), 'customer_limit');
    expectSame('limits', limits, [{ stockKey: KEY, limit: 3, used: 3, ownerIndex: 0 }]);
  }),
  check('says insufficient before it speaks of limits', async (shop) => {
    await shop.open(1, { key: { perCustomer: 1 } });
    refusedFor(await shop.reserve('o1', { lines: [units(2)] }), 'insufficient');
  }),
  check('spends the loss budget and refuses alone what goes beyond', async (shop) => {
    await shop.open(9, { lossBudgetMinor: 1000 });
    await shop.hold('o1', { markdownMinor: 700 });
    await shop.unchanged(async () => {
      const { remainingMinor } = refusedFor(await shop.reserve('o2', { markdownMinor: 301 }), 'loss_budget');
      expectSame('remaining', remainingMinor, 300);
    });
    await shop.hold('o2', { markdownMinor: 300 });
    expectSame('spent', (await shop.snapshot()).lossSpentMinor, 1000);
    await shop.hold('o3');
  }),
  check(
    'gives the loss back with a release and with the last of a restore, and keeps it while a part is sold',
    async (shop) => {
      await shop.open(9, { lossBudgetMinor: 1000 });
      const spent = async (): Promise<number> => (await shop.snapshot()).lossSpentMinor;
      await shop.hold('o1', { markdownMinor: 400 });
      ofKind(await shop.store.release({ id: 'o1' }), 'released');
      expectSame('spent after release', await spent(), 0);
      await shop.sell('o2', { markdownMinor: 500, lines: [units(2)] });
      ofKind(
        await shop.store.restore({ id: 'o2', restoreId: 'r1', lines: [units(1)], to: 'stock' }),
        'restored',
      );
      expectSame('spent after a part came back', await spent(), 500);
      ofKind(await shop.store.restore({ id: 'o2', restoreId: 'r2', to: 'stock' }), 'restored');
      expectSame('spent after all came back', await spent(), 0);
    },
  ),
  check('drains the sale when the budget left pays for no further unit', async (shop) => {
    const allotments = [
      { ...units(9), markdownMinor: 300 },
      { ...units(9, OTHER_KEY), markdownMinor: 200 },
    ];
    await shop.open(0, { allotments, lossBudgetMinor: 700 });
    await shop.hold('o1', { markdownMinor: 500 });
    expectSame('mode', (await shop.snapshot()).mode, 'open');
    await shop.beginToPay('o2', { markdownMinor: 0 });
    await shop.hold('o3', { markdownMinor: 1 });
    expectSame('mode', (await shop.snapshot()).mode, 'drain');
    const refusal = refusedFor(await shop.reserve('o4'), 'mode');
    expectSame('refusal', refusal, { kind: 'refused', reason: 'mode', mode: 'drain', scope: 'sale' });
    ofKind(await shop.commit('o2'), 'committed');
  }),
  check('does not drain when no markdown of a unit is known', async (shop) => {
    await shop.open(9, { lossBudgetMinor: 500 });
    await shop.hold('o1', { markdownMinor: 500 });
    expectSame('mode', (await shop.snapshot()).mode, 'open');
  }),
  check('knows a loss budget of nothing', async (shop) => {
    await shop.open(9, { lossBudgetMinor: 0 });
    expectSame(
      'remaining',
      refusedFor(await shop.reserve('o1', { markdownMinor: 1 }), 'loss_budget').remainingMinor,
      0,
    );
    await shop.hold('o1', { markdownMinor: 0 });
  }),
];
