import type { redisStock } from '../../src/stores/redis/stock-store.js';
import { builtModules } from '../built-modules.js';

/** What the benchmark uses of the product: the stock of one sale on Redis. */
export type RedisStock = typeof redisStock;

/** As built for the package, not the sources. @throws when it was not built: `npm run build`. */
export async function builtRedisStock(): Promise<RedisStock> {
  const built = await builtModules<{ readonly redisStock: RedisStock }>(['stores/redis/stock-store.js']);
  return built.redisStock;
}
