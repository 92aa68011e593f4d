/** A primary and its replica with a link that can be stalled: what a failover to a stale replica loses can be shown, not only feared. */
import { expectOk } from './expect-ok.js';
import { startFaultProxy, type FaultProxy } from './fault-proxy.js';
import type { RedisDirectives } from './redis-config.js';
import { infoField } from './redis-info.js';
import { startRedisServer, type RedisServer } from './redis-server.js';
import { stopAll } from './stop-all.js';
import { waitUntil } from './wait-until.js';

/** How to start the pair. */
export interface ReplicaPairOptions {
  /** Directives of both servers. */
  readonly config?: RedisDirectives;
  /** The server program; as for `startRedisServer`. */
  readonly binary?: string;
}

/** A running pair. */
export interface ReplicaPair {
  readonly primary: RedisServer;
  readonly replica: RedisServer;
  /** The replica reaches the primary through this proxy alone. */
  readonly link: FaultProxy;
  /** From now on nothing the primary executes reaches the replica, although the connection stays up. */
  stallLink(): void;
  /** Hands on everything held up. */
  resumeLink(): void;
  /** Answers when the replica has taken everything the primary has written. @throws GuardError after 10 s: a stalled link never is. */
  untilInSync(): Promise<void>;
  /** Makes the replica a primary of its own, as Sentinel does, restarts included. The old primary goes on, unaware. */
  promoteReplica(): Promise<void>;
  /** Stops both and the link. */
  stop(): Promise<void>;
}

const SYNC_TIMEOUT_MS = 10_000;
const WAIT_MS = 1000;
const PAIR_CONFIG: RedisDirectives = {
  'repl-diskless-sync': 'yes',
  // Else the first synchronisation waits five seconds for further replicas.
  'repl-diskless-sync-delay': '0',
  // Else a primary told to stop waits ten seconds for a replica behind a stalled link.
  'shutdown-timeout': '0',
};

/**
 * Starts a primary and a replica of it, and answers when the replica is in sync.
 *
 * @example
 * const pair = await startReplicaPair();
 * pair.stallLink();
 * await pair.primary.command('DECR', 'stock'); // acknowledged, and lost by the next line
 * await pair.promoteReplica();
 */
export async function startReplicaPair(options: ReplicaPairOptions = {}): Promise<ReplicaPair> {
  const started: { stop(): Promise<void> }[] = [];
  const binary = options.binary === undefined ? {} : { binary: options.binary };
  const config = { ...PAIR_CONFIG, ...options.config };
  try {
    const primary = await startRedisServer({ ...binary, config });
    started.push(primary);
    const link = await startFaultProxy({ target: primary });
    started.push(link);
    const replica = await startRedisServer({
      ...binary,
      config: { ...config, replicaof: `${link.host} ${link.port}` },
    });
    started.push(replica);
    const pair = new LinkedPair(primary, replica, link);
    await untilLinkUp(replica);
    await pair.untilInSync();
    return pair;
  } catch (error) {
    await stopAll(started);
    throw error;
  }
}

class LinkedPair implements ReplicaPair {
  readonly primary: RedisServer;
  readonly replica: RedisServer;
  readonly link: FaultProxy;

  constructor(primary: RedisServer, replica: RedisServer, link: FaultProxy) {
    this.primary = primary;
    this.replica = replica;
    this.link = link;
  }

  stallLink(): void {
    this.link.stall();
  }

  resumeLink(): void {
    this.link.resume();
  }

  async untilInSync(): Promise<void> {
    const connection = await this.primary.connect();
    try {
      // WAIT speaks of its own connection's writes only. A message nobody reads travels behind all writes so far and changes no data.
      await connection.call('PUBLISH', 'saleguard:sync', '');
      const what = 'the replica has taken all writes of the primary';
      await waitUntil({ what, timeoutMs: SYNC_TIMEOUT_MS }, async () => {
        const taken = await connection.call('WAIT', 1, WAIT_MS);
        return taken === 1 ? true : undefined;
      });
    } finally {
      connection.close();
    }
  }

  async promoteReplica(): Promise<void> {
    await expectOk(this.replica, 'REPLICAOF', 'NO', 'ONE');
    await expectOk(this.replica, 'CONFIG', 'REWRITE');
  }

  async stop(): Promise<void> {
    await stopAll([this.replica, this.link, this.primary]);
  }
}

/** Before the first synchronisation the primary writes no replication stream, so that there is nothing yet to wait for. */
async function untilLinkUp(replica: RedisServer): Promise<void> {
  await waitUntil({ what: 'the replica reaches its primary', timeoutMs: SYNC_TIMEOUT_MS }, async () => {
    const facts = await replica.command('INFO', 'replication');
    return infoField(facts, 'master_link_status') === 'up' ? true : undefined;
  });
}
