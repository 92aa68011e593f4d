import { Cluster } from 'ioredis';
import { Cluster as Cluster5 } from 'ioredis5';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startClusterProxies, type ClusterProxies } from '../../../src/testing/cluster-proxies.js';
import { startRedisCluster, type RedisCluster } from '../../../src/testing/redis-cluster.js';

const KEYS = Array.from({ length: 12 }, (_, index) => `key-${index}`);

describe('startRedisCluster', () => {
  let cluster: RedisCluster;
  let proxies: ClusterProxies;

  beforeAll(async () => {
    cluster = await startRedisCluster();
    proxies = await startClusterProxies(cluster);
  });

  afterAll(async () => {
    await proxies.stop();
    await cluster.stop();
  });

  it('has three nodes that all call the Cluster ok, with ports that leave room for the bus', async () => {
    expect(cluster.nodes).toHaveLength(3);
    for (const server of cluster.primaries) {
      expect(server.port).toBeLessThan(55_536);
      expect(await server.command('CLUSTER', 'INFO')).toContain('cluster_state:ok');
    }
  });

  it('does not call a node down that a busy machine lets wait', async () => {
    for (const server of cluster.primaries) {
      const timeout = await server.command('CONFIG', 'GET', 'cluster-node-timeout');
      expect(timeout).toEqual(['cluster-node-timeout', '15000']);
    }
  });

  it('answers MOVED with the address of the owner everywhere but at the owner', async () => {
    const owner = await cluster.ownerOf('key-0');
    for (const server of cluster.primaries) {
      const reply = await server.command('SET', 'key-0', 'x');
      if (server === owner) expect(reply).toBe('OK');
      else
        expect(reply).toMatchObject({
          code: 'MOVED',
          message: expect.stringMatching(`127.0.0.1:${owner.port}$`) as string,
        });
    }
    const owners = await Promise.all(KEYS.map((key) => cluster.ownerOf(key)));
    expect(new Set(owners).size).toBe(3);
  });

  it.each([
    ['ioredis 6', Cluster],
    ['ioredis 5', Cluster5],
  ])('leads a client of %s through the proxies alone', async (_name, Client) => {
    const before = proxies.proxies.map((proxy) => proxy.counts().requests);
    const client = new Client([...proxies.nodes], { natMap: { ...proxies.natMap } });
    try {
      for (const key of KEYS) expect(await client.set(key, 'x')).toBe('OK');
    } finally {
      client.disconnect();
    }
    const passed = proxies.proxies.map((proxy, index) => proxy.counts().requests - (before[index] ?? 0));
    expect(Math.min(...passed)).toBeGreaterThan(0);
    expect(passed.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(KEYS.length);
  });

  it('shows that a Cluster client with its defaults runs a decrement twice when the reply is lost', async () => {
    const owner = await cluster.ownerOf('stock');
    await owner.command('SET', 'stock', 100);
    const client = new Cluster([...proxies.nodes], { natMap: { ...proxies.natMap } });
    try {
      expect(await client.get('stock')).toBe('100');
      const cut = proxies.proxyOf(owner).cutAfterExecution('DECR');
      expect(await client.decr('stock')).toBe(98);
      expect(await cut.done).toMatchObject({ reply: 99 });
    } finally {
      client.disconnect();
    }
  });

  it('refuses a number of nodes it cannot start', async () => {
    await expect(startRedisCluster({ primaries: 2 })).rejects.toThrow(
      'primaries has to be a whole number from 3 to 8',
    );
    await expect(startRedisCluster({ replicasEach: -1 })).rejects.toThrow('replicasEach');
    expect(() => proxies.proxyOf({ host: '127.0.0.1', port: 1 })).toThrow('no proxy');
  });
});

describe('startRedisCluster with replicas', () => {
  it('has a replica take over the slots of its primary', async () => {
    const cluster = await startRedisCluster({ replicasEach: 1 });
    try {
      expect(cluster.nodes).toHaveLength(6);
      const owner = await cluster.ownerOf('stock');
      const replica = cluster.replicas[cluster.primaries.indexOf(owner)];
      const connection = await owner.connect();
      await connection.call('SET', 'stock', 7);
      expect(await connection.call('WAIT', 1, 4000)).toBe(1);
      connection.close();
      await owner.kill();
      expect(await replica?.command('CLUSTER', 'FAILOVER', 'TAKEOVER')).toBe('OK');
      expect(await cluster.ownerOf('stock')).toBe(replica);
      expect(await replica?.command('GET', 'stock')).toBe('7');
    } finally {
      await cluster.stop();
    }
  });
});
