import { startFaultProxy, type FaultProxy } from './fault-proxy.js';
import type { ClusterNode, RedisCluster } from './redis-cluster.js';
import { stopAll } from './stop-all.js';
import { testServerFailure } from './test-server-failure.js';

/** One proxy in front of each node of a Cluster. */
export interface ClusterProxies {
  /** Proxies in the order of the Cluster's nodes. */
  readonly proxies: readonly FaultProxy[];
  /** Addresses of the proxies: what a client is given to start with. */
  readonly nodes: readonly ClusterNode[];
  /**
   * From a node's own `host:port` to its proxy, as ioredis takes it in its option of this name: what the Cluster tells about slots,
   * MOVED and ASK then leads to the proxies too.
   */
  readonly natMap: Readonly<Record<string, ClusterNode>>;
  /** The proxy of this node. @throws GuardError for a node of another Cluster. */
  proxyOf(node: ClusterNode): FaultProxy;
  /** Stops the proxies; the Cluster stays. */
  stop(): Promise<void>;
}

/**
 * Puts a proxy in front of each node.
 *
 * @example
 * const proxies = await startClusterProxies(cluster);
 * const client = new Cluster([...proxies.nodes], { natMap: { ...proxies.natMap } });
 * proxies.proxyOf(await cluster.ownerOf('key')).stall();
 */
export async function startClusterProxies(cluster: Pick<RedisCluster, 'nodes'>): Promise<ClusterProxies> {
  const byNode = new Map<string, FaultProxy>();
  try {
    for (const node of cluster.nodes) byNode.set(nameOf(node), await startFaultProxy({ target: node }));
  } catch (error) {
    await stopAll([...byNode.values()]);
    throw error;
  }
  const proxies = [...byNode.values()];
  const addresses = [...byNode].map(([name, { host, port }]) => [name, { host, port }] as const);
  return {
    proxies,
    nodes: addresses.map(([, address]) => address),
    natMap: Object.fromEntries(addresses),
    proxyOf: (node) => {
      const proxy = byNode.get(nameOf(node));
      if (proxy === undefined) throw testServerFailure(`there is no proxy for ${nameOf(node)}`);
      return proxy;
    },
    stop: () => stopAll(proxies),
  };
}

function nameOf(node: ClusterNode): string {
  return `${node.host}:${node.port}`;
}
