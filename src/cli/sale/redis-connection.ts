import type { Cluster, Redis } from 'ioredis';
import { GuardError } from '../../core/errors.js';
import { shownAddress, withoutPassword, type RedisAddress } from './redis-address.js';

/** A connected client; closed by whoever asked for it. */
export interface RedisConnection {
  readonly client: Redis | Cluster;
  /** Closes it at once. */
  close(): void;
}

/** Loads the client library; tests hand in their own. */
export type LoadRedis = () => Promise<Pick<typeof import('ioredis'), 'Redis' | 'Cluster'>>;

/** Replies of a server that no waiting will change. */
const FINAL = /^(?:WRONGPASS|NOAUTH|NOPERM|ERR invalid password|ERR AUTH|ERR Client sent AUTH|ERR DB index)/;
/** Ms between two attempts to connect, growing up to the last. */
const RETRY_MS = 100;
const RETRY_MAX_MS = 1_000;
/** Ms after which a connection without replies is cut: a host that vanished says nothing. */
const SOCKET_MS = 5_000;

/**
 * Connects to Redis as `doctor` asks for: nothing is sent twice or late, and the client comes back by itself.
 *
 * @param options.withinMs ms within which it has to be connected.
 * @throws GuardError `usage` when ioredis is not installed; `store-configuration` when the server does not let this user in;
 * `file` when there is no connection in time. The password is in none of them.
 */
export async function connectRedis(
  address: RedisAddress,
  options: { readonly withinMs: number; readonly load?: LoadRedis },
): Promise<RedisConnection> {
  const { Redis, Cluster } = await loaded(options.load ?? (() => import('ioredis')));
  const client: Redis | Cluster = address.isCluster
    ? new Cluster([...address.nodes], clusterOptions(address))
    : new Redis(redisOptions(address));
  const close = (): void => {
    client.disconnect();
  };
  try {
    await ready(client, address, options.withinMs);
  } catch (error) {
    close();
    throw error;
  }
  // An error of the connection comes out where it is used; without a listener it would be printed or end the process.
  client.on('error', () => undefined);
  return { client, close };
}

async function loaded(load: LoadRedis): ReturnType<LoadRedis> {
  try {
    return await load();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code !== 'ERR_MODULE_NOT_FOUND') throw cause;
    throw new GuardError({
      code: 'usage',
      message:
        'this command talks to Redis by the package ioredis, which is not installed: npm install ioredis',
    });
  }
}

function redisOptions({ nodes: [node], username, password, database, isTls }: RedisAddress) {
  return {
    host: node?.host ?? '127.0.0.1',
    port: node?.port ?? 6379,
    db: database,
    lazyConnect: true,
    ...connectionOptions({ username, password, isTls }),
    enableOfflineQueue: false,
    retryStrategy: retryAfter,
  };
}

function clusterOptions(address: RedisAddress) {
  return {
    lazyConnect: true,
    enableOfflineQueue: false,
    retryDelayOnFailover: 0,
    clusterRetryStrategy: retryAfter,
    redisOptions: connectionOptions(address),
  };
}

function connectionOptions({
  username,
  password,
  isTls,
}: Pick<RedisAddress, 'username' | 'password' | 'isTls'>) {
  return {
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(isTls ? { tls: {} } : {}),
    connectionName: 'saleguard',
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 1,
    socketTimeout: SOCKET_MS,
    reconnectOnError: (error: Error): boolean => error.message.startsWith('READONLY'),
  };
}

function retryAfter(times: number): number {
  return Math.min(times * RETRY_MS, RETRY_MAX_MS);
}

/** Waits for the connection; an answer that will not change ends the waiting. */
async function ready(client: Redis | Cluster, address: RedisAddress, withinMs: number): Promise<void> {
  let last = 'no answer';
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      settle(() => reject(notConnected(address, last)));
    }, withinMs);
    const onReady = (): void => {
      settle(resolve);
    };
    const onError = (error: Error): void => {
      last = reasonOf(error);
      if (FINAL.test(last)) settle(() => reject(notLetIn(address, last)));
    };
    const settle = (end: () => void): void => {
      clearTimeout(timer);
      client.off('ready', onReady);
      // A last error may come while the connection is closed: it is expected then.
      client.on('error', () => undefined);
      client.off('error', onError);
      end();
    };
    client.on('ready', onReady);
    client.on('error', onError);
    client.on('node error', onError);
    // Its own error is told by the events.
    client.connect().catch(() => undefined);
  });
}

/** A Cluster hides what its nodes said behind one error. */
function reasonOf(error: Error & { readonly lastNodeError?: unknown }): string {
  const inner = error.lastNodeError;
  return inner instanceof Error && inner.message !== '' ? inner.message : error.message || error.name;
}

function notConnected(address: RedisAddress, why: string): GuardError {
  const message = `no connection to ${shownAddress(address)}: ${withoutPassword(why, address)}`;
  return new GuardError({ code: 'file', message, transient: true });
}

function notLetIn(address: RedisAddress, why: string): GuardError {
  const message = `${shownAddress(address)} does not let this user in: ${withoutPassword(why, address)}`;
  return new GuardError({ code: 'store-configuration', message });
}
