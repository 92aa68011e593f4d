import type * as fc from 'fast-check';
import type { StockStore } from '../../src/stock/store.js';
import type { Unknown } from '../../src/stock/verdict.js';
import { memoryStock } from '../../src/stores/memory/memory-stock.js';
import {
  callOf,
  type StockCall,
  type StockCommand,
  type StockOperation,
  type StockOperations,
} from '../../src/testing/stock/command.js';
import { sendTo, storeFrom, type SendCommand } from '../../src/testing/stock/store-from.js';

/** What the network does to one call. */
export type Mishap =
  | 'none'
  /** It never arrives; the caller learns nothing. */
  | 'request lost'
  /** It is carried out; the caller learns nothing. */
  | 'reply lost'
  /** The caller gave up before it arrives, and it arrives all the same, whenever. */
  | 'request late'
  /** A client sends it again by itself; the caller gets the second answer. */
  | 'sent twice';

/** What the fast-check scheduler of one run offers. */
export type Scheduler = fc.Scheduler;

/** One sale in memory, reached through a network whose every step the scheduler decides. */
export interface RaceWorld {
  /** The store as callers see it. */
  readonly store: StockStore;
  /** The store itself. */
  readonly inner: StockStore;
  readonly calls: StockCall[];
  /** Requests nobody waits for any more, and which may still arrive. */
  readonly stragglers: Promise<unknown>[];
  /** Lets time pass on the store's clock. */
  advance(ms: number): void;
}

const LOST: Unknown = { kind: 'unknown', because: 'connection', message: 'the connection broke' };
const START_MS = Date.UTC(2026, 7, 1);

/**
 * A world of its own for one run. `mishaps` happen to the calls in the order they are sent; later calls have none. `wrap` may put a
 * broken store in the place of the good one.
 */
export function makeRaceWorld(
  scheduler: Scheduler,
  mishaps: readonly Mishap[],
  wrap: (store: StockStore, scheduler: Scheduler) => StockStore = (store) => store,
): RaceWorld {
  let nowMs = START_MS;
  let step = 0;
  let sent = 0;
  const inner = wrap(memoryStock({ saleId: 'race', now: () => nowMs }), scheduler);
  const calls: StockCall[] = [];
  const stragglers: Promise<unknown>[] = [];
  const carryOut = sendTo(inner);

  const travel = async (label: string): Promise<void> => scheduler.schedule(Promise.resolve(), label);
  const deliver: SendCommand = async (command) => {
    const mishap = mishaps[sent++] ?? 'none';
    const name = `${command.operation} ${sent}`;
    await travel(`${name} goes out`);
    if (mishap === 'request lost') return LOST;
    if (mishap === 'request late') {
      stragglers.push(travel(`${name} arrives late`).then(async () => carryOut(command)));
      return LOST;
    }
    const first = await carryOut(command);
    await travel(`${name} comes back`);
    if (mishap === 'reply lost') return LOST;
    if (mishap === 'none') return first;
    await travel(`${name} goes out again`);
    const again = await carryOut(command);
    await travel(`${name} comes back again`);
    return again;
  };
  const store = storeFrom(
    'race',
    async <K extends StockOperation>(
      command: Extract<StockCommand, { readonly operation: K }>,
    ): Promise<StockOperations[K]['verdict']> => {
      const sentAt = (step += 1);
      const verdict = await deliver(command);
      calls.push(callOf(command, verdict, { sentAt, settledAt: (step += 1) }));
      return verdict;
    },
  );
  return {
    store,
    inner,
    calls,
    stragglers,
    advance: (ms) => {
      nowMs += ms;
    },
  };
}
