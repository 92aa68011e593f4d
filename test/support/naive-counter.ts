import { createHash } from 'node:crypto';
import type { RedisClient } from '../../src/stores/redis/client.js';

/**
 * How stock on Redis is usually counted: the decrement of a first version, and the two-command script of a second one. Fault tests
 * show what breaks these before they show what holds. Both are meant well; neither can tell a retry from a second order.
 */
export interface NaiveCounter {
  /** Takes units; false when there are not enough. Rejects with whatever the client rejects with. */
  take(quantity: number): Promise<boolean>;
  /** Gives units back. */
  giveBack(quantity: number): Promise<void>;
}

/** `DECRBY`, and `INCRBY` when that went below zero. */
export function decrementCounter(client: RedisClient, key: string): NaiveCounter {
  return {
    take: async (quantity) => {
      const left = Number(await client.call('DECRBY', key, quantity));
      if (left >= 0) return true;
      await client.call('INCRBY', key, quantity);
      return false;
    },
    giveBack: async (quantity) => {
      await client.call('INCRBY', key, quantity);
    },
  };
}

/** Compares and decrements inside the server, each key in its turn, as found in many tutorials. */
export const BARE_SCRIPT = `
for i = 1, #KEYS do
  local left = tonumber(redis.call('GET', KEYS[i]) or '0')
  if left < tonumber(ARGV[i]) then return 0 end
  redis.call('DECRBY', KEYS[i], ARGV[i])
end
return 1`;

const BARE_SHA = createHash('sha1').update(BARE_SCRIPT).digest('hex');

/** Units of several keys by the bare script, by its text. */
export async function takeByScript(
  client: RedisClient,
  lines: readonly { readonly key: string; readonly quantity: number }[],
): Promise<boolean> {
  const keys = lines.map(({ key }) => key);
  const quantities = lines.map(({ quantity }) => quantity);
  return (await client.call('EVAL', BARE_SCRIPT, keys.length, ...keys, ...quantities)) === 1;
}

/** The same by the SHA that was loaded once when the process started. */
export async function takeBySha(client: RedisClient, key: string): Promise<boolean> {
  return (await client.call('EVALSHA', BARE_SHA, 1, key, 1)) === 1;
}

/** What a process does for {@link takeBySha} when it starts. */
export async function loadBareScript(client: RedisClient): Promise<void> {
  await client.call('SCRIPT', 'LOAD', BARE_SCRIPT);
}
