import { describe, expect, it } from 'vitest';
import { loadPriceBook } from '../../../src/book/load-price-book.js';
import type { PriceBook } from '../../../src/book/price-book.js';
import { compileBreaker } from '../../../src/breaker/compile-breaker.js';
import type { PriceBookEntry, PriceBookHeader } from '../../../src/catalog/price-book.js';
import { prepareSale, type PreparedSale } from '../../../src/control/open-request.js';
import { openSale } from '../../../src/control/open-sale.js';
import { checkOpen } from '../../../src/stock/check-open.js';
import { memoryStock } from '../../../src/stores/memory/memory-stock.js';
import { builtInPolicy } from '../../../src/wire/policy.js';
import { bookBytes, entryOf, HEADER, inPieces, SEALER } from '../book/sample-book.js';

const policy = builtInPolicy();
const SHARED = new Set(['EP', 'SET']);

async function bookOf(
  entries: readonly PriceBookEntry[],
  header: Partial<PriceBookHeader> = {},
): Promise<PriceBook> {
  const bytes = await bookBytes(entries, { header: { ...HEADER, ...header }, sharedStockKeys: SHARED });
  const result = await loadPriceBook(inPieces(bytes), { publicKeys: [SEALER.publicKey] });
  if (result.kind === 'refused') throw new Error(result.message);
  return result.book;
}

async function prepare(
  entries: readonly PriceBookEntry[],
  header: Partial<PriceBookHeader> = {},
): Promise<PreparedSale> {
  return prepareSale({ book: await bookOf(entries, header), policy, now: HEADER.startsAt });
}

describe('prepareSale', () => {
  it('counts a stock that entries share once, with the smallest limit and markdown', async () => {
    const prepared = await prepare([
      entryOf('EP-B', { stockKey: 'EP', allotment: 10, perCustomerMax: 3, referenceMinor: 20_000 }),
      entryOf('EP-W', { stockKey: 'EP', allotment: 10, perCustomerMax: 2, referenceMinor: 12_900 }),
      entryOf('TV', { allotment: 4 }),
    ]);
    if (prepared.kind !== 'ready') throw new Error(prepared.kind);
    expect(prepared.request).toMatchObject({
      allotments: [
        { stockKey: 'EP', quantity: 10, perCustomer: 2, markdownMinor: 7_100 },
        { stockKey: 'TV', quantity: 4, markdownMinor: 7_000 },
      ],
      epoch: 3,
      lossBudgetMinor: 50_000_000,
      ttlMs: policy.guard.reservationMs,
      tripRules: compileBreaker(policy.breaker),
    });
    expect(prepared.notes).toEqual([{ note: 'smallest-limit', stockKey: 'EP', limits: [2, 3] }]);
    expect(checkOpen(prepared.request).ok).toBe(true);
  });

  it('opens a bundle by what it is made of, and its own limit where it has one', async () => {
    const components = [{ stockKey: 'EP-100', quantity: 2 }];
    const prepared = await prepare([
      entryOf('EP-100', { allotment: 10, perCustomerMax: 1 }),
      entryOf('SET-1', { components }),
      entryOf('SET-2', { components, perCustomerMax: 1 }),
    ]);
    if (prepared.kind !== 'ready') throw new Error(prepared.kind);
    expect(prepared.request.allotments.map(({ stockKey, quantity }) => [stockKey, quantity])).toEqual([
      ['EP-100', 10],
      ['SET-2', 1_000_000_000],
    ]);
    expect(prepared.notes).toEqual(
      ['SET-1', 'SET-2'].map((sku) => ({
        note: 'bundle-beyond-limit',
        sku,
        stockKey: 'EP-100',
        needs: 2,
        limit: 1,
      })),
    );
  });

  it('tells everything that stands against opening at once', async () => {
    const prepared = await prepare(
      [
        entryOf('EP-B', { stockKey: 'EP', allotment: 10 }),
        entryOf('EP-W', { stockKey: 'EP', allotment: 11 }),
        entryOf('NONE'),
        entryOf('SET', { components: [{ stockKey: 'NONE', quantity: 1 }] }),
      ],
      { endsAt: HEADER.startsAt + 1 },
    );
    expect(prepared.kind === 'unfit' && prepared.problems).toEqual([
      { problem: 'no-allotment', skus: ['NONE'], count: 1 },
      { problem: 'two-allotments', stockKey: 'EP', quantities: [10, 11] },
      { problem: 'unknown-component', sku: 'SET', stockKey: 'NONE' },
    ]);
  });

  it('takes no markdown in another currency than the loss budget for one of it', async () => {
    const prepared = await prepare([entryOf('A', { currency: 'USD', allotment: 1 })], {
      lossBudgetMinor: undefined,
    });
    if (prepared.kind !== 'ready') throw new Error(prepared.kind);
    expect(prepared.request.allotments).toEqual([{ stockKey: 'A', quantity: 1 }]);
  });
});

describe('openSale', () => {
  it('refuses the store of another sale', async () => {
    const book = await bookOf([entryOf('A', { allotment: 1 })]);
    const stock = memoryStock({ saleId: 'other' });
    await expect(openSale(stock, { book, policy, now: HEADER.startsAt })).rejects.toThrow(
      'the price book is of the sale chuseok-2026, the store of other',
    );
  });
});
