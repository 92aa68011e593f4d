// Where the stock of the day is kept: in this process, or on a private Redis server that ends with the demo.
import { memoryStock } from 'saleguard/memory';

/** Follows the clock of the story. */
export async function inMemory({ saleId, now }) {
  return { stock: memoryStock({ saleId, now }), close: async () => {} };
}

/** A real server goes by its own clock: the day of the story passes in seconds, and nobody's reservation lapses in it. */
export async function onPrivateRedis({ saleId }) {
  const { startRedisServer } = await import('saleguard/testing');
  const { Redis } = await import('ioredis');
  const { redisStock } = await import('saleguard/redis');
  const server = await startRedisServer();
  const client = new Redis({
    host: server.host,
    port: server.port,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
  });
  return {
    stock: redisStock(client, { saleId, deadlineMs: 5_000 }),
    close: async () => {
      await client.quit();
      await server.stop();
    },
  };
}
