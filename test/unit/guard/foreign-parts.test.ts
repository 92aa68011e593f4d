import { describe, expect, it } from 'vitest';
import type { PriceBook } from '../../../src/book/price-book.js';
import { createGuard } from '../../../src/guard/create-guard.js';
import type { AdmitVerdict, FailurePolicy } from '../../../src/guard/verdict.js';
import type { GuardHandlers } from '../../../src/guard/options.js';
import type { StockStore } from '../../../src/stock/store.js';
import { memoryStock } from '../../../src/stores/memory/memory-stock.js';
import { waitUntil } from '../../../src/testing/wait-until.js';
import { builtInPolicy } from '../../../src/wire/policy.js';
import { entryOf, HEADER } from '../book/sample-book.js';
import {
  afterHandlers,
  bookOf,
  ENTRIES,
  handlersOf,
  lineOf,
  makeWorld,
  NOW,
  orderOf,
  type GuardWorld,
  type Heard,
} from './guard-world.js';

/** A store of which one operation answers what no store of this library answers. */
function answering(operation: keyof StockStore, answer: unknown): (stock: StockStore) => StockStore {
  return (stock) => ({ ...stock, [operation]: () => Promise.resolve(answer) });
}

function until(what: string, isSo: () => boolean): Promise<true> {
  return waitUntil({ what, timeoutMs: 10_000 }, () => (isSo() ? true : undefined));
}

describe('handlers that are the methods of a class', () => {
  it('are called, each on its own object', async () => {
    class Pager implements GuardHandlers {
      readonly #paged: string[] = [];
      trip(): void {
        this.#paged.push('trip');
      }
      shortfall(): void {
        this.#paged.push('shortfall');
      }
      latePayment(): void {
        this.#paged.push('latePayment');
      }
      regression(): void {
        this.#paged.push('regression');
      }
      error(): void {
        this.#paged.push('error');
      }
      get paged(): readonly string[] {
        return this.#paged;
      }
    }
    const on = new Pager();
    const { guard } = await makeWorld({ options: { on } });
    await guard.admit(orderOf('order-1'));
    await guard.release({ id: 'order-1' });
    await guard.commit({ id: 'order-1', paymentRef: 'pay-1' });
    await afterHandlers();
    expect(on.paged).toEqual(['latePayment']);
  });
});

const NO_RESERVE_VERDICTS: readonly (readonly [string, unknown])[] = [
  ['of another kind', { kind: 'admitted' }],
  ['of a kind that is no text', { kind: 5 }],
  ['of a state that there is none', { kind: 'replayed', state: 'sold', expiresAt: 1 }],
  ['without its fields', { kind: 'conflict' }],
  ['whose kind throws', new Proxy({}, { has: () => true, get: () => fail() })],
];

function fail(): never {
  throw new Error('planted');
}

describe('a store that answers what is no verdict', () => {
  it.each(NO_RESERVE_VERDICTS)('leaves open what became of the order: %s', async (_, answer) => {
    for (const mode of ['enforce', 'shadow'] as const) {
      const { guard, heard } = await makeWorld({ wrap: answering('reserve', answer), options: { mode } });
      const verdict: AdmitVerdict = await guard.admit(orderOf('order-1'));
      const judged = verdict.kind === 'shadowed' ? verdict.would : verdict;
      expect(judged).toMatchObject({ kind: 'unknown', id: 'order-1', because: 'store' });
      await afterHandlers();
      expect(heard.errors).toHaveLength(1);
    }
  });

  it.each([{ kind: 'found' }, { kind: 'found', reservation: { owners: 5 } }, { kind: 'yes' }])(
    'about a record makes no call reject: %o',
    async (answer) => {
      const under = { kind: 'refused', reason: 'reserved_under', epoch: 2 };
      const { guard } = await makeWorld({
        wrap: (stock) => answering('commit', under)(answering('status', answer)(stock)),
      });
      const cheap = orderOf('order-1', { lines: [lineOf('EP-100', { unitPriceMinor: 5 })] });
      expect(await guard.admit(cheap)).toMatchObject({ kind: 'rejected', reason: 'price' });
      const open = { kind: 'unknown', because: 'store' };
      expect(await guard.resume({ id: 'order-1', customer: ['k1.buyer'] })).toMatchObject(open);
      expect(await guard.commit({ id: 'order-1', paymentRef: 'pay-1' })).toMatchObject(open);
    },
  );

  it.each([{ kind: 'found' }, { kind: 'found', activity: { trips: [null] } }])(
    'to a poll is told of once, ends no process, and is asked again: %o',
    async (answer) => {
      let polls = 0;
      const { guard, heard } = await makeWorld({
        wrap: (stock) => ({
          ...stock,
          activity: () => {
            polls++;
            // What no type allows is the point.
            return Promise.resolve(answer as never);
          },
        }),
        header: { lossBudgetMinor: undefined },
        options: { pollMs: 100 },
      });
      await until('the store was asked a second time', () => polls > 1);
      await guard.close();
      expect(heard.errors).toEqual([expect.any(TypeError)]);
    },
  );
});

