/** A real Redis Cluster on this machine. */
import { GuardError } from '../core/errors.js';
import { expectOk } from './expect-ok.js';
import type { RedisDirectives } from './redis-config.js';
import { infoField } from './redis-info.js';
import { startRedisServerOn, type RedisServer, type RedisServerOptions } from './redis-server.js';
import { stopAll } from './stop-all.js';
import { testServerFailure } from './test-server-failure.js';
import { waitUntil } from './wait-until.js';

/** How to start a Cluster. */
export interface RedisClusterOptions {
  /** 3 to 8; 3 unless told. */
  readonly primaries?: number;
  /** 0 to 2; none unless told. */
  readonly replicasEach?: number;
  /**
   * Directives of every node. `cluster-node-timeout` is Redis's own 15 s unless told: shorter ones call a node down that only
   * waits for its turn on a busy machine.
   */
  readonly config?: RedisDirectives;
  /** The server program; as for `startRedisServer`. */
  readonly binary?: string;
}

/** Where a node listens. */
export interface ClusterNode {
  readonly host: string;
  readonly port: number;
}

/** A running Cluster. */
export interface RedisCluster {
  /** Every node, primaries first: what a client is given to start with. */
  readonly nodes: readonly ClusterNode[];
  /** The nodes that began as primaries, by slots: the first one holds slot 0. */
  readonly primaries: readonly RedisServer[];
  /** The nodes that began as replicas; primary n of p is followed by the replicas n, n + p, n + 2p. */
  readonly replicas: readonly RedisServer[];
  /** The node that holds the slot of this key now, after any failover. */
  ownerOf(key: string): Promise<RedisServer>;
  /** Stops all nodes. */
  stop(): Promise<void>;
}

const SLOT_COUNT = 16_384;
const READY_TIMEOUT_MS = 30_000;

/** Half of it may pass before nodes tell each other what they are: short while they come together. */
const MEETING_NODE_TIMEOUT_MS = 2_000;
/** Redis's own. A node that a busy machine lets wait any shorter is called down by the others, and its slots with it. */
const NODE_TIMEOUT_MS = 15_000;

const NODE_CONFIG: RedisDirectives = {
  'cluster-enabled': 'yes',
  'cluster-config-file': 'nodes.conf',
  'cluster-node-timeout': String(MEETING_NODE_TIMEOUT_MS),
  // Else a node does not know its own address before others have told it, and names none to clients.
  'cluster-announce-ip': '127.0.0.1',
  'cluster-allow-replica-migration': 'no',
  'repl-diskless-sync': 'yes',
  'repl-diskless-sync-delay': '0',
  'shutdown-timeout': '0',
};

/**
 * Starts a Cluster with the slots dealt out evenly, and answers when every node calls it ok (about two seconds: a node waits that
 * long by itself before it takes writes).
 * @throws GuardError `invalid-argument` for another number of nodes; or when it does not come up within 30 s.
 */
export async function startRedisCluster(options: RedisClusterOptions = {}): Promise<RedisCluster> {
  const primaryCount = checkedCount('primaries', options.primaries ?? 3, 3, 8);
  const replicaCount = primaryCount * checkedCount('replicasEach', options.replicasEach ?? 0, 0, 2);
  const servers = await startNodes(primaryCount + replicaCount, options);
  try {
    const primaries = servers.slice(0, primaryCount);
    const replicas = servers.slice(primaryCount);
    await dealSlots(primaries);
    await introduce(servers);
    await follow(primaries, replicas);
    await untilOk(servers);
    await bePatient(servers, options);
    return new LocalCluster(primaries, replicas);
  } catch (error) {
    await stopAll(servers);
    throw error;
  }
}

class LocalCluster implements RedisCluster {
  readonly nodes: readonly ClusterNode[];
  readonly primaries: readonly RedisServer[];
  readonly replicas: readonly RedisServer[];

  constructor(primaries: readonly RedisServer[], replicas: readonly RedisServer[]) {
    this.primaries = primaries;
    this.replicas = replicas;
    this.nodes = this.#servers.map(({ host, port }) => ({ host, port }));
  }

