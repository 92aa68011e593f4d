import type { Redis } from 'ioredis';
import Redlock from 'redlock';
import { connectRedis, readCounters, setCounters, stockKeyName, type RedisPlace } from './connect.js';
import { GaveUp, type Contestant, type Order, type SaleStock } from './contestant.js';
import { Pool } from './pool.js';

/** More orders at once only collide more often: the others queue in the process. */
const LOCKERS = 16;
const LOCK_MS = 10_000;
const RETRIES = { retryCount: 100, retryDelay: 5, retryJitter: 10 } as const;

/**
 * Read, compare and write back under a lock on every SKU of the order. As safe as the lock: a process that stalls for longer than
 * the lock lasts writes over what others sold. Nothing stalls here.
 */
export async function redlockGuarded(place: RedisPlace): Promise<Contestant> {
  const client = await connectRedis(place, 'off');
  const redlock = new Redlock([client], RETRIES);
  const turns = new Pool(Array.from({ length: LOCKERS }, (_, at) => at));
  let stock: SaleStock = { skus: [], quantity: 0 };
  return {
    id: 'redlock',
    title: `Redlock-guarded read-modify-write, ${LOCKERS} at once`,
    async prepare(next) {
      stock = next;
      await setCounters(client, next.skus, next.quantity);
    },
    reserve: ({ lines }) =>
      turns.with(async () => {
        const lock = await lockAll(redlock, lines);
        try {
          return await readModifyWrite(client, lines);
        } finally {
          await lock.unlock();
        }
      }),
    left: () => readCounters(client, stock.skus),
    stop: async () => {
      await client.quit();
    },
  };
}

async function lockAll(redlock: Redlock, lines: Order['lines']): ReturnType<Redlock['lock']> {
  try {
    return await redlock.lock(
      lines.map(({ stockKey }) => `lock:${stockKey}`),
      LOCK_MS,
    );
  } catch (error) {
    if (error instanceof Redlock.LockError) throw new GaveUp(error.message);
    throw error;
  }
}

async function readModifyWrite(client: Redis, lines: Order['lines']): Promise<boolean> {
  const left = await client.mget(...lines.map(({ stockKey }) => stockKeyName(stockKey)));
  if (lines.some(({ quantity }, at) => Number(left[at]) < quantity)) return false;
  await client.mset(
    ...lines.flatMap(({ stockKey, quantity }, at) => [
      stockKeyName(stockKey),
      String(Number(left[at]) - quantity),
    ]),
  );
  return true;
}
