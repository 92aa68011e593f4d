// The stock of the sale: on Redis, or in this process for a look without a server.
import { Redis } from 'ioredis';
import { memoryStock } from 'saleguard/memory';
import { redisStock } from 'saleguard/redis';

/** Every call on the store ends by then, with an answer or without. */
export const DEADLINE_MS = 400;

export function openMemory(saleId) {
  return { stock: memoryStock({ saleId }), close: async () => {} };
}

/** The shop's own client, with the options `doctor` asks for: nothing sent twice, nothing awaited without end. */
export function openRedis(url, saleId) {
  const client = new Redis(url, {
    autoResendUnfulfilledCommands: false,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: 2000,
    socketTimeout: 5000,
    // A server that was away for seconds should be found soon after it is back.
    retryStrategy: (attempt) => Math.min(attempt * 50, 500),
  });
  client.on('error', (error) => console.error(`redis: ${error.message}`));
  return {
    stock: redisStock(client, { saleId, deadlineMs: DEADLINE_MS }),
    close: async () => client.disconnect(),
  };
}
