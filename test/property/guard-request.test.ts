import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGuard } from '../../src/guard/create-guard.js';
import type { Guard } from '../../src/guard/guard.js';
import { checkReserve } from '../../src/stock/check-reserve.js';
import { ReadyReserve } from '../../src/stock/ready-reserve.js';
import type { ReserveRequest } from '../../src/stock/request.js';
import type { ReserveVerdict } from '../../src/stock/verdict.js';
import type { StockStore } from '../../src/stock/store.js';
import { memoryStock } from '../../src/stores/memory/memory-stock.js';
import { builtInPolicy } from '../../src/wire/policy.js';
import { linesArbitrary, orderOf, SILENT, withoutRules } from '../support/guard-orders.js';
import { HEADER } from '../unit/book/sample-book.js';
import { bookOf, ENTRIES, NOW } from '../unit/guard/guard-world.js';

let asked: ReserveRequest | undefined;
let guards: readonly Guard[] = [];

beforeAll(async () => {
  const book = await bookOf(ENTRIES);
  const stock: StockStore = {
    ...memoryStock({ saleId: HEADER.saleId, now: () => NOW }),
    reserve: (request) => {
      asked = request;
      return Promise.resolve<ReserveVerdict>({
        kind: 'refused',
        reason: 'insufficient',
        shortages: [],
        nextChanceAt: undefined,
      });
    },
  };
  guards = [builtInPolicy(), withoutRules()].map((policy) =>
    createGuard({
      priceBook: book,
      stock,
      policy,
      onStoreFailure: 'reject',
      on: SILENT,
      now: () => NOW,
      pollMs: 0,
    }),
  );
});

afterAll(async () => {
  for (const guard of guards) await guard.close();
});

/** What a guard asks a store for an order; undefined when it asks nothing. */
async function requestFor(
  order: ReturnType<typeof orderOf>,
  guard: Guard | undefined,
): Promise<ReserveRequest | undefined> {
  asked = undefined;
  await guard?.admit(order);
  return asked;
}

// Short, so that one of them often stands twice. Every text of these is a reference that may be handed in.
const customers = fc.array(fc.stringMatching(/^[A-Za-z0-9_.:-]{1,2}$/), { minLength: 1, maxLength: 8 });

const orders = fc
  .record({
    lines: linesArbitrary,
    customer: customers,
    channel: fc.constantFrom('web', 'app'),
    placedAt: fc.constantFrom(undefined, 0, NOW),
    shippingMinor: fc.constantFrom(0, 2_500),
    // Bundles of so many take more units than a store counts.
    times: fc.constantFrom(1, 1, 1, 400_000_000),
    category: fc.constantFrom('Zoo', '가전 > 이어폰', 'x'.repeat(119)),
  })
  .map(({ lines, times, category, ...others }) =>
    orderOf(
      'order-1',
      lines.map((line) => ({
        ...line,
        quantity: Math.min(1_000_000_000, line.quantity * times),
        category: line.category === undefined ? undefined : category,
      })),
      others,
    ),
  );

describe('the request that a guard vouches for', () => {
  it('is what the check of a store makes of the same request', async () => {
    let ready = 0;
    let plain = 0;
    let deep = 0;
    let reviewed = 0;
    const property = fc.asyncProperty(orders, fc.nat({ max: 1 }), async (order, index) => {
      const request = await requestFor(order, guards[index]);
      if (request === undefined) return;
      if (!(request instanceof ReadyReserve)) {
        plain += 1;
        expect(checkReserve(request).ok).toBe(false);
        return;
      }
      ready += 1;
      if (request.counted.deepScopes.length > 0) deep += 1;
      if (request.review === true) reviewed += 1;
      // A copy of its fields is an ordinary request, which is checked in full.
      const copy = request.plain();
      expect(copy).not.toBeInstanceOf(ReadyReserve);
      expect(checkReserve(copy)).toEqual({ ok: true, value: { ...copy, previousId: undefined } });
      expect(checkReserve(request)).toEqual({ ok: true, value: request });
    });
    await fc.assert(property, { numRuns: 400 });
    // Every kind was met.
    for (const count of [ready, plain, deep, reviewed]) expect(count).toBeGreaterThan(0);
  });
});
