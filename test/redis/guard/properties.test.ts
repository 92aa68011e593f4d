import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PriceBook } from '../../../src/book/price-book.js';
import type { AdmitVerdict } from '../../../src/guard/verdict.js';
import { isOpenState } from '../../../src/stock/reservation.js';
import type { StockStore } from '../../../src/stock/store.js';
import {
  judgementOf,
  linesArbitrary,
  orderOf,
  programs,
  resplit,
  withoutRules,
} from '../../support/guard-orders.js';
import { bookOf, ENTRIES } from '../../unit/guard/guard-world.js';
import { openShop, startShopServer, type Shop, type ShopServer } from './shop.js';

const LOSS_BUDGET_MINOR = 300_000;
/** Properties of pieces of pieces shrink slowly: a failure is told in time rather than small. */
const IN_TIME = { interruptAfterTimeLimit: 45_000, markInterruptAsFailure: true };

let place: ShopServer;
let book: PriceBook;

beforeAll(async () => {
  place = await startShopServer();
  book = await bookOf(ENTRIES, { lossBudgetMinor: LOSS_BUDGET_MINOR });
});

afterAll(async () => {
  await place.stop();
});

/** A fresh sale for one run, its guards ended afterwards. */
async function withShop(run: (shop: Shop) => Promise<void>): Promise<void> {
  const shop = await openShop(place, { book, open: { ttlMs: 60_000 } });
  try {
    await run(shop);
  } finally {
    await shop.close();
  }
}

/** What a sale has come to, without what counts calls. */
async function standing(stock: StockStore): Promise<unknown> {
  const verdict = await stock.snapshot();
  if (verdict.kind !== 'found') throw new Error(`no snapshot: ${verdict.kind}`);
  return verdict.snapshot;
}

describe('the verdict on an order, on Redis', () => {
  it('does not depend on the order of its lines, nor on how they are split, in whichever process', async () => {
    const orders = linesArbitrary.chain((lines) => fc.tuple(fc.constant(lines), resplit(lines)));
    await fc.assert(
      fc.asyncProperty(orders, async ([lines, others]) => {
        let one: AdmitVerdict | undefined;
        await withShop(async (shop) => {
          one = await shop.guard(0).admit(orderOf('order-1', lines));
        });
        await withShop(async (shop) => {
          const other = await shop.guard(1).admit(orderOf('order-1', others));
          expect(one === undefined ? undefined : judgementOf(one)).toEqual(judgementOf(other));
          const again = await shop.guard(0).admit(orderOf('order-1', lines));
          if (other.kind === 'admitted' || other.kind === 'review')
            expect(again).toMatchObject({ kind: other.kind, replayed: true });
        });
      }),
      { numRuns: 200, ...IN_TIME },
    );
  });
});