  get #servers(): readonly RedisServer[] {
    return [...this.primaries, ...this.replicas];
  }

  async ownerOf(key: string): Promise<RedisServer> {
    for (const server of this.#servers) {
      // The owner answers EXISTS; everyone else says MOVED, or is down.
      const reply = await server.command('EXISTS', key).catch(() => undefined);
      if (typeof reply === 'number') return server;
    }
    throw testServerFailure('no running node of the Cluster holds the slot of this key');
  }

  async stop(): Promise<void> {
    await stopAll(this.#servers);
  }
}

async function startNodes(count: number, options: RedisClusterOptions): Promise<RedisServer[]> {
  const nodeOptions: RedisServerOptions = {
    config: { ...NODE_CONFIG, ...options.config },
    ...(options.binary === undefined ? {} : { binary: options.binary }),
  };
  const starts = Array.from({ length: count }, () => startRedisServerOn('with-bus', nodeOptions));
  const results = await Promise.allSettled(starts);
  const servers = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed === undefined) return servers;
  await stopAll(servers);
  throw failed.reason;
}

async function bePatient(servers: readonly RedisServer[], { config }: RedisClusterOptions): Promise<void> {
  if (config?.['cluster-node-timeout'] !== undefined) return;
  for (const server of servers)
    await expectOk(server, 'CONFIG', 'SET', 'cluster-node-timeout', NODE_TIMEOUT_MS);
}

async function dealSlots(primaries: readonly RedisServer[]): Promise<void> {
  for (const [index, server] of primaries.entries()) {
    const first = Math.floor((index * SLOT_COUNT) / primaries.length);
    const end = Math.floor(((index + 1) * SLOT_COUNT) / primaries.length);
    await expectOk(server, 'CLUSTER', 'SET-CONFIG-EPOCH', index + 1);
    await expectOk(server, 'CLUSTER', 'ADDSLOTSRANGE', first, end - 1);
  }
}

/** Everyone meets everyone: gossip would do the rest, and take a second longer. */
async function introduce(servers: readonly RedisServer[]): Promise<void> {
  for (const [index, server] of servers.entries()) {
    for (const other of servers.slice(index + 1)) {
      await expectOk(server, 'CLUSTER', 'MEET', other.host, other.port);
    }
  }
  await untilAll(servers, 'all nodes of the Cluster know each other', async (server) => {
    const nodes = await server.command('CLUSTER', 'NODES');
    if (typeof nodes !== 'string') return false;
    const lines = nodes.trim().split('\n');
    return lines.length === servers.length && !nodes.includes('handshake');
  });
}

async function follow(primaries: readonly RedisServer[], replicas: readonly RedisServer[]): Promise<void> {
  for (const [index, replica] of replicas.entries()) {
    const id = await primaries[index % primaries.length]?.command('CLUSTER', 'MYID');
    await expectOk(replica, 'CLUSTER', 'REPLICATE', typeof id === 'string' ? id : '');
  }
  await untilAll(replicas, 'every replica of the Cluster follows its primary', async (replica) => {
    return infoField(await replica.command('INFO', 'replication'), 'master_link_status') === 'up';
  });
}

async function untilOk(servers: readonly RedisServer[]): Promise<void> {
  await untilAll(servers, 'every node calls the Cluster ok', async (server) => {
    const facts = await server.command('CLUSTER', 'INFO');
    return (
      infoField(facts, 'cluster_state') === 'ok' &&
      infoField(facts, 'cluster_slots_ok') === String(SLOT_COUNT) &&
      infoField(facts, 'cluster_known_nodes') === String(servers.length)
    );
  });
}

async function untilAll(
  servers: readonly RedisServer[],
  what: string,
  probe: (server: RedisServer) => Promise<boolean>,
): Promise<void> {
  for (const server of servers) {
    await waitUntil({ what, timeoutMs: READY_TIMEOUT_MS, everyMs: 25 }, async () =>
      (await probe(server)) ? true : undefined,
    );
  }
}

function checkedCount(name: string, count: number, min: number, max: number): number {
  if (Number.isInteger(count) && count >= min && count <= max) return count;
  throw new GuardError({
    code: 'invalid-argument',
    message: `${name} has to be a whole number from ${min} to ${max}, not ${count}`,
  });
}
