import { Redis } from 'ioredis';
import type { PriceBook } from '../../../src/book/price-book.js';
import { createGuard } from '../../../src/guard/create-guard.js';
import type { Guard } from '../../../src/guard/guard.js';
import type { GuardOptions } from '../../../src/guard/options.js';
import type { OpenRequest } from '../../../src/stock/request.js';
import type { StockStore } from '../../../src/stock/store.js';
import { startRedisServer, type RedisServer } from '../../../src/testing/redis-server.js';
import { builtInPolicy } from '../../../src/wire/policy.js';
import { clockedRedisStock } from '../../support/clocked-redis-stock.js';
import { SILENT } from '../../support/guard-orders.js';
import { HEADER } from '../../unit/book/sample-book.js';
import { allotmentsOf, ENTRIES, NOW } from '../../unit/guard/guard-world.js';

/** A server, and the clients of a shop's two processes: each has a client, a store and guards of its own. */
export interface ShopServer {
  readonly server: RedisServer;
  readonly clients: readonly [Redis, Redis];
  stop(): Promise<void>;
}

/** Starts a server; `stop` ends it with its clients. */
export async function startShopServer(): Promise<ShopServer> {
  const server = await startRedisServer();
  const clients = [clientOf(server), clientOf(server)] as const;
  return {
    server,
    clients,
    stop: async () => {
      for (const client of clients) client.disconnect();
      await server.stop();
    },
  };
}

function clientOf({ port, host }: RedisServer): Redis {
  return new Redis(port, host, { maxRetriesPerRequest: 0, autoResendUnfulfilledCommands: false });
}

/** One open sale on a real Redis whose time stands still but for `advance`, seen by several processes. */
export interface Shop {
  /** The sale as each process sees it. */
  readonly stocks: readonly [StockStore, StockStore];
  /** A guard of one of the processes. */
  guard(process: 0 | 1, overlay?: Partial<GuardOptions>): Guard;
  advance(ms: number): Promise<void>;
  now(): number;
  /** Ends the guards, once what they have to tell was told. */
  close(): Promise<void>;
}

let sales = 0;

/** Opens a sale of the sample goods under keys of its own. */
export async function openShop(
  { clients }: Pick<ShopServer, 'clients'>,
  init: { readonly book: PriceBook; readonly open?: Partial<OpenRequest> },
): Promise<Shop> {
  sales += 1;
  const options = { saleId: HEADER.saleId, prefix: `shop-${sales}`, deadlineMs: 10_000 };
  const first = clockedRedisStock(clients[0], options);
  const second = clockedRedisStock(clients[1], options);
  let now = NOW;
  await first.setTime(now);
  const opened = await first.stock.open({
    allotments: allotmentsOf(ENTRIES),
    epoch: init.book.header.epoch,
    lossBudgetMinor: init.book.header.lossBudgetMinor,
    ...init.open,
  });
  if (opened.kind !== 'opened') throw new Error(`the sale did not open: ${JSON.stringify(opened)}`);
  const guards: Guard[] = [];
  return {
    stocks: [first.stock, second.stock],
    guard: (process, overlay = {}) => {
      const guard = createGuard({
        priceBook: init.book,
        stock: process === 0 ? first.stock : second.stock,
        policy: builtInPolicy(),
        onStoreFailure: 'reject',
        on: SILENT,
        now: () => now,
        pollMs: 0,
        ...overlay,
      });
      guards.push(guard);
      return guard;
    },
    advance: async (ms) => {
      now += ms;
      await first.setTime(now);
    },
    now: () => now,
    close: async () => {
      await Promise.all(guards.map((guard) => guard.close()));
    },
  };
}
