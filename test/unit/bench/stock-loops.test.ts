import { describe, expect, it } from 'vitest';
import { runClosedLoop } from '../../../bench/stock/closed-loop.js';
import { GaveUp, type Contestant, type Order, type SaleStock } from '../../../bench/stock/contestant.js';
import { Ledger, requireHonest } from '../../../bench/stock/ledger.js';
import { runOpenLoop } from '../../../bench/stock/open-loop.js';
import { OrderStream, skusOf } from '../../../bench/stock/orders.js';
import { Pool } from '../../../bench/stock/pool.js';

const STOCK: SaleStock = { skus: skusOf(3), quantity: 10 };

/** A contestant of this process alone. @param answer what it says to the n-th order, from 0 on. */
function contestantOf(answer: (number: number) => Promise<boolean>): Contestant {
  let number = 0;
  return {
    id: 'fake',
    title: 'fake',
    prepare: () => Promise.resolve(),
    reserve: () => answer(number++),
    left: () => Promise.resolve(new Map()),
    stop: () => Promise.resolve(),
  };
}

function run(lineCount = 1): { orders: OrderStream; ledger: Ledger } {
  return { orders: new OrderStream(STOCK, lineCount), ledger: new Ledger() };
}

describe('the closed loop', () => {
  it('keeps the asked number in flight and no more', async () => {
    let inFlight = 0;
    let most = 0;
    const contestant = contestantOf(async () => {
      most = Math.max(most, ++inFlight);
      await new Promise((resolve) => setImmediate(resolve));
      inFlight -= 1;
      return true;
    });
    const result = await runClosedLoop(contestant, run(), {
      inFlight: 7,
      orderMax: 100,
      durationMs: 60_000,
    });
    expect([most, result.orders, result.sold]).toEqual([7, 100, 100]);
  });

  it('counts sold, refused and given up apart, and units only of what was sold', async () => {
    const contestant = contestantOf((number) =>
      number % 4 === 0 ? Promise.reject(new GaveUp('lost')) : Promise.resolve(number % 2 === 1),
    );
    const { orders, ledger } = run();
    const loop = { inFlight: 3, orderMax: 40, durationMs: 60_000 };
    const result = await runClosedLoop(contestant, { orders, ledger }, loop);
    expect([result.orders, result.sold, result.gaveUp]).toEqual([30, 20, 10]);
    expect([...ledger.units().values()].reduce((sum, units) => sum + units, 0)).toBe(20);
  });

  it('ends with an error of the contestant', async () => {
    const contestant = contestantOf(() => Promise.reject(new Error('the server is gone')));
    const loop = { inFlight: 2, durationMs: 60_000 };
    await expect(runClosedLoop(contestant, run(), loop)).rejects.toThrow('the server is gone');
  });
});

describe('the open loop', () => {
  it('sends every order of the schedule and counts from its due arrival: one stall delays all that came due meanwhile', async () => {
    let sent = 0;
    const contestant = contestantOf((number) => {
      sent += 1;
      if (number === 10) {
        const until = performance.now() + 50;
        while (performance.now() < until);
      }
      return Promise.resolve(true);
    });
    const { latencies } = await runOpenLoop(contestant, run(), { ordersPerSecond: 1000, durationMs: 100 });
    expect([sent, latencies.length]).toEqual([100, 100]);
    // 50 ms of standstill at an order a millisecond: those due in its first half waited 25 ms and more.
    expect(latencies.filter((ms) => ms > 20).length).toBeGreaterThanOrEqual(25);
  });

  it('ends with an error of the contestant', async () => {
    const contestant = contestantOf(() => Promise.reject(new Error('the server is gone')));
    const loop = { ordersPerSecond: 1000, durationMs: 20 };
    await expect(runOpenLoop(contestant, run(), loop)).rejects.toThrow('the server is gone');
  });
});

describe('the books', () => {
  const sold = new Map([[STOCK.skus[0] ?? '', 10]]);
  const withLeft = (left: readonly (readonly [number, number])[]): Contestant => ({
    ...contestantOf(() => Promise.resolve(true)),
    left: () => Promise.resolve(new Map(left.map(([at, units]) => [STOCK.skus[at] ?? '', units]))),
  });

  it('are accepted when sold and left make the stock', async () => {
    const honest = withLeft([
      [0, 0],
      [1, 10],
      [2, 10],
    ]);
    await expect(requireHonest(honest, STOCK, sold)).resolves.toBeUndefined();
  });

  it.each([
    ['a unit too many left', [0, 1], 'sold 10 and has 1 left'],
    ['less than nothing left', [0, -1], 'sold 10 and has -1 left'],
    ['another count where nothing was sold', [1, 9], 'sold 0 and has 9 left'],
  ] as const)('are refused with %s', async (_, wrong, message) => {
    const left = [[0, 0] as const, [1, 10] as const, [2, 10] as const, wrong];
    await expect(requireHonest(withLeft(left), STOCK, sold)).rejects.toThrow(message);
  });

  it('are refused with an SKU missing', async () => {
    const missing = withLeft([
      [0, 0],
      [1, 10],
    ]);
    await expect(requireHonest(missing, STOCK, sold)).rejects.toThrow('no count left');
  });
});

describe('the orders', () => {
  it('are the same for everyone, with different SKUs in one order and an id of their own', () => {
    const take = (count: number): Order[] => {
      const stream = new OrderStream(STOCK, 2);
      return Array.from({ length: count }, () => stream.next());
    };
    const orders = take(20_000);
    expect(orders.slice(0, 500)).toEqual(take(500));
    expect(new Set(orders.map(({ id }) => id)).size).toBe(orders.length);
    expect(orders.filter(({ lines }) => lines[0]?.stockKey === lines[1]?.stockKey)).toEqual([]);
  });

  it('cannot have more lines than there are SKUs', () => {
    expect(() => new OrderStream(STOCK, 4)).toThrow(RangeError);
  });
});

describe('a pool', () => {
  it('lends an item to one at a time, first come first served, also after thousands', async () => {
    const pool = new Pool(['a', 'b']);
    const lent = new Set<string>();
    const served: number[] = [];
    const work = Array.from({ length: 5000 }, (_, number) =>
      pool.with(async (item) => {
        expect(lent.has(item)).toBe(false);
        lent.add(item);
        served.push(number);
        await Promise.resolve();
        lent.delete(item);
      }),
    );
    await Promise.all(work);
    expect(served).toEqual(Array.from({ length: 5000 }, (_, number) => number));
  });

  it('takes an item back from work that failed', async () => {
    const pool = new Pool(['only']);
    await expect(pool.with(() => Promise.reject(new Error('broke')))).rejects.toThrow('broke');
    await expect(pool.with((item) => Promise.resolve(item))).resolves.toBe('only');
  });
});
