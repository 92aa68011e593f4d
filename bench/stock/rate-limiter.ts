import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { connectRedis, type RedisPlace } from './connect.js';
import type { Contestant, Order, SaleStock } from './contestant.js';

/** Longer than any run: points must not come back while the sale lasts. */
const SALE_SECONDS = 86_400;

/**
 * rate-limiter-flexible with the stock as points: consume one per unit, reward what was consumed when a line is refused. A refused
 * consume counts too, so it is given back as well.
 */
export async function rateLimiter(place: RedisPlace): Promise<Contestant> {
  const client = await connectRedis(place, 'on');
  let stock: SaleStock = { skus: [], quantity: 0 };
  let limiter = limiterOf(0);
  function limiterOf(points: number): RateLimiterRedis {
    return new RateLimiterRedis({ storeClient: client, keyPrefix: 'stock', points, duration: SALE_SECONDS });
  }
  async function consume({ stockKey, quantity }: Order['lines'][number]): Promise<boolean> {
    try {
      await limiter.consume(stockKey, quantity);
      return true;
    } catch (refused) {
      // It rejects with an answer when the points are used up, with an error when Redis failed.
      if (refused instanceof RateLimiterRes) return false;
      throw refused;
    }
  }
  return {
    id: 'rate-limiter',
    title: 'rate-limiter-flexible',
    async prepare(next) {
      stock = next;
      await client.flushall('SYNC');
      limiter = limiterOf(next.quantity);
    },
    async reserve({ lines }) {
      const taken = await Promise.all(lines.map(consume));
      if (taken.every(Boolean)) return true;
      await Promise.all(lines.map(({ stockKey, quantity }) => limiter.reward(stockKey, quantity)));
      return false;
    },
    async left() {
      const answers = await Promise.all(stock.skus.map((sku) => limiter.get(sku)));
      return new Map(stock.skus.map((sku, at) => [sku, stock.quantity - (answers[at]?.consumedPoints ?? 0)]));
    },
    stop: async () => {
      await client.quit();
    },
  };
}
