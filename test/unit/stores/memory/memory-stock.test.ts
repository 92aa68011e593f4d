import { describe, expect, it } from 'vitest';
import { isGuardError } from '../../../../src/core/errors.js';
import { memoryStock } from '../../../../src/stores/memory/memory-stock.js';
import type { StockStore } from '../../../../src/stock/store.js';
import { openTestSale, order } from './test-sale.js';

const LINES = [{ stockKey: 'A', quantity: 1 }];

/** Every operation but `open`, with a good request. */
const OPERATIONS: readonly [string, (stock: StockStore) => Promise<unknown>][] = [
  ['restock', (stock) => stock.restock({ id: 'a', lines: LINES })],
  ['withdraw', (stock) => stock.withdraw({ id: 'a', lines: LINES })],
  ['reserve', (stock) => stock.reserve(order('a'))],
  ['supersede', (stock) => stock.supersede({ ...order('a'), previousId: 'b' })],
  ['beginPayment', (stock) => stock.beginPayment({ id: 'a', ttlMs: 1_000 })],
  ['extend', (stock) => stock.extend({ id: 'a', attempt: 1, ttlMs: 1_000 })],
  ['commit', (stock) => stock.commit({ id: 'a', paymentRef: 'p' })],
  ['release', (stock) => stock.release({ id: 'a' })],
  ['restore', (stock) => stock.restore({ id: 'a', restoreId: 'r', to: 'stock' })],
  ['expire', (stock) => stock.expire()],
  ['setMode', (stock) => stock.setMode({ mode: 'drain', actor: 'ops', reason: 'test' })],
  ['status', (stock) => stock.status('a')],
  ['snapshot', (stock) => stock.snapshot()],
  ['availability', (stock) => stock.availability()],
  ['setEpoch', (stock) => stock.setEpoch({ epoch: 2, overlapMs: 0, actor: 'ops', reason: 'test' })],
  ['signal', (stock) => stock.signal({ id: 'a', scopes: [] })],
  [
    'resolveReview',
    (stock) => stock.resolveReview({ id: 'a', decision: 'reject', actor: 'ops', reason: 'test' }),
  ],
  ['activity', (stock) => stock.activity()],
  ['journal', (stock) => stock.journal()],
  ['reservations', (stock) => stock.reservations()],
];

describe('memoryStock', () => {
  it.each(OPERATIONS)('%s without a sale is refused as unknown_sale', async (_, ask) => {
    expect(await ask(memoryStock({ saleId: 'sale' }))).toEqual({ kind: 'refused', reason: 'unknown_sale' });
  });

  // `activity` takes none.
  const names = Object.keys(memoryStock({ saleId: 'sale' }));
  it.each(names.filter((name) => name !== 'saleId' && name !== 'activity'))(
    '%s refuses what is no request, and nothing changes',
    async (name) => {
      const { stock, snapshot } = await openTestSale();
      const before = await snapshot();
      // Called by name with anything, as JavaScript may.
      const ask = (stock as unknown as Record<string, (request: unknown) => Promise<unknown>>)[name];
      for (const request of [null, 5, 'text', [], { foreign: 1 }]) {
        if (name === 'status' && request === 'text') continue;
        expect(await ask?.(request)).toMatchObject({ kind: 'refused', reason: 'invalid_request' });
      }
      expect(await snapshot()).toEqual(before);
    },
  );

  it('takes effect at the call, in the order of calls', async () => {
    const { stock } = await openTestSale({ allotments: LINES });
    const [first, second] = [stock.reserve(order('a')), stock.reserve(order('b'))];
    expect(await second).toMatchObject({ reason: 'insufficient' });
    expect(await first).toMatchObject({ kind: 'reserved' });
  });

  it('works when its methods are taken off it', async () => {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- that is what is tested
    const { reserve } = (await openTestSale()).stock;
    expect(await reserve(order('a'))).toMatchObject({ kind: 'reserved' });
  });

  it('keeps its own copy of a request', async () => {
    const { stock, find } = await openTestSale();
    const lines = [{ stockKey: 'A', quantity: 1 }];
    await stock.reserve(order('a', { lines }));
    for (const line of lines) line.quantity = 9;
    expect(await find('a')).toMatchObject({ lines: [{ stockKey: 'A', quantity: 1 }] });
  });

  it('uses the clock of the machine unless told', async () => {
    const stock = memoryStock({ saleId: 'sale' });
    await stock.open({ allotments: LINES });
    const before = Date.now();
    const verdict = await stock.reserve(order('a', { ttlMs: 60_000 }));
    expect(verdict.kind === 'reserved' ? verdict.expiresAt : 0).toBeGreaterThanOrEqual(before + 60_000);
  });

  it.each([
    [undefined, 'options are undefined'],
    [{}, 'saleId is undefined'],
    [{ saleId: '' }, 'saleId is ""'],
    [{ saleId: 'a{b}' }, 'saleId is "a{b}"'],
    [{ saleId: 5 }, 'saleId is 5'],
    [{ saleId: 'sale', now: 5 }, 'now is 5'],
    [{ saleId: 'sale', clock: Date.now }, 'clock is no option'],
  ])('throws for options %o', (options, message) => {
    // What JavaScript may hand in.
    const make = (): unknown => memoryStock(options as Parameters<typeof memoryStock>[0]);
    expect(make).toThrow(message);
    expect(make).toThrow(expect.toSatisfy((error: unknown) => isGuardError(error, 'invalid-argument')));
  });
});