describe('admitting, on Redis', () => {
  it('twice is admitting once, in two processes and whatever is sent again', async () => {
    await fc.assert(
      fc.asyncProperty(programs, async ({ orders, again }) => {
        const all = orders.map(([lines, buyer], at) => orderOf(`order-${at}`, lines, { customer: [buyer] }));
        let expected: unknown;
        const first: AdmitVerdict[] = [];
        await withShop(async (shop) => {
          const guard = shop.guard(0);
          for (const order of all) first.push(await guard.admit(order));
          expected = await standing(shop.stocks[0]);
        });
        await withShop(async (shop) => {
          const guards = [shop.guard(0), shop.guard(1)];
          for (const [step, order] of all.entries()) {
            expect(await guards[step % 2]?.admit(order)).toEqual(first[step]);
            const sent = all[(again[step] ?? 0) % (step + 1)] ?? order;
            await Promise.all(guards.map((guard) => guard.admit(sent)));
          }
          expect(await standing(shop.stocks[1])).toEqual(expected);
        });
      }),
      { numRuns: 200, ...IN_TIME },
    );
  });

  it('at the same moment in two processes takes units once, and both hear of it', async () => {
    await fc.assert(
      fc.asyncProperty(linesArbitrary, fc.integer({ min: 2, max: 6 }), async (lines, copies) => {
        await withShop(async (shop) => {
          const [first, second] = [shop.guard(0), shop.guard(1)];
          const order = orderOf('order-1', lines);
          const askers = Array.from({ length: copies }, (_, copy) => (copy % 2 === 0 ? first : second));
          const verdicts = await Promise.all(askers.map((guard) => guard.admit(order)));
          expect(new Set(verdicts.map(({ kind }) => kind)).size).toBe(1);
          const fresh = verdicts.filter((verdict) => 'replayed' in verdict && !verdict.replayed);
          const [verdict] = verdicts;
          if (verdict?.kind !== 'admitted' && verdict?.kind !== 'review') return;
          expect(fresh).toHaveLength(1);
          expect(await standing(shop.stocks[0])).toMatchObject({ seq: 2 });
        });
      }),
      { numRuns: 150, ...IN_TIME },
    );
  });

  it('in shadow mode answers what an enforcing guard would have', async () => {
    await fc.assert(
      fc.asyncProperty(programs, async ({ orders, again }) => {
        const all = orders.map(([lines, buyer], at) => orderOf(`order-${at}`, lines, { customer: [buyer] }));
        const sent = [...all, ...again.flatMap((at) => all[at % all.length] ?? [])];
        await withShop(async (real) => {
          await withShop(async (shadowed) => {
            const enforcing = real.guard(0);
            const shadow = shadowed.guard(1, { mode: 'shadow' });
            for (const [index, order] of sent.entries()) {
              const would = await enforcing.admit(order);
              expect(await shadow.admit(order)).toEqual({ kind: 'shadowed', id: order.id, would });
              if (index % 3 !== 0) continue;
              const paid = { id: order.id, paymentRef: `pay-${order.id}` };
              expect(await shadow.commit(paid)).toEqual(await enforcing.commit(paid));
            }
            expect(await standing(shadowed.stocks[0])).toEqual(await standing(real.stocks[0]));
          });
        });
      }),
      { numRuns: 150, ...IN_TIME },
    );
  });
});

/** Orders that are admitted: approved prices, quantities nobody looks at twice. */
const approvedArbitrary = fc
  .uniqueArray(fc.tuple(fc.nat({ max: ENTRIES.length - 1 }), fc.integer({ min: 1, max: 3 })), {
    minLength: 1,
    maxLength: 3,
    selector: ([at]) => at,
  })
  .map((picked) =>
    picked.flatMap(([at, quantity]) => {
      const { sku, priceList, priceMinor } = ENTRIES[at] ?? {};
      return sku === undefined || priceMinor === undefined
        ? []
        : [{ sku, priceList, quantity, unitPriceMinor: priceMinor }];
    }),
  );

describe('a commit, on Redis', () => {
  it('with the fingerprint of another order never sells, and with its own sells once', async () => {
    let refusedOnce = false;
    await fc.assert(
      fc.asyncProperty(approvedArbitrary, approvedArbitrary, async (lines, others) => {
        await withShop(async (shop) => {
          const [first, second] = [shop.guard(0), shop.guard(1)];
          const own = await first.admit(orderOf('order-1', lines));
          const other = await second.admit(orderOf('order-2', others));
          if (own.kind !== 'admitted' || other.kind !== 'admitted')
            throw new Error(`approved orders were answered ${own.kind} and ${other.kind}`);
          const paid = { id: 'order-1', paymentRef: 'pay-1' };
          if (own.fingerprint !== other.fingerprint) {
            refusedOnce = true;
            const changed = await second.commit({ ...paid, fingerprint: other.fingerprint });
            expect(changed).toEqual({ kind: 'price_changed', fingerprint: own.fingerprint });
            expect(await shop.stocks[0].status('order-1')).toMatchObject({
              reservation: { state: 'reserved', paymentRef: undefined },
            });
          }
          const sold = await Promise.all(
            [first, second].map((guard) => guard.commit({ ...paid, fingerprint: own.fingerprint })),
          );
          expect(sold.map(({ kind }) => kind).sort()).toEqual(['already', 'committed']);
        });
      }),
      { numRuns: 200, ...IN_TIME },
    );
    expect(refusedOnce).toBe(true);
  });
});

