import type { StockStore } from '../../src/stock/store.js';
import type { StockVerdict } from '../../src/testing/stock/command.js';
import type { RaceWorld, Scheduler } from './race-world.js';

/** What a shopper's checkout does with an order once it is reserved. */
export type Ending = 'commit' | 'pay and commit' | 'release' | 'crash' | 'commit late' | 'commit and restore';

/** One checkout process with one order. */
export interface Buyer {
  /** Several buyers may have the same id: one order sent by two processes. */
  readonly id: string;
  readonly owner: string;
  readonly quantity: number;
  /** Takes over this order instead of reserving plainly. */
  readonly previousId: string | undefined;
  readonly ending: Ending;
}

/** Tries before a caller gives an order up. */
const TRIES_MAX = 4;
const PAYMENT = 'payment-of-';

/** Sends again, with the same id, while the answer is unknown: what every caller is told to do. */
async function persist<V extends StockVerdict>(call: () => Promise<V>): Promise<V> {
  let verdict = await call();
  for (let tries = 1; tries < TRIES_MAX && verdict.kind === 'unknown'; tries += 1) verdict = await call();
  return verdict;
}

/** The life of one checkout process; ends when it has done its part or has died. */
export async function runBuyer(store: StockStore, buyer: Buyer): Promise<void> {
  const { id, owner, quantity, previousId, ending } = buyer;
  const order = {
    id,
    owners: [owner],
    lines: [{ stockKey: 'EP-100', quantity }],
    markdownMinor: 100,
    ttlMs: 1000,
  };
  const reserved = await persist(async () =>
    previousId === undefined || previousId === id
      ? store.reserve(order)
      : store.supersede({ ...order, previousId }),
  );
  if (reserved.kind !== 'reserved' && reserved.kind !== 'replayed') return;
  if (ending === 'crash') return;
  if (ending === 'release') {
    await persist(async () => store.release({ id }));
    return;
  }
  if (ending === 'pay and commit') await persist(async () => store.beginPayment({ id, ttlMs: 2000 }));
  const late = ending === 'commit late' ? 'rescue' : 'refund';
  await persist(async () => store.commit({ id, paymentRef: PAYMENT + owner, late }));
  if (ending === 'commit and restore')
    await persist(async () => store.restore({ id, restoreId: 'r1', to: 'stock' }));
}

/** Somebody who stops the sale and opens it again. */
export async function runOperator(store: StockStore, mode: 'drain' | 'freeze' | 'closed'): Promise<void> {
  await persist(async () => store.setMode({ mode, actor: 'ops.kim', reason: 'a look' }));
  await persist(async () =>
    store.setMode({ mode: 'open', actor: 'ops.kim', approver: 'ops.lee', reason: 'all well' }),
  );
}

/** Time that passes in leaps, with a sweep after each. */
export async function runTime(
  world: RaceWorld,
  scheduler: Scheduler,
  leaps: readonly number[],
): Promise<void> {
  for (const ms of leaps) {
    await scheduler.schedule(Promise.resolve(), `${ms} ms pass`);
    world.advance(ms);
    await world.store.expire({ limit: 2 });
  }
}
