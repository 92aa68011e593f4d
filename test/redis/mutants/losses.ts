import type { StockStore } from '../../../src/stock/store.js';
import type { Subject } from './kill-suite.js';
import { restoreKeys, saveKeys } from '../scripts/saved-keys.js';

const KEY = 'EP-100';

/** A way to lose acknowledged writes; each throws when the next call of their owner is served as if nothing had happened. */
export type Loss = (subject: Subject) => Promise<void>;

export const LOSSES: readonly Loss[] = [lostToOldReplica, lostToOldReplicaBehindOthers, lostByEviction];

/** A replica that lacks the last orders was promoted. */
async function lostToOldReplica({ sale, store }: Subject): Promise<void> {
  await store.open({ allotments: [{ stockKey: KEY, quantity: 10 }] });
  await buy(store, 'before');
  const saved = await saveKeys(sale.client, sale.keys);
  await buy(store, 'lost');
  await restoreKeys(sale.client, saved);
  await expectStopped(store);
}

/** The same, and others have written more than was lost before the owner of the lost order comes back. */
async function lostToOldReplicaBehindOthers({ sale, store }: Subject): Promise<void> {
  await store.open({ allotments: [{ stockKey: KEY, quantity: 10 }] });
  const saved = await saveKeys(sale.client, sale.keys);
  await buy(store, 'lost');
  await restoreKeys(sale.client, saved);
  const other = sale.neighbour();
  for (const id of ['o1', 'o2', 'o3']) await buy(other, id);
  await expectStopped(store);
}

/** Redis evicted the orders of a sale; its counters are there still. */
async function lostByEviction({ sale, store }: Subject): Promise<void> {
  await store.open({ allotments: [{ stockKey: KEY, quantity: 10 }] });
  await buy(store, 'lost');
  await sale.client.del(sale.keys.reservations);
  await expectStopped(store);
}

async function buy(store: StockStore, id: string): Promise<void> {
  const line = { stockKey: KEY, quantity: 1 };
  const reserved = await store.reserve({ id, owners: [`owner-${id}`], lines: [line] });
  const committed = await store.commit({ id, paymentRef: `pay-${id}` });
  if (reserved.kind !== 'reserved' || committed.kind !== 'committed')
    throw new Error(`'${id}' was not sold: ${JSON.stringify([reserved, committed])}`);
}

async function expectStopped(store: StockStore): Promise<void> {
  const verdict = await store.reserve({
    id: 'next',
    owners: ['someone'],
    lines: [{ stockKey: KEY, quantity: 1 }],
  });
  if (verdict.kind !== 'refused' || verdict.reason !== 'regressed')
    throw new Error(`an order after acknowledged ones were lost answered ${JSON.stringify(verdict)}`);
}
