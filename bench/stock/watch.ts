import type { Redis } from 'ioredis';
import { connectRedis, readCounters, setCounters, stockKeyName, type RedisPlace } from './connect.js';
import { GaveUp, type Contestant, type Order, type SaleStock } from './contestant.js';
import { Pool } from './pool.js';

/** WATCH belongs to a connection, so each order in flight needs one of its own. */
const CONNECTIONS = 32;
/** A shopper does not wait for more. */
const ATTEMPTS_MAX = 100;

/** Optimistic: WATCH, read, MULTI, decrement, EXEC; again when another order came between. */
export async function watchMulti(place: RedisPlace): Promise<Contestant> {
  const clients = await Promise.all(Array.from({ length: CONNECTIONS }, () => connectRedis(place, 'off')));
  const pool = new Pool(clients);
  let stock: SaleStock = { skus: [], quantity: 0 };
  return {
    id: 'watch',
    title: `WATCH/MULTI, ${CONNECTIONS} connections`,
    async prepare(next) {
      stock = next;
      await pool.with((client) => setCounters(client, next.skus, next.quantity));
    },
    reserve: ({ lines }) => pool.with((client) => attempt(client, lines)),
    left: () => pool.with((client) => readCounters(client, stock.skus)),
    stop: async () => {
      await Promise.all(clients.map((client) => client.quit()));
    },
  };
}

async function attempt(client: Redis, lines: Order['lines']): Promise<boolean> {
  const keys = lines.map(({ stockKey }) => stockKeyName(stockKey));
  for (let attempts = 0; attempts < ATTEMPTS_MAX; attempts++) {
    const [, left] = await Promise.all([client.watch(...keys), client.mget(...keys)]);
    if (lines.some(({ quantity }, at) => Number(left[at]) < quantity)) {
      await client.unwatch();
      return false;
    }
    const transaction = client.multi();
    for (const { stockKey, quantity } of lines) transaction.decrby(stockKeyName(stockKey), quantity);
    if ((await transaction.exec()) !== null) return true;
  }
  throw new GaveUp(`lost ${ATTEMPTS_MAX} times`);
}
