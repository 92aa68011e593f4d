import { Redis } from 'ioredis';
import {
  startRedisServer,
  type RedisServer,
  type RedisServerOptions,
} from '../../../src/testing/redis-server.js';

/** A server of this test file's own, and a client that never sends twice and never waits without end. */
export interface ServedRedis {
  readonly server: RedisServer;
  readonly client: Redis;
  stop(): Promise<void>;
}

/** Starts a server; `stop` ends client and server. */
export async function serveRedis(options: RedisServerOptions = {}): Promise<ServedRedis> {
  const server = await startRedisServer(options);
  const client = new Redis(server.port, server.host, {
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 1,
    commandTimeout: 20_000,
  });
  return {
    server,
    client,
    async stop() {
      client.disconnect();
      await server.stop();
    },
  };
}
