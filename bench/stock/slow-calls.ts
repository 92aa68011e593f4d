import type { Redis } from 'ioredis';

/** Script calls of some time, by the server's own clock, without network and without any client. */
export interface SlowCalls {
  /** Calls longer than {@link SLOWER_THAN_US}. */
  readonly count: number;
  /** ms; undefined when none was that long. */
  readonly longestMs: number | undefined;
}

/** µs from which on a call is written down. */
export const SLOWER_THAN_US = 200;
const KEPT_MAX = 100_000;

/** From now on. */
export async function watchSlowCalls(client: Redis): Promise<void> {
  await client.config('SET', 'slowlog-log-slower-than', SLOWER_THAN_US);
  await client.config('SET', 'slowlog-max-len', KEPT_MAX);
  await client.slowlog('RESET');
}

/** Since {@link watchSlowCalls}, which it ends. */
export async function readSlowCalls(client: Redis): Promise<SlowCalls> {
  await client.config('SET', 'slowlog-log-slower-than', -1);
  // Each entry: number, time, µs, the words of the command, client, name.
  const entries = (await client.slowlog('GET', KEPT_MAX)) as readonly (readonly unknown[])[];
  const durations = entries
    .filter(([, , , words]) => Array.isArray(words) && /^evalsha?$/i.test(String(words[0])))
    .map(([, , us]) => Number(us) / 1000);
  const longestMs = durations.reduce((longest, ms) => Math.max(longest, ms), 0);
  return { count: durations.length, longestMs: durations.length === 0 ? undefined : longestMs };
}
