import type { Allotment } from '../../../stock/request.js';
import { check } from './check.js';
import type { StockCheck } from './harness.js';
import { expectSame, expectThat, ofKind, refusedFor } from './expect.js';
import { ANN, KEY, units } from './shop.js';

/** Names that have broken parsers, and must be as good as any other. */
const HOSTILE_NAMES: readonly string[] = [
  'a=1,b',
  '__proto__',
  'constructor',
  '무선 이어폰',
  '{}',
  ' ',
  '*',
  '"\\',
  'x'.repeat(128),
];

/** Opening a sale, once; and every operation on a sale nobody has opened. */
export const openChecks: readonly StockCheck[] = [
  check('opens a sale with its allotments', async (shop) => {
    await shop.open(5, { key: { perCustomer: 2 } });
    const counters = {
      allotment: 5,
      available: 5,
      reserved: 0,
      committed: 0,
      quarantined: 0,
      perCustomer: 2,
    };
    await shop.expectCounters({ stockKey: KEY, ...counters });
  }),
  check('tells what a sale was opened with', async (shop) => {
    await shop.open(5, { epoch: 7, ttlMs: 1234, lossBudgetMinor: 900 });
    const { mode, regressed, epoch, ttlMs, lossBudgetMinor, lossSpentMinor, scopes } = await shop.snapshot();
    expectSame(
      'the sale',
      { mode, regressed, epoch, ttlMs, lossBudgetMinor, lossSpentMinor, scopes },
      {
        mode: 'open',
        regressed: false,
        epoch: 7,
        ttlMs: 1234,
        lossBudgetMinor: 900,
        lossSpentMinor: 0,
        scopes: [],
      },
    );
  }),
  check('answers already to the same open, in whatever order', async (shop) => {
    const allotments = [units(5), units(3, 'B')];
    ofKind(await shop.store.open({ allotments }), 'opened');
    const again = await shop.store.open({ allotments: [...allotments].reverse(), ttlMs: 600_000 });
    ofKind(again, 'already');
  }),
  check('answers already to the same open after units were sold and added', async (shop) => {
    await shop.open(5);
    await shop.sell('o1');
    ofKind(await shop.store.restock({ id: 'a1', lines: [units(2)] }), 'changed');
    ofKind(await shop.store.open({ allotments: [units(5)], ttlMs: 60_000 }), 'already');
    await shop.expectCounters({ allotment: 7, committed: 1 });
  }),
  check('names what differs when a sale is opened otherwise, and keeps what it was', async (shop) => {
    await shop.open(5, { epoch: 7 });
    await shop.unchanged(async () => {
      const verdict = await shop.store.open({
        allotments: [units(6)],
        epoch: 8,
        ttlMs: 70_000,
        keyId: 'k9',
        lossBudgetMinor: 1,
        extensionCountMax: 1,
        extensionTotalMaxMs: 1,
      });
      const { fields } = ofKind(verdict, 'conflict');
      const all = [
        'epoch',
        'ttlMs',
        'keyId',
        'lossBudgetMinor',
        'extensionCountMax',
        'extensionTotalMaxMs',
        'allotments',
      ];
      expectSame('fields', [...fields].sort(), [...all].sort());
    });
  }),
  check('names the allotments when only a limit or a markdown differs', async (shop) => {
    await shop.open(5, { key: { perCustomer: 2 } });
    for (const change of [{ perCustomer: 3 }, { perCustomer: 2, markdownMinor: 1 }]) {
      const allotments: readonly Allotment[] = [{ ...units(5), ...change }];
      const { fields } = ofKind(await shop.store.open({ allotments, ttlMs: 60_000 }), 'conflict');
      expectSame('fields', fields, ['allotments']);
    }
  }),
  check('opens an allotment of nothing', async (shop) => {
    await shop.open(0);
    refusedFor(await shop.reserve('o1'), 'insufficient');
  }),
  check('keeps hostile stock keys apart', async (shop) => {
    const allotments = HOSTILE_NAMES.map((stockKey, at) => ({ stockKey, quantity: at + 1 }));
    ofKind(await shop.store.open({ allotments }), 'opened');
    for (const stockKey of HOSTILE_NAMES)
      await shop.hold(`o${HOSTILE_NAMES.indexOf(stockKey)}`, { lines: [units(1, stockKey)] });
    const { counters } = await shop.snapshot();
    const got = counters.map(({ stockKey, available }) => [stockKey, available] as const);
    const expected = HOSTILE_NAMES.map((stockKey, at) => [stockKey, at] as const);
    const sorted = (rows: readonly (readonly [string, number])[]): unknown =>
      [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
    expectSame('available', sorted(got), sorted(expected));
  }),
  check('opens a thousand allotments', async (shop) => {
    const allotments = Array.from({ length: 1000 }, (_, at) => units(at, `sku ${at}`));
    ofKind(await shop.store.open({ allotments }), 'opened');
    const { counters } = await shop.snapshot();
    expectSame('number of counters', counters.length, 1000);
    expectThat(
      counters.every(({ stockKey, allotment }) => stockKey === `sku ${allotment}`),
      'an allotment stands under another stock key',
    );
  }),
  check('keeps sales apart', async (shop) => {
    await shop.open(1);
    const other = await shop.harness.makeStore();
    refusedFor(await other.snapshot(), 'unknown_sale');
    ofKind(await other.open({ allotments: [units(1)] }), 'opened');
    await shop.sell('o1');
    const verdict = await other.reserve({ id: 'o1', owners: [ANN], lines: [units(1)] });
    ofKind(verdict, 'reserved');
  }),
  check(
    'answers unknown_sale to every operation on a sale nobody opened, never that it is sold out',
    async (shop) => {
      const { store } = shop;
      const order = { id: 'o1', owners: [ANN], lines: [units(1)] };
      const adjustment = { id: 'a1', lines: [units(1)] };
      refusedFor(await store.reserve(order), 'unknown_sale');
      refusedFor(await store.supersede({ ...order, previousId: 'o0' }), 'unknown_sale');
      refusedFor(await store.restock(adjustment), 'unknown_sale');
      refusedFor(await store.withdraw(adjustment), 'unknown_sale');
      refusedFor(await store.beginPayment({ id: 'o1', ttlMs: 1000 }), 'unknown_sale');
      refusedFor(await store.extend({ id: 'o1', attempt: 1, ttlMs: 1000 }), 'unknown_sale');
      refusedFor(await store.commit({ id: 'o1', paymentRef: 'p1' }), 'unknown_sale');
      refusedFor(await store.release({ id: 'o1' }), 'unknown_sale');
      refusedFor(await store.restore({ id: 'o1', restoreId: 'r1', to: 'stock' }), 'unknown_sale');
      refusedFor(await store.expire(), 'unknown_sale');
      refusedFor(await store.setMode({ mode: 'freeze', actor: 'ops.kim', reason: 'stop' }), 'unknown_sale');
      refusedFor(await store.status('o1'), 'unknown_sale');
      refusedFor(await store.snapshot(), 'unknown_sale');
      refusedFor(await store.availability(), 'unknown_sale');
      const person = { actor: 'ops.kim', reason: 'a check' };
      refusedFor(await store.setEpoch({ epoch: 2, overlapMs: 0, ...person }), 'unknown_sale');
      refusedFor(await store.signal({ id: 'o1', scopes: [] }), 'unknown_sale');
      refusedFor(await store.resolveReview({ id: 'o1', decision: 'accept', ...person }), 'unknown_sale');
      refusedFor(await store.activity(), 'unknown_sale');
      refusedFor(await store.journal(), 'unknown_sale');
      refusedFor(await store.reservations(), 'unknown_sale');
    },
  ),
  check('knows its sale id', async (shop) => {
    const saleId = `${shop.store.saleId}.other`;
    expectSame('sale id', (await shop.harness.makeStore(saleId)).saleId, saleId);
  }),
];