describe('the loss budget, on Redis', () => {
  it('is never passed, by one unit, by two processes at once with every price rule off', async () => {
    const policy = withoutRules();
    const step = fc.record({
      kind: fc.constantFrom('admit', 'admit', 'admit', 'commit', 'release', 'wait', 'rescue'),
      goods: fc.nat({ max: 3 }),
      quantity: fc.integer({ min: 1, max: 6 }),
      order: fc.nat({ max: 30 }),
      process: fc.constantFrom<0 | 1>(0, 1),
    });
    // Those of one group are under way together.
    const rounds = fc.array(fc.array(step, { minLength: 2, maxLength: 6 }), { minLength: 4, maxLength: 10 });
    let spentMost = 0;
    await fc.assert(
      fc.asyncProperty(rounds, async (program) => {
        await withShop(async (shop) => {
          const guards = [shop.guard(0, { policy }), shop.guard(1, { policy })];
          for (const round of program) {
            await Promise.all(
              round.map(async ({ kind, goods, quantity, order, process }) => {
                const guard = guards[process];
                const entry = ENTRIES[goods];
                if (guard === undefined || entry === undefined) return;
                const id = `order-${order}`;
                const paid = { id, paymentRef: `pay-${id}` };
                if (kind === 'wait') await shop.advance(61_000);
                else if (kind === 'release') await guard.release({ id });
                else if (kind === 'commit') await guard.commit(paid);
                else if (kind === 'rescue') await guard.commit({ ...paid, late: 'rescue' });
                else {
                  const { sku, priceList, priceMinor } = entry;
                  const unitPriceMinor = Math.ceil(priceMinor / 10);
                  await guard.admit(orderOf(id, [{ sku, priceList, quantity, unitPriceMinor }]));
                }
              }),
            );
            const gaveAway = await givenAway(shop.stocks[0]);
            expect(gaveAway).toBeLessThanOrEqual(LOSS_BUDGET_MINOR);
            spentMost = Math.max(spentMost, gaveAway);
          }
        });
      }),
      { numRuns: 150, ...IN_TIME },
    );
    expect(spentMost).toBeGreaterThan(LOSS_BUDGET_MINOR / 2);
  });
});

/** Sum of (reference - paid) x quantity over what is held and bought, from the records and the goods, not from the store's sum. */
async function givenAway(stock: StockStore): Promise<number> {
  const page = await stock.reservations({ limit: 1_000 });
  if (page.kind !== 'found') throw new Error(`no reservations: ${page.kind}`);
  let sumMinor = 0;
  for (const { state, lines } of page.reservations) {
    if (!isOpenState(state) && state !== 'committed') continue;
    sumMinor += lossOf(lines);
  }
  return sumMinor;
}

/** Each order here is of one entry at a tenth of its price; a set is what it is made of. */
function lossOf(lines: readonly { readonly stockKey: string; readonly quantity: number }[]): number {
  const [first, second] = lines;
  const entry = ENTRIES.find(({ stockKey, components }) =>
    second === undefined ? stockKey === first?.stockKey : components !== undefined,
  );
  if (first === undefined || entry === undefined) throw new Error('an order of goods that are not on sale');
  // One cable twice for each set: the earphones say how many sets there are.
  const sets = lines.find(({ stockKey }) => stockKey === 'EP-100') ?? first;
  const quantity = second === undefined ? first.quantity : sets.quantity;
  const { referenceMinor = 0, priceMinor } = entry;
  return Math.max(0, referenceMinor - Math.ceil(priceMinor / 10)) * quantity;
}
