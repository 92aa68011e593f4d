/**
 * Every command the scripts of this store call. The list decides what rights the Redis user needs, so it is kept true by
 * a test over the scripts and checked against the server by `doctor`.
 */
export const SCRIPT_COMMANDS = [
  'EXISTS',
  'HDEL',
  'HGET',
  'HGETALL',
  'HLEN',
  'HMGET',
  'HSCAN',
  'HSET',
  'LLEN',
  'LPOP',
  'LRANGE',
  'RPUSH',
  'TIME',
  'XADD',
  'XLEN',
  'XRANGE',
  'ZADD',
  'ZCARD',
  'ZRANGE',
  'ZRANGEBYSCORE',
  'ZREM',
] as const;

/** A command of {@link SCRIPT_COMMANDS}. */
export type ScriptCommand = (typeof SCRIPT_COMMANDS)[number];

/** The commands this store sends by itself; the scripts run inside them. */
export const SENT_COMMANDS = ['EVALSHA', 'EVAL'] as const;
