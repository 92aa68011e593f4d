import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RedisClient } from '../../../src/stores/redis/client.js';
import { doctor } from '../../../src/stores/redis/doctor/doctor.js';
import { startRedisCluster, type RedisCluster } from '../../../src/testing/redis-cluster.js';
import { infoField } from '../../../src/testing/redis-info.js';
import { waitUntil } from '../../../src/testing/wait-until.js';
import {
  type ClientOptions,
  closeClients,
  CLUSTER_CLIENTS,
  findingOf,
  GOOD_CLUSTER,
  goodClient,
  idsOf,
  unknownOf,
} from './clients.js';

let cluster: RedisCluster;
beforeAll(async () => {
  cluster = await startRedisCluster({
    config: {
      maxmemory: '100mb',
      'maxmemory-policy': 'noeviction',
      appendonly: 'yes',
      'cluster-require-full-coverage': 'no',
    },
  });
  for (const server of cluster.primaries) {
    await server.command('ACL', 'SETUSER', 'informed', 'on', 'nopass', '~*', '+@all', '-config');
  }
});
afterEach(() => closeClients());
afterAll(() => cluster.stop());

describe.each(CLUSTER_CLIENTS)('a Cluster client of %s', (_, connect) => {
  const good = (options: ClientOptions = {}, connection: ClientOptions = {}): RedisClient =>
    connect(portOf(0), {
      ...GOOD_CLUSTER,
      ...options,
      redisOptions: { ...GOOD_CLUSTER.redisOptions, ...connection },
    });

  it('and a cluster as recommended have no finding above info, and every primary is read', async () => {
    const report = await doctor(good());
    expect(report.findings.filter((finding) => finding.severity !== 'info')).toEqual([]);
    expect(report.unknown).toEqual([]);
    for (const { port } of cluster.primaries) {
      expect(report.checked).toContain(`maxmemory-policy (127.0.0.1:${port})`);
    }
  });

  it.each([[{ lazyConnect: true }], [{ lazyConnect: true, enableOfflineQueue: true }]])(
    'with %o is connected by the first question',
    async (options) => {
      const report = await doctor(good(options));
      expect(report.unknown).toEqual([]);
      expect(idsOf(report)).not.toContain('server-no-answer');
    },
  );

  it.each([
    ['{}:', /CROSSSLOT/],
    ['shop:', undefined],
  ])('with the prefix %s has scripts refused: %s', async (keyPrefix, refusal) => {
    const client = connect(portOf(0), { keyPrefix });
    const call = client.call('EVAL', 'return 1', 2, 'saleguard:v3:{sale}:meta', 'saleguard:v3:{sale}:stock');
    if (refusal === undefined) expect(await call).toBe(1);
    else await expect(call).rejects.toThrow(refusal);
  });

  it('of defaults is told that it resends whatever its connections do', async () => {
    const finding = findingOf(await doctor(connect(portOf(0))), 'client-resends');
    expect(finding.found).toBe('autoResendUnfulfilledCommands true, retryDelayOnFailover 100');
    expect(finding.fix).toContain('retryDelayOnFailover: 0');
  });

  it.each([
    [{ retryDelayOnFailover: 100 }, {}, 'client-resends', 'warn'],
    [{ enableOfflineQueue: true }, {}, 'client-offline-queue', 'warn'],
    [{ scaleReads: 'slave' }, {}, 'client-asks-replica', 'hold'],
    [{ scaleReads: 'all' }, {}, 'client-asks-replica', 'hold'],
    [{ maxRedirections: 1 }, {}, 'client-few-redirections', 'warn'],
    [{ clusterRetryStrategy: null }, {}, 'client-gives-up', 'hold'],
    [{ keyPrefix: '{}:' }, {}, 'client-prefix-breaks-slot', 'block'],
    [{ keyPrefix: '{shop}:' }, {}, 'client-prefix-one-slot', 'hold'],
    [{}, { keyPrefix: '{shop}:' }, 'client-prefix-one-slot', 'hold'],
    [{}, { autoResendUnfulfilledCommands: true }, 'client-resends', 'warn'],
    [{}, { maxRetriesPerRequest: null }, 'client-waits-forever', 'hold'],
    [{}, { socketTimeout: undefined }, 'client-half-open', 'warn'],
    [{}, { db: 2 }, 'client-database-in-cluster', 'warn'],
  ])('with %o and redisOptions %o has %s and no other', async (options, connection, id, severity) => {
    const report = await doctor(good(options, connection));
    expect(idsOf(report).filter((one) => one.startsWith('client'))).toEqual([id]);
    expect(findingOf(report, id).severity).toBe(severity);
  });

  it('hears of one primary that evicts, by its address', async () => {
    const odd = cluster.primaries[1];
    await odd?.command('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru');
    const report = await doctor(good());
    await odd?.command('CONFIG', 'SET', 'maxmemory-policy', 'noeviction');
    const evicting = report.findings.filter((finding) => finding.id === 'eviction-takes-counters');
    expect(evicting.map((finding) => finding.node)).toEqual([`127.0.0.1:${odd?.port ?? 0}`]);
  });

  it('hears that one lost primary would stop every sale', async () => {
    await everywhere('CONFIG', 'SET', 'cluster-require-full-coverage', 'yes');
    const report = await doctor(good());
    await everywhere('CONFIG', 'SET', 'cluster-require-full-coverage', 'no');
    expect(findingOf(report, 'cluster-one-loss-stops-all').severity).toBe('info');
  });

  it('without CONFIG says what is unknown for each primary', async () => {
    const report = await doctor(good({}, { username: 'informed', password: 'x' }));
    expect(unknownOf(report).filter((what) => what === 'cluster-require-full-coverage')).toHaveLength(3);
    expect(idsOf(report).filter((id) => id.startsWith('rights'))).toEqual([]);
  });

  it('hears of slots nobody serves, while the cluster still stands', async () => {
    await everywhere('CLUSTER', 'DELSLOTS', 0);
    const report = await doctor(good());
    await cluster.primaries[0]?.command('CLUSTER', 'ADDSLOTS', 0);
    expect(findingOf(report, 'cluster-slots-missing').severity).toBe('block');
    expect(idsOf(report)).not.toContain('cluster-down');
    await settled('ok');
  });

  it.each([
    ['as recommended', {}],
    ['that queues', { enableOfflineQueue: true }],
  ])('hears of a cluster that is down, and settles, %s', async (_name, options) => {
    const old = good(options);
    await doctor(old);
    await everywhere('CONFIG', 'SET', 'cluster-require-full-coverage', 'yes');
    await everywhere('CLUSTER', 'DELSLOTS', 0);
    await settled('fail');
    const reports = [
      await doctor(old, { deadlineMs: 4000 }),
      await doctor(good(options), { deadlineMs: 4000 }),
    ];
    await cluster.primaries[0]?.command('CLUSTER', 'ADDSLOTS', 0);
    await everywhere('CONFIG', 'SET', 'cluster-require-full-coverage', 'no');
    await settled('ok');
    for (const report of reports) {
      expect(findingOf(report, 'cluster-down').severity).toBe('block');
      expect(findingOf(report, 'cluster-slots-missing').found).toContain('16383 of 16384');
    }
  });

  it('hears of one frozen primary by its address, and of the others all the same', async () => {
    const frozen = cluster.primaries[2];
    const client = good();
    await doctor(client);
    await frozen?.pause();
    const report = await doctor(client, { deadlineMs: 600 });
    frozen?.resume();
    expect(findingOf(report, 'server-no-answer').node).toBe(`127.0.0.1:${frozen?.port ?? 0}`);
    expect(report.checked).toContain(`maxmemory-policy (127.0.0.1:${portOf(0)})`);
    await settled('ok');
  });

  it('hears of clocks of primaries that are apart, and which is ahead', async () => {
    const client = good();
    await doctor(client);
    const report = await doctor(withClockAhead(client, portOf(1), 90));
    const finding = findingOf(report, 'clock-primaries-apart');
    expect(finding.severity).toBe('warn');
    expect(finding.found).toMatch(new RegExp(`^127\\.0\\.0\\.1:${portOf(1)} is (89|90)\\d{3} ms ahead of`));
  });
});

