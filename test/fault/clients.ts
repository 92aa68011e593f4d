import type { EventEmitter } from 'node:events';
import { Cluster as Cluster6, Redis as Redis6 } from 'ioredis';
import { Cluster as Cluster5, Redis as Redis5 } from 'ioredis5';
import type { RedisClient } from '../../src/stores/redis/client.js';
import type { ClusterProxies } from '../../src/testing/cluster-proxies.js';
import { GOOD_CLIENT } from '../redis/doctor/clients.js';

/** What is used of a client here; the classes of two versions are not assignable to each other. */
export interface LaneClient extends RedisClient {
  readonly status: string;
  disconnect(): void;
}

/** Options both versions know. */
export type LaneOptions = Readonly<Record<string, unknown>>;

/**
 * Everything by default, but for the wait before a new connection: the default one only makes tests slow. So commands are sent
 * again after a cut, wait in the offline queue, and have no timeout.
 */
export const DEFAULTS: LaneOptions = { retryStrategy: (): number => 5 };

/** What `doctor` recommends: nothing is sent twice by the client, nothing waits for a connection. */
export const RECOMMENDED: LaneOptions = { ...GOOD_CLIENT, ...DEFAULTS };

const opened: LaneClient[] = [];

/** One server, three ways to speak to it. */
export const CLIENTS = [
  ['ioredis 5 RESP2', (port: number, options = DEFAULTS) => kept(new Redis5(port, '127.0.0.1', options))],
  [
    'ioredis 6 RESP2',
    (port: number, options = DEFAULTS) => kept(new Redis6(port, '127.0.0.1', { ...options, protocol: 2 })),
  ],
  [
    'ioredis 6 RESP3',
    (port: number, options = DEFAULTS) => kept(new Redis6(port, '127.0.0.1', { ...options, protocol: 3 })),
  ],
] as const satisfies readonly (readonly [string, (port: number, options?: LaneOptions) => LaneClient])[];

/** Both versions in front of a Cluster, through its proxies. */
export const CLUSTER_CLIENTS = [
  ['ioredis 5 Cluster', (proxies: ClusterProxies) => kept(new Cluster5(...clusterWords(proxies)))],
  ['ioredis 6 Cluster', (proxies: ClusterProxies) => kept(new Cluster6(...clusterWords(proxies)))],
] as const satisfies readonly (readonly [string, (proxies: ClusterProxies) => LaneClient])[];

function clusterWords(proxies: ClusterProxies): [{ host: string; port: number }[], LaneOptions] {
  return [
    [...proxies.nodes],
    {
      natMap: { ...proxies.natMap },
      clusterRetryStrategy: (): number => 5,
      retryDelayOnFailover: 20,
      redisOptions: { ...DEFAULTS },
    },
  ];
}

/** A client of ioredis 6 as it comes. */
export function connect(port: number, options: LaneOptions = DEFAULTS): LaneClient {
  return kept(new Redis6(port, '127.0.0.1', options));
}

function kept(client: Redis5 | Redis6 | Cluster5 | Cluster6): LaneClient {
  // Without a listener a lost connection is printed; here they are lost on purpose. The versions' own `on` differ.
  (client as EventEmitter).on('error', () => undefined);
  opened.push(client);
  return client;
}

/** Ends every client made here. */
export function closeClients(): void {
  for (const client of opened.splice(0)) client.disconnect();
}