describe('a price book that throws while a rejected order is told to the trip rules', () => {
  it('ends no process: the order is rejected and on.error hears of it', async () => {
    const book = await bookOf();
    const priceBook = new Proxy(book, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        return name === 'hasOwnStockKeyAt' ? fail : (value.bind(target) as unknown);
      },
    });
    const { guard, heard } = await makeWorld({ options: { priceBook } });
    const lines = [lineOf('EP-100', { unitPriceMinor: 19_000 })];
    expect(await guard.admit(orderOf('order-1', { lines }))).toMatchObject({
      kind: 'rejected',
      reason: 'price',
    });
    await guard.close();
    await afterHandlers();
    expect(heard.errors).toEqual([new Error('planted')]);
  });
});

describe('a clock', () => {
  it.each([Number.NaN, -1, '5', Promise.resolve(NOW)])('that gives %s is told of, once', async (given) => {
    const { guard, heard } = await makeWorld({ options: { now: () => given as number } });
    for (const id of ['order-1', 'order-2'])
      expect(await guard.admit(orderOf(id))).toMatchObject({ kind: 'rejected', reason: 'set_up' });
    await afterHandlers();
    expect(heard.errors).toEqual([expect.objectContaining({ code: 'invalid-argument' })]);
  });
});

const SWAP = { overlapMs: 0, actor: 'minji', reason: 'price correction' };

/** A second process over the same store, started with a book of its own. */
function started(
  stock: StockStore,
  priceBook: PriceBook,
): { readonly guard: GuardWorld['guard']; readonly heard: Heard } {
  const heard: Heard = { trips: [], shortfalls: [], latePayments: [], regressions: [], errors: [] };
  const options = { policy: builtInPolicy(), now: () => NOW, pollMs: 0, onStoreFailure: 'reject' as const };
  return { guard: createGuard({ priceBook, stock, on: handlersOf(heard), ...options }), heard };
}

describe('replacePriceBook', () => {
  it.each<[string, (book: PriceBook) => unknown]>([
    ['without a trailer', ({ header }) => ({ ...membersOfBook(), header })],
    ['of another copy of the library', (book) => new Proxy(book, {})],
    [
      'whose header throws',
      () => ({
        get header(): never {
          return fail();
        },
      }),
    ],
  ])('keeps out a book %s, with an answer', async (_, make) => {
    const { guard } = await makeWorld();
    const verdict = await guard.replacePriceBook(
      make(await bookOf(ENTRIES, { epoch: 4 })) as PriceBook,
      SWAP,
    );
    expect(verdict.kind).toBe('rejected');
    expect(guard.epoch).toBe(HEADER.epoch);
  });

  it('keeps out a book with stock keys the sale does not count, also where the process was started with it', async () => {
    const { stock, guard: other } = await makeWorld();
    const book = await bookOf([...ENTRIES, entryOf('NEW-1', { allotment: 5 })], { epoch: 4 });
    const { guard } = started(stock, book);
    const verdict = await guard.replacePriceBook(book, SWAP);
    expect(verdict).toMatchObject({ kind: 'rejected', problem: expect.stringContaining('NEW-1') as unknown });
    expect(await other.admit(orderOf('order-1'))).toMatchObject({ kind: 'admitted', epoch: 3 });
  });
});

