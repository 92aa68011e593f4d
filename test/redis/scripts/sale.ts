import type { Redis } from 'ioredis';
import { saleKeys, type SaleKeys } from '../../../src/stores/redis/keys.js';
import type { RedisStockOptions } from '../../../src/stores/redis/options.js';
import { SCRIPTS, type ScriptSet } from '../../../src/stores/redis/script-set.js';
import type { OpenRequest } from '../../../src/stock/request.js';
import type { StockStore } from '../../../src/stock/store.js';
import { clockedRedisStock, mapScripts, withToldTime } from '../../support/clocked-redis-stock.js';

/** Where the told time starts, epoch ms. */
export const START_MS = 1_800_000_000_000;

/** A sale on a real Redis whose time stands still but for `advance`. */
export interface TestSale {
  readonly stock: StockStore;
  readonly client: Redis;
  readonly keys: SaleKeys;
  readonly options: RedisStockOptions;
  /** The scripts it runs, for calls past the store. */
  readonly scripts: ScriptSet;
  readonly now: () => number;
  /** Moves the told time; below zero the server's clock steps back. */
  advance(ms: number): Promise<void>;
  /** Another process on the same sale. */
  neighbour(options?: Partial<RedisStockOptions>): StockStore;
}

let sales = 0;

/** A sale nobody has opened, of an id that no other sale of this server has. */
export async function newSale(
  client: Redis,
  given: Partial<RedisStockOptions> = {},
  scripts: ScriptSet = SCRIPTS,
): Promise<TestSale> {
  const options = { saleId: `sale-${(sales += 1)}`, deadlineMs: 20_000, ...given };
  const clocked = clockedRedisStock(client, options, scripts);
  let nowMs = START_MS;
  await clocked.setTime(nowMs);
  return {
    stock: clocked.stock,
    client,
    keys: saleKeys(options),
    options,
    scripts: mapScripts(scripts, withToldTime),
    now: () => nowMs,
    async advance(ms) {
      nowMs += ms;
      await clocked.setTime(nowMs);
    },
    neighbour: (other = {}) => clockedRedisStock(client, { ...options, ...other }, scripts).stock,
  };
}

/** A sale that is open; `EP-100` with ten units unless told. */
export async function openSale(
  client: Redis,
  request: OpenRequest = { allotments: [{ stockKey: 'EP-100', quantity: 10 }] },
  options: Partial<RedisStockOptions> = {},
): Promise<TestSale> {
  const sale = await newSale(client, options);
  const verdict = await sale.stock.open(request);
  if (verdict.kind !== 'opened') throw new Error(`open answered ${JSON.stringify(verdict)}`);
  return sale;
}
