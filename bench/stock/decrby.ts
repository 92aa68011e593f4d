import { connectRedis, readCounters, setCounters, stockKeyName, type RedisPlace } from './connect.js';
import type { Contestant, SaleStock } from './contestant.js';

/**
 * DECRBY first, look afterwards, INCRBY back when it went below zero. Between the two a counter is too low for everyone else: an
 * order of several lines can turn away a shopper for whom there was stock.
 */
export async function decrby(place: RedisPlace): Promise<Contestant> {
  const client = await connectRedis(place, 'on');
  let stock: SaleStock = { skus: [], quantity: 0 };
  return {
    id: 'decrby',
    title: 'DECRBY, autopipelined, INCRBY back',
    async prepare(next) {
      stock = next;
      await setCounters(client, next.skus, next.quantity);
    },
    async reserve({ lines }) {
      const left = await Promise.all(
        lines.map(({ stockKey, quantity }) => client.decrby(stockKeyName(stockKey), quantity)),
      );
      if (left.every((units) => units >= 0)) return true;
      await Promise.all(
        lines.map(({ stockKey, quantity }) => client.incrby(stockKeyName(stockKey), quantity)),
      );
      return false;
    },
    left: () => readCounters(client, stock.skus),
    stop: async () => {
      await client.quit();
    },
  };
}
