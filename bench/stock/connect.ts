import { Redis } from 'ioredis';

/** Where the private server listens. */
export interface RedisPlace {
  readonly host: string;
  readonly port: number;
}

/** A connected client. @param autopipelining `on` gathers the commands of one tick into one write, one pipeline at a time. */
export async function connectRedis(place: RedisPlace, autopipelining: 'on' | 'off'): Promise<Redis> {
  const client = new Redis({
    host: place.host,
    port: place.port,
    enableAutoPipelining: autopipelining === 'on',
    // A lost reply must end the run: sent again, a decrement would count twice.
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    retryStrategy: () => null,
    lazyConnect: true,
  });
  await client.connect();
  return client;
}

/** One counter per SKU, as every contestant keeps them that has no other books. */
export function stockKeyName(sku: string): string {
  return `stock:${sku}`;
}

/** Empties the server and sets every counter. */
export async function setCounters(client: Redis, skus: readonly string[], quantity: number): Promise<void> {
  await client.flushall('SYNC');
  await client.mset(...skus.flatMap((sku) => [stockKeyName(sku), String(quantity)]));
}

/** What the counters say. */
export async function readCounters(
  client: Redis,
  skus: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const counts = await client.mget(...skus.map(stockKeyName));
  return new Map(skus.map((sku, at) => [sku, Number(counts[at] ?? NaN)]));
}
