import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PriceBook } from '../../src/book/price-book.js';
import { GuardError } from '../../src/core/errors.js';
import { createGuard } from '../../src/guard/create-guard.js';
import type { Guard } from '../../src/guard/guard.js';
import type { GuardOptions } from '../../src/guard/options.js';
import type { AdmitVerdict } from '../../src/guard/verdict.js';
import { isOpenState } from '../../src/stock/reservation.js';
import type { OpenRequest } from '../../src/stock/request.js';
import type { StockStore } from '../../src/stock/store.js';
import { memoryStock } from '../../src/stores/memory/memory-stock.js';
import { builtInPolicy } from '../../src/wire/policy.js';
import {
  judgementOf,
  linesArbitrary,
  orderOf,
  programs,
  resplit,
  SILENT,
  withoutRules,
} from '../support/guard-orders.js';
import { HEADER } from '../unit/book/sample-book.js';
import { allotmentsOf, bookOf, ENTRIES, NOW } from '../unit/guard/guard-world.js';

const LOSS_BUDGET_MINOR = 300_000;

let book: PriceBook;
beforeAll(async () => {
  book = await bookOf(ENTRIES, { lossBudgetMinor: LOSS_BUDGET_MINOR });
});

async function openStore(clock = { now: NOW }, overlay: Partial<OpenRequest> = {}): Promise<StockStore> {
  const stock = memoryStock({ saleId: HEADER.saleId, now: () => clock.now });
  await stock.open({
    allotments: allotmentsOf(ENTRIES),
    epoch: HEADER.epoch,
    lossBudgetMinor: LOSS_BUDGET_MINOR,
    ...overlay,
  });
  return stock;
}

function guardOver(stock: StockStore, overlay: Partial<GuardOptions> = {}): Guard {
  return createGuard({
    priceBook: book,
    stock,
    policy: builtInPolicy(),
    onStoreFailure: 'reject',
    on: SILENT,
    now: () => NOW,
    pollMs: 0,
    ...overlay,
  });
}

describe('the verdict on an order', () => {
  it('does not depend on the order of its lines, nor on how they are split', async () => {
    const orders = linesArbitrary.chain((lines) => fc.tuple(fc.constant(lines), resplit(lines)));
    await fc.assert(
      fc.asyncProperty(orders, async ([lines, others]) => {
        const one = await guardOver(await openStore()).admit(orderOf('order-1', lines));
        const stock = await openStore();
        const guard = guardOver(stock);
        const other = await guard.admit(orderOf('order-1', others));
        expect(judgementOf(other)).toEqual(judgementOf(one));
        // And each is a replay of the other.
        const again = await guard.admit(orderOf('order-1', lines));
        if (one.kind === 'admitted' || one.kind === 'review') expect(again).toMatchObject({ replayed: true });
      }),
      // Pieces of pieces shrink slowly: a failure is told in time rather than small.
      { numRuns: 150, interruptAfterTimeLimit: 30_000, markInterruptAsFailure: true },
    );
  });
});

