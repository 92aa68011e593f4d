import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StockStore } from '../../../src/stock/store.js';
import { keyList, LAYOUT_VERSION } from '../../../src/stores/redis/keys.js';
import { runScript } from '../../../src/stores/redis/run-script.js';
import { STATUSES } from '../../../src/stock/statuses.js';
import { allKeys } from './raw-keys.js';
import { newSale, openSale, type TestSale } from './sale.js';
import { serveRedis, type ServedRedis } from './server.js';

/** A layout version that is not this one's. */
const ANOTHER = String(Number(LAYOUT_VERSION) + 1);

const LINES = [{ stockKey: 'EP-100', quantity: 1 }];
const ORDER = { id: 'o1', owners: ['k'], lines: LINES };

/** Every operation, each with a good request. */
const OPERATIONS: readonly (readonly [string, (stock: StockStore) => Promise<unknown>])[] = [
  ['open', (stock) => stock.open({ allotments: [{ stockKey: 'EP-100', quantity: 10 }] })],
  ['restock', (stock) => stock.restock({ id: 'a1', lines: LINES })],
  ['withdraw', (stock) => stock.withdraw({ id: 'a2', lines: LINES })],
  ['reserve', (stock) => stock.reserve(ORDER)],
  ['supersede', (stock) => stock.supersede({ ...ORDER, id: 'o2', previousId: 'o1' })],
  ['beginPayment', (stock) => stock.beginPayment({ id: 'o1', ttlMs: 60_000 })],
  ['extend', (stock) => stock.extend({ id: 'o1', attempt: 1, ttlMs: 60_000 })],
  ['commit', (stock) => stock.commit({ id: 'o1', paymentRef: 'p' })],
  ['release', (stock) => stock.release({ id: 'o1' })],
  ['restore', (stock) => stock.restore({ id: 'o1', restoreId: 'r', to: 'stock' })],
  ['expire', (stock) => stock.expire()],
  ['setMode', (stock) => stock.setMode({ mode: 'closed', actor: 'kim', reason: 'a test' })],
  ['setEpoch', (stock) => stock.setEpoch({ epoch: 2, overlapMs: 0, actor: 'kim', reason: 'a test' })],
  ['signal', (stock) => stock.signal({ id: 's1', scopes: [], rejected: true })],
  [
    'resolveReview',
    (stock) => stock.resolveReview({ id: 'o1', decision: 'reject', actor: 'kim', reason: 'a test' }),
  ],
  ['activity', (stock) => stock.activity()],
  ['journal', (stock) => stock.journal()],
  ['reservations', (stock) => stock.reservations()],
  ['status', (stock) => stock.status('o1')],
  ['snapshot', (stock) => stock.snapshot()],
  ['availability', (stock) => stock.availability()],
];

let redis: ServedRedis;

beforeAll(async () => {
  redis = await serveRedis();
});
afterAll(() => redis.stop());

describe('two layout versions on one sale', () => {
  it.each(OPERATIONS)(
    '%s is refused by the older one, with the version that serves the sale',
    async (_, act) => {
      const sale = await openSale(redis.client);
      await sale.stock.reserve(ORDER);
      await sale.client.hset(sale.keys.meta, 'version', ANOTHER);
      const before = await allKeys(sale.client);
      expect(await act(sale.stock)).toEqual({ kind: 'refused', reason: 'version', version: ANOTHER });
      expect(await allKeys(sale.client)).toEqual(before);
    },
  );

  it('refuse each other: a newer library is told of the older sale', async () => {
    const sale = await openSale(redis.client);
    const before = await allKeys(sale.client);
    const keys = keyList(sale.keys);
    const { apply, open, read } = sale.scripts;
    const head = [ANOTHER, 'caller', '0001', '0', '0000', '0', '0', '0'];
    const asks = [
      runScript(sale.client, apply, keys, [...head, 'x', 'o1']),
      runScript(sale.client, open, keys, [
        ANOTHER,
        '0',
        '',
        '600000',
        '',
        '',
        ANOTHER,
        '1',
        'digest',
        '0',
        '0',
        '',
        'A',
        '1',
        '0',
        '0',
      ]),
      runScript(sale.client, read, keys, [ANOTHER, 'status', 'o1']),
    ];
    for (const reply of await Promise.all(asks))
      expect(reply).toEqual([STATUSES.version, sale.now(), LAYOUT_VERSION]);
    expect(await allKeys(sale.client)).toEqual(before);
  });
});

describe('a sale nobody has opened', () => {
  it.each(OPERATIONS.filter(([name]) => name !== 'open'))(
    'is unknown to %s, and stays so',
    async (_, act) => {
      const sale = await newSale(redis.client);
      const before = await allKeys(sale.client);
      expect(await act(sale.stock)).toEqual({ kind: 'refused', reason: 'unknown_sale' });
      expect(await allKeys(sale.client)).toEqual(before);
    },
  );
});

describe('two shops on one server', () => {
  it('see nothing of each other behind another prefix', async () => {
    const ours = await openSale(redis.client, undefined, { saleId: 'same', prefix: 'shop-a' });
    const theirs = await newSale(redis.client, { saleId: 'same', prefix: 'shop-b' });
    expect(await theirs.stock.reserve(ORDER)).toEqual({ kind: 'refused', reason: 'unknown_sale' });
    expect(await theirs.stock.open({ allotments: [{ stockKey: 'EP-100', quantity: 1 }] })).toEqual({
      kind: 'opened',
    });
    await reserveMany(theirs, 1);
    const before = [...(await allKeys(redis.client))].filter(([key]) => key.startsWith('shop-b'));
    await reserveMany(ours, 10);
    await ours.stock.setMode({ mode: 'closed', actor: 'kim', reason: 'a test' });
    const after = [...(await allKeys(redis.client))].filter(([key]) => key.startsWith('shop-b'));
    expect(after).toEqual(before);
    expect(await theirs.stock.snapshot()).toMatchObject({
      snapshot: { mode: 'open', counters: [{ allotment: 1 }] },
    });
  });

  it('see nothing of each other behind another sale id', async () => {
    const ours = await openSale(redis.client);
    const theirs = await openSale(redis.client);
    await reserveMany(ours, 10);
    expect(await theirs.stock.status('o0')).toEqual({ kind: 'unknown_id' });
    expect(await theirs.stock.availability()).toMatchObject({
      availability: [{ band: 'few', onlyReserved: false }],
    });
  });
});

async function reserveMany(sale: TestSale, count: number): Promise<void> {
  for (let at = 0; at < count; at += 1)
    expect(await sale.stock.reserve({ ...ORDER, id: `o${at}` }), `o${at}`).toMatchObject({
      kind: 'reserved',
    });
}
