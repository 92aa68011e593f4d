import { redisStock } from '../../src/stores/redis/stock-store.js';
import type { StockStore } from '../../src/stock/store.js';
import { startFaultProxy, type FaultProxy } from '../../src/testing/fault-proxy.js';
import { startReplicaPair, type ReplicaPair } from '../../src/testing/redis-replica-pair.js';
import { stopAll } from '../../src/testing/stop-all.js';
import { CallLog } from './call-log.js';
import { connect, DEFAULTS, type LaneClient } from './clients.js';
import { buy, idsOf, openSale } from './orders.js';

/** What Sentinel does for a client, in short: a connection made after the switch leads to the new primary. */
export interface Failover {
  readonly pair: ReplicaPair;
  /** Clients reach the primary of the day through this. */
  readonly router: FaultProxy;
  /** A client with the default options, which waits for the switch as long as it takes. */
  client(): LaneClient;
  /** From now on new connections lead to the replica; open ones stay. */
  route(): void;
  stop(): Promise<void>;
}

export async function startFailover(): Promise<Failover> {
  const pair = await startReplicaPair();
  const target = { host: pair.primary.host, port: pair.primary.port };
  const router = await startFaultProxy({ target });
  return {
    pair,
    router,
    client: () => connect(router.port, { ...DEFAULTS, maxRetriesPerRequest: null }),
    route: () => {
      // The proxy reads its target anew for each connection.
      target.port = pair.replica.port;
    },
    stop: () => stopAll([pair, router]),
  };
}

/** One sale with the store of its owner: the process whose acknowledged writes are at stake. */
export interface OwnedSale {
  readonly saleId: string;
  readonly owner: StockStore;
  readonly log: CallLog;
}

/** Long: what is to be acknowledged before a failover must be, also on a machine that stands still for a while. */
export const DEADLINE_MS = 10_000;

/** Opens a sale of 1,000 units and buys a few orders of it. */
export async function startSale(
  failover: Failover,
  sale: { readonly saleId: string; readonly batching: 'group' | 'off' },
): Promise<OwnedSale> {
  const owner = redisStock(failover.client(), { ...sale, deadlineMs: DEADLINE_MS });
  const log = new CallLog(DEADLINE_MS);
  await openSale(log, owner, 1_000);
  for (const id of idsOf('safe', 5)) await buy(log, owner, id);
  return { saleId: sale.saleId, owner, log };
}
