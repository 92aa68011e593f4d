import type { redisStock } from '../../src/stores/redis/stock-store.js';

/** What the benchmark uses of the product: the stock of one sale on Redis. */
export type RedisStock = typeof redisStock;

/** Compiled to out/bench/bench/stock. */
const BUILT = new URL('../../../../dist/stores/redis/stock-store.js', import.meta.url);

/** As built for the package, not the sources. @throws when it was not built: `npm run build`. */
export async function builtRedisStock(): Promise<RedisStock> {
  const built = (await import(BUILT.href)) as { readonly redisStock: RedisStock };
  return built.redisStock;
}
