import { describe, expect, it, vi } from 'vitest';
import type { Trip, TripRule } from '../../../src/catalog/trip.js';
import { GuardError } from '../../../src/core/errors.js';
import type { StockStore } from '../../../src/stock/store.js';
import type { ActivityVerdict } from '../../../src/stock/verdict.js';
import { waitUntil } from '../../../src/testing/wait-until.js';
import { afterHandlers, lineOf, makeWorld, orderOf } from './guard-world.js';

const RULE: TripRule = {
  id: 'velocity',
  measure: 'count',
  events: ['reserved'],
  of: [],
  scope: 'sale',
  windowMs: 60_000,
  limit: 1,
  minimum: 0,
  mode: 'drain',
};

function tripOf(number: number, overlay: Partial<Trip> = {}): Trip {
  return {
    number,
    ruleId: 'velocity',
    scope: 'sale',
    mode: 'drain',
    at: 1_000 + number,
    measured: 2,
    sample: 2,
    limit: 1,
    ...overlay,
  };
}

async function until(isSo: () => boolean): Promise<void> {
  const wait = { what: 'the guard has heard of it', timeoutMs: 10_000 };
  await waitUntil(wait, () => (isSo() ? true : undefined));
}

/** A store whose activity shows these trips. */
function withTrips(trips: Trip[]): (stock: StockStore) => StockStore {
  return (stock) => ({
    ...stock,
    activity: async (): Promise<ActivityVerdict> => {
      const verdict = await stock.activity();
      if (verdict.kind !== 'found') return verdict;
      return { kind: 'found', activity: { ...verdict.activity, trips: [...trips] } };
    },
  });
}

describe('a trip', () => {
  it('that another process caused is heard by polling, once', async () => {
    const world = await makeWorld({ open: { tripRules: [RULE] }, options: { pollMs: 100 } });
    const lines = [{ stockKey: 'EP-100', quantity: 1 }];
    await world.stock.reserve({ id: 'a', owners: ['k1.a'], lines });
    await world.stock.reserve({ id: 'b', owners: ['k1.b'], lines });
    await until(() => world.heard.trips.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 250));
    await world.guard.close();
    expect(world.heard.trips).toMatchObject([
      { number: 1, ruleId: 'velocity', scope: 'sale', mode: 'drain' },
    ]);
  });

  it('is heard soon after an order met its mode, without any polling', async () => {
    const world = await makeWorld({ open: { tripRules: [RULE] } });
    for (const id of ['order-1', 'order-2', 'order-3']) await world.guard.admit(orderOf(id));
    await until(() => world.heard.trips.length > 0);
    await world.guard.close();
    expect(world.heard.trips).toHaveLength(1);
  });

  it('is told by its number: what was told is not told again, what is new is', async () => {
    const trips = [tripOf(1), tripOf(2)];
    const world = await makeWorld({ wrap: withTrips(trips), options: { pollMs: 100 } });
    await until(() => world.heard.trips.length === 2);
    trips.push(tripOf(3));
    await until(() => world.heard.trips.length === 3);
    await new Promise((resolve) => setTimeout(resolve, 250));
    await world.guard.close();
    expect(world.heard.trips.map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  it('of a number that a store which lost writes gives again is told again', async () => {
    const trips = [tripOf(1)];
    const world = await makeWorld({ wrap: withTrips(trips), options: { pollMs: 100 } });
    await until(() => world.heard.trips.length === 1);
    trips[0] = tripOf(1, { at: 99_000, ruleId: 'concentration' });
    await until(() => world.heard.trips.length === 2);
    await world.guard.close();
    expect(world.heard.trips.map(({ ruleId }) => ruleId)).toEqual(['velocity', 'concentration']);
  });
});

describe('a regression', () => {
  it('is heard as one, beside its trip, and what is missing with it', async () => {
    const trips = [tripOf(1, { ruleId: 'regressed', mode: 'freeze' })];
    const broken = withTrips(trips);
    const world = await makeWorld({
      wrap: (stock) => ({
        ...broken(stock),
        snapshot: async (request) => {
          const verdict = await stock.snapshot(request);
          if (verdict.kind !== 'found') return verdict;
          const [first, ...others] = verdict.snapshot.counters;
          if (first === undefined) return verdict;
          const counters = [{ ...first, available: -3, committed: first.allotment + 3 }, ...others];
          return { kind: 'found', snapshot: { ...verdict.snapshot, counters } };
        },
      }),
      options: { pollMs: 100 },
    });
    await until(() => world.heard.shortfalls.length > 0);
    await world.guard.close();
    expect(world.heard.regressions).toEqual([{ saleId: world.book.header.saleId, at: 1_001 }]);
    expect(world.heard.trips).toHaveLength(1);
    expect(world.heard.shortfalls).toMatchObject([
      { because: 'counters', id: undefined, shortages: [{ requested: 53, available: 50 }] },
    ]);
  });

  it('that only a refusal told of is heard all the same, once', async () => {
    const world = await makeWorld({
      wrap: (stock) => ({
        ...stock,
        reserve: () => Promise.resolve({ kind: 'refused', reason: 'regressed' }),
      }),
    });
    expect(await world.guard.admit(orderOf('order-1'))).toMatchObject({ reason: 'sale_closed' });
    await until(() => world.heard.regressions.length > 0);
    await world.guard.admit(orderOf('order-2'));
    await new Promise((resolve) => setTimeout(resolve, 250));
    await world.guard.close();
    expect(world.heard.regressions).toHaveLength(1);
  });
});

describe('a poll that fails', () => {
  it('is told once for as long as it fails, and again when it fails anew', async () => {
    let isDown = true;
    const world = await makeWorld({
      wrap: (stock) => ({
        ...stock,
        activity: () =>
          isDown
            ? Promise.resolve({ kind: 'refused', reason: 'unavailable', error: 'LOADING' })
            : stock.activity(),
      }),
      options: { pollMs: 100 },
    });
    await until(() => world.heard.errors.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 350));
    expect(world.heard.errors).toHaveLength(1);
    isDown = false;
    await new Promise((resolve) => setTimeout(resolve, 250));
    isDown = true;
    await until(() => world.heard.errors.length > 1);
    await world.guard.close();
    expect(String(world.heard.errors[0])).toContain('unavailable');
  });

  it('that throws is told too', async () => {
    const error = new GuardError({ code: 'store-configuration', message: 'NOPERM' });
    const world = await makeWorld({
      wrap: (stock) => ({ ...stock, activity: () => Promise.reject(error) }),
      options: { pollMs: 100 },
    });
    await until(() => world.heard.errors.length > 0);
    await world.guard.close();
    expect(world.heard.errors[0]).toBe(error);
  });
});

describe('a sale that was opened with another loss budget than its price book states', () => {
  it('is told of, once', async () => {
    const world = await makeWorld({ open: { lossBudgetMinor: 1_000 }, options: { pollMs: 100 } });
    await until(() => world.heard.errors.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 250));
    await world.guard.close();
    expect(world.heard.errors).toHaveLength(1);
    expect(String(world.heard.errors[0])).toContain('1000');
  });
});

