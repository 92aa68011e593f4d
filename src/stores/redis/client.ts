/**
 * stores/redis: the stock of a sale on Redis, decided by Lua scripts.
 * May import core, seal, stock. Invariant: nothing here decides what a script must decide; every call settles by its deadline.
 */

/**
 * The part of a Redis client that is used: `new Redis()` and `new Redis.Cluster()` of ioredis 5 and 6 both have it. The two major
 * versions' own types cannot be assigned to each other, so this one is structural. The client stays the caller's: it is never
 * configured, piped or closed here.
 */
export interface RedisClient {
  call(command: string, ...args: (string | number | Buffer)[]): Promise<unknown>;
}
