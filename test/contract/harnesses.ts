import type { StockStore } from '../../src/stock/store.js';
import { memoryStock } from '../../src/stores/memory/memory-stock.js';
import { redisStock } from '../../src/stores/redis/stock-store.js';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StockCheck, StockHarness } from '../../src/testing/stock/contract/harness.js';
import { stockContract } from '../../src/testing/stock/contract/contract.js';
import type { Setup, SetupServers } from '../redis/setups.js';

/** Epoch ms at which the clocks of memory stores begin. */
const START_MS = Date.UTC(2026, 7, 1);

/** Memory stores on one clock that is moved. `wrap` may break each of them. */
export function memoryHarness(wrap: (store: StockStore) => StockStore = (store) => store): StockHarness {
  let nowMs = START_MS;
  let made = 0;
  const stores = new Map<string, StockStore>();
  return {
    makeStore: (saleId = `sale-${(made += 1)}`) => {
      const store = stores.get(saleId) ?? wrap(memoryStock({ saleId, now: () => nowMs }));
      stores.set(saleId, store);
      return Promise.resolve(store);
    },
    clock: {
      advance: (ms) => {
        nowMs += ms;
        return Promise.resolve();
      },
    },
    dispose: () => Promise.resolve(),
  };
}

/** A memory store with the clock it lives by. */
export interface ClockedMemory {
  readonly store: StockStore;
  readonly now: () => number;
  readonly advance: (ms: number) => Promise<void>;
}

/** A memory store of a new sale, on a clock of its own. */
export function clockedMemory(): ClockedMemory {
  let nowMs = START_MS;
  const now = (): number => nowMs;
  return {
    store: memoryStock({ saleId: 'sale', now }),
    now,
    advance: (ms) => {
      nowMs += ms;
      return Promise.resolve();
    },
  };
}

/** Stores of one set-up on a real server, which has a clock of its own: time passes by waiting. */
export function redisHarness(setup: Setup, servers: SetupServers): StockHarness {
  const client = setup.makeClient(servers);
  const run = `${process.pid}-${Date.now()}`;
  let made = 0;
  return {
    makeStore: (saleId = `${run}-${(made += 1)}`) =>
      Promise.resolve(redisStock(client, { saleId, deadlineMs: 20_000, batching: setup.batching })),
    clock: { advance: async (ms) => sleep(ms) },
    dispose: () => {
      client.disconnect();
      return Promise.resolve();
    },
  };
}

/** What came of a check: undefined when the store behaves, else why it does not. */
export type CheckResults = ReadonlyMap<StockCheck, Error | undefined>;

/**
 * Runs all checks on one harness whose clock waits. Those that let time pass come first and together, so that their waits do
 * too; the hundreds of calls of the others would keep theirs waiting, and let reservations lapse that are to stand a second.
 */
export async function runTogether(harness: StockHarness): Promise<CheckResults> {
  const results = new Map<StockCheck, Error | undefined>();
  const run = async (check: StockCheck): Promise<void> => {
    try {
      await check.run(harness);
      results.set(check, undefined);
    } catch (error) {
      results.set(check, error instanceof Error ? error : new Error(String(error)));
    }
  };
  const waiting = await waitingChecks();
  await Promise.all(stockContract.filter((check) => waiting.has(check)).map(run));
  await Promise.all(stockContract.filter((check) => !waiting.has(check)).map(run));
  return results;
}

/** The checks that let time pass, found out on a clock that is moved. */
async function waitingChecks(): Promise<ReadonlySet<StockCheck>> {
  const waiting = new Set<StockCheck>();
  for (const check of stockContract) {
    const harness = memoryHarness();
    const advance = (ms: number): Promise<void> => {
      waiting.add(check);
      return harness.clock.advance(ms);
    };
    // What a check finds wrong with the memory store is told elsewhere.
    await check.run({ ...harness, clock: { advance } }).catch(() => undefined);
  }
  return waiting;
}