function membersOfBook(): object {
  const none = (): number => 0;
  return {
    ordinalOf: none,
    ordinalsOfSku: none,
    entryAt: none,
    priceMinorAt: none,
    floorMinorAt: none,
    stockKeyAt: none,
  };
}

describe('a process whose price book is not the one in force', () => {
  it('is told of once, by the first order or payment it refuses for that', async () => {
    const { stock, guard: other } = await makeWorld();
    const { guard: behind, heard } = started(stock, await bookOf());
    await behind.admit(orderOf('order-1'));
    await other.replacePriceBook(await bookOf(ENTRIES, { epoch: 4 }), SWAP);
    expect(await behind.commit({ id: 'order-1', paymentRef: 'pay-1' })).toMatchObject({ reason: 'epoch' });
    expect(await behind.admit(orderOf('order-2'))).toMatchObject({ reason: 'sale_closed' });
    await afterHandlers();
    expect(heard.errors).toEqual([expect.objectContaining({ code: 'store-configuration' })]);
  });
});

describe('a sale that is not there any more', () => {
  const GONE = { kind: 'refused', reason: 'unknown_sale' } as const;

  it('was lost: the handler of regressions hears of it, once', async () => {
    let isLost = false;
    let polls = 0;
    const { guard, heard } = await makeWorld({
      wrap: (stock) => ({
        ...stock,
        activity: () => {
          polls++;
          return isLost ? Promise.resolve(GONE) : stock.activity();
        },
      }),
      options: { pollMs: 100 },
    });
    await until('the sale was seen', () => polls > 0);
    isLost = true;
    await until('the sale was missed twice', () => polls > 3);
    await guard.close();
    expect(heard.regressions).toEqual([{ saleId: HEADER.saleId, at: NOW }]);
  });

  it('is none that was lost where it never was seen', async () => {
    let polls = 0;
    const stock = memoryStock({ saleId: HEADER.saleId, now: () => NOW });
    const { guard, heard } = await makeWorld({
      wrap: () => ({
        ...stock,
        activity: () => {
          polls++;
          return stock.activity();
        },
      }),
      options: { pollMs: 100 },
    });
    await until('the store was asked twice', () => polls > 1);
    await guard.close();
    expect(heard.regressions).toEqual([]);
    expect(heard.errors).toHaveLength(1);
  });
});

describe('units that are looked for after a regression', () => {
  it('are looked for again where the store gave no answer', async () => {
    let asked = 0;
    const trip = {
      number: 1,
      ruleId: 'regressed',
      scope: 'sale',
      mode: 'freeze',
      at: 1,
      measured: 0,
      sample: 0,
      limit: 0,
    } as const;
    const world = await makeWorld({
      wrap: (stock) => ({
        ...stock,
        activity: async () => {
          const verdict = await stock.activity();
          return verdict.kind === 'found'
            ? { kind: 'found', activity: { ...verdict.activity, trips: [trip] } }
            : verdict;
        },
        snapshot: async () => {
          if (asked++ === 0) return { kind: 'unknown', because: 'deadline', message: 'planted' };
          const verdict = await stock.snapshot();
          if (verdict.kind !== 'found') return verdict;
          const counters = verdict.snapshot.counters.map((each) => ({ ...each, committed: 1_000 }));
          return { kind: 'found', snapshot: { ...verdict.snapshot, counters } };
        },
      }),
      options: { pollMs: 100 },
    });
    await until('the shortfall is told', () => world.heard.shortfalls.length > 0);
    await world.guard.close();
    expect(world.heard.regressions).toHaveLength(1);
    expect(world.heard.shortfalls).toHaveLength(1);
  });
});

describe('the failure policy', () => {
  it.each<FailurePolicy>(['reject', 'review'])('%s never turns no verdict into a yes', async (policy) => {
    for (const [, answer] of NO_RESERVE_VERDICTS) {
      const world = await makeWorld({
        wrap: answering('reserve', answer),
        options: { onStoreFailure: policy },
      });
      expect((await world.guard.admit(orderOf('order-1'))).kind).toBe('unknown');
      expect(await world.stock.status('order-1')).toMatchObject({ kind: 'unknown_id' });
    }
  });
});