describe('admitting', () => {
  it('twice is admitting once, whatever is sent again and whenever', async () => {
    await fc.assert(
      fc.asyncProperty(programs, async ({ orders, again }) => {
        const all = orders.map(([lines, buyer], index) =>
          orderOf(`order-${index}`, lines, { customer: [buyer] }),
        );
        const once = await openStore();
        const first = new Map<string, AdmitVerdict>();
        const guard = guardOver(once);
        for (const order of all) first.set(order.id, await guard.admit(order));
        const repeated = await openStore();
        const guards = [guardOver(repeated), guardOver(repeated)];
        let step = 0;
        for (const order of all) {
          for (const index of [...again.slice(0, step % 3), -1]) {
            // Only what was sent before is sent again; -1 is the next new one.
            const sent = index < 0 ? order : all[index % Math.max(1, step)];
            if (sent === undefined) continue;
            const verdict = await guards[(step + index + 1) % 2]?.admit(sent);
            if (index < 0) expect(verdict).toEqual(first.get(order.id));
          }
          step++;
        }
        await Promise.all([guard, ...guards].map((each) => each.close()));
        expect(await repeated.snapshot()).toEqual(await once.snapshot());
        for (const { id } of all) expect(await repeated.status(id)).toEqual(await once.status(id));
      }),
      { numRuns: 60 },
    );
  });

  it('in shadow mode answers what an enforcing guard would have', async () => {
    await fc.assert(
      fc.asyncProperty(programs, async ({ orders, again }) => {
        const real = await openStore();
        const shadowed = await openStore();
        const enforcing = guardOver(real);
        const shadow = guardOver(shadowed, { mode: 'shadow' });
        const all = orders.map(([lines, buyer], index) =>
          orderOf(`order-${index}`, lines, { customer: [buyer] }),
        );
        const sent = [...all, ...again.map((index) => all[index % all.length])];
        for (const [index, order] of sent.entries()) {
          if (order === undefined) continue;
          const verdict = await enforcing.admit(order);
          expect(await shadow.admit(order)).toEqual({ kind: 'shadowed', id: order.id, would: verdict });
          if (index % 3 !== 0) continue;
          const paid = { id: order.id, paymentRef: `pay-${order.id}` };
          expect(await shadow.commit(paid)).toEqual(await enforcing.commit(paid));
        }
        await Promise.all([enforcing.close(), shadow.close()]);
        expect(await shadowed.snapshot()).toEqual(await real.snapshot());
        expect(await shadowed.activity()).toEqual(await real.activity());
      }),
      { numRuns: 60 },
    );
  });
});

type Fault = 'none' | 'late' | 'unavailable' | 'lost' | 'not-sent' | 'corrupt' | 'throws' | 'nothing';
const faults = fc.constantFrom<Fault>(
  'none',
  'none',
  'late',
  'unavailable',
  'lost',
  'not-sent',
  'corrupt',
  'throws',
  'nothing',
);

/** A store whose answers fail one after the other. */
function faulty(stock: StockStore, plan: readonly Fault[]): StockStore {
  let at = 0;
  const wrap =
    (call: (request: never) => Promise<unknown>) =>
    async (request: unknown): Promise<unknown> => {
      const fault = plan[at++ % plan.length] ?? 'none';
      if (fault === 'late') return { kind: 'refused', reason: 'late' };
      if (fault === 'unavailable') return { kind: 'refused', reason: 'unavailable', error: 'OOM' };
      if (fault === 'corrupt') throw new GuardError({ code: 'corrupt-state', message: 'planted' });
      if (fault === 'throws') throw new TypeError('planted');
      if (fault === 'nothing') return undefined;
      const answer = fault === 'not-sent' ? undefined : await call(request as never);
      return fault === 'none' ? answer : { kind: 'unknown', because: 'deadline', message: 'planted' };
    };
  // A frozen store cannot be stood in for; a copy of it can.
  return new Proxy(
    { ...stock },
    {
      get: (target, member) => {
        const value: unknown = Reflect.get(target, member);
        return typeof value === 'function' ? wrap(value as (request: never) => Promise<unknown>) : value;
      },
    },
  );
}

const BOOK_MEMBERS = [
  'ordinalOf',
  'priceMinorAt',
  'floorMinorAt',
  'referenceMinorAt',
  'isGiftAt',
  'entryAt',
  'stockKeyAt',
] as const;

/** The book, one member of which throws each time its turn has come. */
function throwingBook(member: (typeof BOOK_MEMBERS)[number] | undefined): PriceBook {
  if (member === undefined) return book;
  return new Proxy(book, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return name === member ? throwPlanted : (value.bind(target) as unknown);
    },
  });
}

function throwPlanted(): never {
  throw new Error('planted');
}

