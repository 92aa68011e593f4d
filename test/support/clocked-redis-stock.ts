import { createHash } from 'node:crypto';
import type { RedisClient } from '../../src/stores/redis/client.js';
import { saleKeys } from '../../src/stores/redis/keys.js';
import type { RedisStockOptions } from '../../src/stores/redis/options.js';
import { SCRIPTS, type ScriptSet } from '../../src/stores/redis/script-set.js';
import type { RedisScript } from '../../src/stores/redis/scripts.js';
import { redisStockOf } from '../../src/stores/redis/stock-store.js';
import type { StockStore } from '../../src/stock/store.js';

/** A store on a real Redis whose time is told by the test. */
export interface ClockedRedisStock {
  readonly stock: StockStore;
  /** Sets the time every script sees from now on, epoch ms. Needed before the first call. */
  setTime(nowMs: number): Promise<void>;
}

/** The real scripts, but for the line that asks for the time, and the refusal of late requests that goes with it. */
export function clockedRedisStock(
  client: RedisClient,
  options: RedisStockOptions,
  scripts: ScriptSet = SCRIPTS,
): ClockedRedisStock {
  const stock = redisStockOf({ client, options, scripts: mapScripts(scripts, withToldTime) });
  const timeKey = `${saleKeys(options).meta}:testNow`;
  return {
    stock,
    async setTime(nowMs) {
      await client.call('SET', timeKey, nowMs);
    },
  };
}

/** Applies a change to the text of every script and names the result by its own SHA. */
export function mapScripts(scripts: ScriptSet, change: (source: string, name: string) => string): ScriptSet {
  const changed = (script: RedisScript): RedisScript => {
    const source = change(script.source, script.name);
    return { name: script.name, source, sha: createHash('sha1').update(source).digest('hex') };
  };
  return {
    apply: changed(scripts.apply),
    applyOutOfMemory: changed(scripts.applyOutOfMemory),
    open: changed(scripts.open),
    read: changed(scripts.read),
  };
}

/** A script that asks `<meta>:testNow` for the time instead of the server. */
export function withToldTime(source: string): string {
  const time = "local server_time = redis.call('TIME')";
  const told =
    "local told = tonumber(redis.call('GET', KEYS[1] .. ':testNow')) local server_time = { floor(told / 1000), told % 1000 * 1000 }";
  if (!source.includes(time)) throw new Error('the scripts ask for the time in another way now');
  const late = 'not_after > 0 and M.real_ms > not_after';
  if (source.includes('not_after') && !source.includes(late))
    throw new Error('the scripts tell late requests apart in another way now');
  return source.replace(time, told).replaceAll(late, 'false');
}
