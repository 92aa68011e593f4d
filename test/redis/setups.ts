import { Cluster as Cluster6, Redis as Redis6 } from 'ioredis';
import { Cluster as Cluster5, Redis as Redis5 } from 'ioredis5';
import type { RedisClient } from '../../src/stores/redis/client.js';
import { startRedisCluster, type RedisCluster } from '../../src/testing/redis-cluster.js';
import { startRedisServer, type RedisServer } from '../../src/testing/redis-server.js';

/** A client as a shop may have it; closed by whoever made it. */
export interface SetupClient extends RedisClient {
  disconnect(): void;
}

/** One way a shop may reach its Redis. */
export interface Setup {
  readonly name: string;
  readonly place: 'server' | 'cluster';
  /** How calls go out; an option of the store, not of the client. */
  readonly batching: 'group' | 'off';
  /** A new client. Connects at its first call. */
  readonly makeClient: (servers: SetupServers) => SetupClient;
}

/** The servers the set-ups talk to. */
export interface SetupServers {
  readonly server: RedisServer;
  readonly cluster: RedisCluster;
  stop(): Promise<void>;
}

type Library = 'ioredis 5' | 'ioredis 6';

interface Draft {
  readonly library: Library;
  readonly place: Setup['place'];
  readonly batching: Setup['batching'];
  /** RESP version; ioredis 5 knows only 2. */
  readonly protocol: 2 | 3;
  readonly keyPrefix?: string;
  readonly autoPipelining?: true;
  /** Maps as objects, doubles as numbers: no reply of a script may depend on it. */
  readonly replyMapping?: 'resp3';
}

const PREFIX = 'shop:7:';

/** Every value of every option at least twice, and every pair that has broken a client before. */
const DRAFTS: readonly Draft[] = [
  { library: 'ioredis 5', place: 'server', batching: 'group', protocol: 2 },
  {
    library: 'ioredis 5',
    place: 'server',
    batching: 'off',
    protocol: 2,
    keyPrefix: PREFIX,
    autoPipelining: true,
  },
  { library: 'ioredis 6', place: 'server', batching: 'group', protocol: 2, keyPrefix: PREFIX },
  { library: 'ioredis 6', place: 'server', batching: 'off', protocol: 2, autoPipelining: true },
  { library: 'ioredis 6', place: 'server', batching: 'off', protocol: 3 },
  {
    library: 'ioredis 6',
    place: 'server',
    batching: 'group',
    protocol: 3,
    keyPrefix: PREFIX,
    autoPipelining: true,
  },
  { library: 'ioredis 6', place: 'server', batching: 'group', protocol: 3, replyMapping: 'resp3' },
  { library: 'ioredis 5', place: 'cluster', batching: 'group', protocol: 2, keyPrefix: PREFIX },
  { library: 'ioredis 6', place: 'cluster', batching: 'off', protocol: 3, autoPipelining: true },
  { library: 'ioredis 6', place: 'cluster', batching: 'group', protocol: 2 },
];

/** Every set-up the store is tested with. */
export const SETUPS: readonly Setup[] = DRAFTS.map((draft) => ({
  name: nameOf(draft),
  place: draft.place,
  batching: draft.batching,
  makeClient: (servers) =>
    draft.library === 'ioredis 5' ? makeClient5(draft, servers) : makeClient6(draft, servers),
}));

/** Starts one server and a Cluster of three primaries. @throws GuardError with the install line where there is no server program. */
export async function startSetupServers(): Promise<SetupServers> {
  const [server, cluster] = await Promise.all([startRedisServer(), startRedisCluster()]);
  return {
    server,
    cluster,
    stop: async () => {
      await Promise.all([server.stop(), cluster.stop()]);
    },
  };
}

function nameOf({
  library,
  place,
  batching,
  protocol,
  keyPrefix,
  autoPipelining,
  replyMapping,
}: Draft): string {
  const parts = [
    place === 'cluster' ? `${library} Cluster` : library,
    `RESP${protocol}`,
    ...(replyMapping === undefined ? [] : ['own reply types']),
    ...(keyPrefix === undefined ? [] : ['keyPrefix']),
    ...(autoPipelining === undefined ? [] : ['autopipelining']),
    `batching ${batching}`,
  ];
  return parts.join(', ');
}

/** A client never sends a request twice by itself, as `doctor` asks for. */
const CAREFUL = { maxRetriesPerRequest: 0, autoResendUnfulfilledCommands: false };

/** Options of all clients; those of a Cluster stand at its top level. */
function sharedOptions({ keyPrefix, autoPipelining }: Draft): {
  readonly lazyConnect: true;
  readonly keyPrefix?: string;
  readonly enableAutoPipelining?: true;
} {
  return {
    lazyConnect: true,
    ...(keyPrefix === undefined ? {} : { keyPrefix }),
    ...(autoPipelining === undefined ? {} : { enableAutoPipelining: autoPipelining }),
  };
}

function makeClient5(draft: Draft, { server, cluster }: SetupServers): SetupClient {
  const shared = sharedOptions(draft);
  if (draft.place === 'server') return new Redis5(server.port, server.host, { ...shared, ...CAREFUL });
  return new Cluster5([...cluster.nodes], { ...shared, redisOptions: CAREFUL });
}

function makeClient6(draft: Draft, { server, cluster }: SetupServers): SetupClient {
  const shared = sharedOptions(draft);
  const { protocol, replyMapping } = draft;
  const wire = { protocol, ...(replyMapping === undefined ? {} : { replyMapping }) };
  if (draft.place === 'server')
    return new Redis6(server.port, server.host, { ...shared, ...CAREFUL, ...wire });
  return new Cluster6([...cluster.nodes], { ...shared, redisOptions: { ...CAREFUL, ...wire } });
}
