import { assert } from '../../core/assert.js';
import type { RedisClient } from './client.js';
import type { ServerClock } from './server-clock.js';

/**
 * Asks the server for its time, once for each store, so that no request is ever sent without its own expiry. What is answered
 * after `deadlineAt` (local monotonic ms) is not learnt: an answer as old as an outage says too little about when it was given.
 */
export async function learnTime(
  client: RedisClient,
  to: { readonly clock: ServerClock; readonly now: () => number; readonly deadlineAt: number },
): Promise<void> {
  if (to.clock.isKnown) return;
  const sentAt = to.now();
  const time = await client.call('TIME');
  assert(Array.isArray(time), 'TIME answers a list');
  const serverMs = Number(time[0]) * 1_000 + Math.floor(Number(time[1]) / 1_000);
  const receivedAt = to.now();
  if (receivedAt < to.deadlineAt) to.clock.learn({ serverMs, sentAt, receivedAt });
}
