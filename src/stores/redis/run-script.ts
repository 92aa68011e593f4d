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
    return await send(client, 'EVALSHA', [script.sha, keys.length, ...keys, ...args]);
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
    return await send(client, 'EVAL', [script.source, keys.length, ...keys, ...args]);
  }
}

/** Words that are surely few enough to stand on the call stack of a function; 120,000 are not. */
const SPREAD_MAX = 20_000;

function send(client: RedisClient, command: string, words: readonly (string | number)[]): Promise<unknown> {
  if (words.length <= SPREAD_MAX) return client.call(command, ...words);
  // ioredis takes the words as one list as well, which its overloads say and the common form of the two versions cannot.
  return (client as unknown as ListClient).call(command, words);
}

interface ListClient {
  call(command: string, words: readonly (string | number)[]): Promise<unknown>;
}
