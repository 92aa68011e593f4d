import type { RedisClient } from './client.js';
import type { RedisScript } from './scripts.js';

/**
 * Runs a script by its SHA, and by its text when the server does not know it (first use, restart, failover, SCRIPT FLUSH). A
 * NOSCRIPT answer means that nothing was executed, so the second call is safe.
 */
export async function runScript(
  client: RedisClient,
  script: RedisScript,
  keys: readonly string[],
  args: readonly string[],
): Promise<unknown> {
  try {
    return await client.call('EVALSHA', script.sha, keys.length, ...keys, ...args);
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
    return await client.call('EVAL', script.source, keys.length, ...keys, ...args);
  }
}