describe('a handler', () => {
  it('that throws, or rejects, reaches on.error and changes no verdict', async () => {
    const errors: unknown[] = [];
    const world = await makeWorld({
      options: {
        on: {
          trip: () => undefined,
          shortfall: () => undefined,
          regression: () => undefined,
          latePayment: ({ because }) => {
            if (because === 'released') throw new Error('thrown');
            return Promise.reject(new Error('rejected'));
          },
          error: (error) => void errors.push(error),
        },
      },
    });
    await world.guard.admit(orderOf('order-1'));
    await world.guard.admit(orderOf('order-2'));
    await world.guard.release({ id: 'order-1' });
    await world.guard.commit({ id: 'order-2', paymentRef: 'pay-1' });
    expect(await world.guard.commit({ id: 'order-1', paymentRef: 'pay-1' })).toEqual({ kind: 'released' });
    await world.guard.commit({ id: 'order-2', paymentRef: 'pay-2' });
    await afterHandlers();
    expect(errors.map(String)).toEqual(['Error: thrown', 'Error: rejected']);
  });

  it('is called after the verdict, so that a slow one holds nobody up', async () => {
    let isAnswered = false;
    const seen: boolean[] = [];
    const world = await makeWorld({
      options: {
        on: {
          trip: () => undefined,
          shortfall: () => undefined,
          regression: () => undefined,
          latePayment: () => void seen.push(isAnswered),
        },
      },
    });
    await world.guard.admit(orderOf('order-1'));
    await world.guard.release({ id: 'order-1' });
    await world.guard.commit({ id: 'order-1', paymentRef: 'pay-1' });
    isAnswered = true;
    await afterHandlers();
    expect(seen).toEqual([true]);
  });

  it("of errors that is missing, or throws itself, leaves a line on standard error without the caller's data", async () => {
    const written: string[] = [];
    const write = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      written.push(String(text));
      return true;
    });
    try {
      const error = Object.assign(new Error('planted'), { args: ['k1.customer'] });
      const world = await makeWorld({
        wrap: (stock) => ({ ...stock, reserve: () => Promise.reject(error) }),
        options: {
          on: {
            trip: () => undefined,
            shortfall: () => undefined,
            regression: () => undefined,
            latePayment: () => undefined,
          },
        },
      });
      await world.guard.admit(orderOf('order-1'));
      await afterHandlers();
    } finally {
      write.mockRestore();
    }
    expect(written.join('')).toContain('planted');
    expect(written.join('')).not.toContain('k1.customer');
  });
});

describe('close', () => {
  it('stops polling and settles what is under way', async () => {
    let polls = 0;
    const world = await makeWorld({
      wrap: (stock) => ({
        ...stock,
        activity: () => {
          polls++;
          return stock.activity();
        },
      }),
      options: { pollMs: 100 },
    });
    await until(() => polls > 0);
    const rejected = world.guard.admit(
      orderOf('order-1', { lines: [lineOf('EP-100', { unitPriceMinor: 1 })] }),
    );
    await world.guard.close();
    expect(await rejected).toMatchObject({ kind: 'rejected' });
    const before = polls;
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(polls).toBe(before);
    await world.guard.close();
  });
});