describe('an error', () => {
  it('of a rule, the book or the store never admits an order: what is admitted is reserved, at an approved price', async () => {
    const init = fc.record({
      orders: fc.array(linesArbitrary, { minLength: 1, maxLength: 5 }),
      plan: fc.array(faults, { minLength: 1, maxLength: 7 }),
      member: fc.option(fc.constantFrom(...BOOK_MEMBERS), { nil: undefined }),
      onStoreFailure: fc.constantFrom('reject' as const, 'review' as const),
    });
    await fc.assert(
      fc.asyncProperty(init, async ({ orders, plan, member, onStoreFailure }) => {
        const stock = await openStore();
        const guard = guardOver(faulty(stock, plan), { priceBook: throwingBook(member), onStoreFailure });
        for (const [index, lines] of [...orders, ...orders].entries()) {
          const id = `order-${index % orders.length}`;
          const verdict = await guard.admit(orderOf(id, lines));
          if (verdict.kind !== 'admitted') continue;
          const status = await stock.status(id);
          expect(status).toMatchObject({ kind: 'found', reservation: { fingerprint: verdict.fingerprint } });
          for (const { sku, priceList, unitPriceMinor } of lines) {
            const entry = book.find(sku, priceList ?? 'default', 'KRW');
            expect(unitPriceMinor).toBe(entry?.priceMinor);
          }
        }
        await guard.close();
      }),
      { numRuns: 200 },
    );
  });
});

describe('the loss budget', () => {
  it('is never passed, by one unit, with every price rule off and prices at a tenth', async () => {
    const policy = withoutRules();
    const steps = fc.array(
      fc.record({
        kind: fc.constantFrom('admit', 'admit', 'admit', 'commit', 'release', 'wait', 'rescue'),
        goods: fc.nat({ max: 3 }),
        quantity: fc.integer({ min: 1, max: 6 }),
        order: fc.nat({ max: 30 }),
        process: fc.nat({ max: 2 }),
      }),
      { minLength: 5, maxLength: 60 },
    );
    let spentOnce = false;
    await fc.assert(
      fc.asyncProperty(steps, async (program) => {
        const clock = { now: NOW };
        const stock = await openStore(clock, { ttlMs: 60_000 });
        const processes = [0, 1, 2].map(() => guardOver(stock, { policy, now: () => clock.now }));
        const lost = new Map<string, number>();
        for (const { kind, goods, quantity, order, process } of program) {
          const guard = processes[process];
          const entry = ENTRIES[goods];
          if (guard === undefined || entry === undefined) continue;
          const id = `order-${order}`;
          if (kind === 'wait') clock.now += 61_000;
          else if (kind === 'release') await guard.release({ id });
          else if (kind === 'commit') await guard.commit({ id, paymentRef: `pay-${id}` });
          else if (kind === 'rescue') await guard.commit({ id, paymentRef: `pay-${id}`, late: 'rescue' });
          else {
            const { sku, priceList, priceMinor, referenceMinor = 0 } = entry;
            const unitPriceMinor = Math.ceil(priceMinor / 10);
            const verdict = await guard.admit(orderOf(id, [{ sku, priceList, quantity, unitPriceMinor }]));
            const gaveAway = Math.max(0, referenceMinor - unitPriceMinor) * quantity;
            if (verdict.kind === 'admitted' && !verdict.replayed) lost.set(id, gaveAway);
          }
          let sumMinor = 0;
          for (const [each, minor] of lost) {
            const status = await stock.status(each);
            if (status.kind !== 'found') continue;
            const { state } = status.reservation;
            if (isOpenState(state) || state === 'committed') sumMinor += minor;
          }
          expect(sumMinor).toBeLessThanOrEqual(LOSS_BUDGET_MINOR);
          if (sumMinor > LOSS_BUDGET_MINOR / 2) spentOnce = true;
        }
      }),
      { numRuns: 40 },
    );
    expect(spentOnce).toBe(true);
  });
});