describe('a client of a single server', () => {
  it('on a node of a Cluster is a block', async () => {
    const report = await doctor(goodClient(portOf(0)));
    expect(findingOf(report, 'client-not-cluster').severity).toBe('block');
  });
});

/** The real cluster, but the clock of one primary is ahead: the clock of a process cannot be set here. */
function withClockAhead(client: RedisClient, port: number, aheadSeconds: number): RedisClient {
  const nodesOf = (client as RedisClient & { nodes(role: string): RedisClient[] }).nodes.bind(client);
  const nodes = (role: string): readonly unknown[] =>
    nodesOf(role).map((node) => ({
      options: 'options' in node ? node.options : undefined,
      call: async (command: string, ...args: (string | number)[]): Promise<unknown> => {
        const reply = await node.call(command, ...args);
        const isOdd = JSON.stringify('options' in node ? node.options : {}).includes(`"port":${port}`);
        if (command !== 'TIME' || !isOdd || !Array.isArray(reply)) return reply;
        return [String(Number(reply[0]) + aheadSeconds), reply[1]];
      },
    }));
  return Object.assign(Object.create(client) as RedisClient, { nodes });
}

function portOf(index: number): number {
  return cluster.primaries[index]?.port ?? 0;
}

async function everywhere(...words: readonly [string, ...(string | number)[]]): Promise<void> {
  for (const server of cluster.primaries) await server.command(...words);
}

async function settled(state: 'ok' | 'fail'): Promise<void> {
  for (const server of cluster.primaries) {
    await waitUntil({ what: `cluster_state ${state}`, timeoutMs: 20_000, everyMs: 50 }, async () => {
      const info = await server.command('CLUSTER', 'INFO');
      const slots = infoField(info, 'cluster_slots_assigned');
      const there = state === 'fail' || slots === '16384';
      return infoField(info, 'cluster_state') === state && there ? true : undefined;
    });
  }
}
