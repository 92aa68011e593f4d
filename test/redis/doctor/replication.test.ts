import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doctor } from '../../../src/stores/redis/doctor/doctor.js';
import { infoField } from '../../../src/testing/redis-info.js';
import { startReplicaPair, type ReplicaPair } from '../../../src/testing/redis-replica-pair.js';
import type { RedisServer } from '../../../src/testing/redis-server.js';
import { waitUntil } from '../../../src/testing/wait-until.js';
import { closeClients, findingOf, goodClient, idsOf, unknownOf } from './clients.js';

let pair: ReplicaPair;
const informed = { username: 'informed', password: 'x' };
beforeAll(async () => {
  pair = await startReplicaPair();
  for (const server of [pair.primary, pair.replica]) {
    await server.command('ACL', 'SETUSER', 'informed', 'on', 'nopass', '~*', '+@all', '-config');
  }
});
afterAll(async () => {
  closeClients();
  await pair.stop();
});

describe('a replica', () => {
  it('is a block that names the primary', async () => {
    const report = await doctor(goodClient(pair.replica.port, informed));
    const finding = findingOf(report, 'replication-not-primary');
    expect(finding).toMatchObject({ severity: 'block', node: `127.0.0.1:${pair.replica.port}` });
    expect(finding.found).toContain(String(pair.link.port));
    expect(idsOf(report).filter((id) => id.startsWith('rights'))).toEqual([]);
  });
});

describe.each([
  ['with CONFIG', {}],
  ['without CONFIG, told by INFO', informed],
])('a primary with a replica, %s', (_, login) => {
  it('and no min-replicas-to-write is a hold', async () => {
    await set(pair.primary, { 'min-replicas-to-write': '0', 'min-replicas-max-lag': '10' });
    const finding = findingOf(await doctor(goodClient(pair.primary.port, login)), 'replication-unguarded');
    expect(finding.severity).toBe('hold');
    expect(finding.fix).toContain('CONFIG SET min-replicas-to-write 1');
  });

  it('and a guard without a lag is as good as none', async () => {
    await set(pair.primary, { 'min-replicas-to-write': '1', 'min-replicas-max-lag': '0' });
    const report = await doctor(goodClient(pair.primary.port, login));
    expect(findingOf(report, 'replication-unguarded').severity).toBe('hold');
  });

  it('and a guard has nothing to hear about it', async () => {
    await set(pair.primary, { 'min-replicas-to-write': '1', 'min-replicas-max-lag': '10' });
    await goodReplicas(1);
    const report = await doctor(goodClient(pair.primary.port, login));
    expect(idsOf(report).filter((id) => id.startsWith('replication'))).toEqual([]);
  });

  it('and fewer replicas than the guard wants refuses writes', async () => {
    await set(pair.primary, { 'min-replicas-to-write': '2', 'min-replicas-max-lag': '10' });
    const report = await doctor(goodClient(pair.primary.port, login));
    if ('username' in login) {
      // How many are wanted is hidden; that one is there is not enough to say that writes are refused.
      expect(unknownOf(report)).toContain('min-replicas-to-write');
      expect(idsOf(report)).not.toContain('replication-guard-unmet');
    } else {
      expect(findingOf(report, 'replication-guard-unmet').severity).toBe('block');
    }
  });
});

describe('a primary', () => {
  it('whose replicas may be far behind is told by how much', async () => {
    await set(pair.primary, { 'min-replicas-to-write': '1', 'min-replicas-max-lag': '60' });
    const report = await doctor(goodClient(pair.primary.port));
    expect(findingOf(report, 'replication-guard-wide').found).toBe('min-replicas-max-lag 60');
  });

  it('without a replica hears that nobody takes over', async () => {
    await pair.promoteReplica();
    const report = await doctor(goodClient(pair.replica.port));
    expect(findingOf(report, 'replication-none').severity).toBe('info');
    expect(idsOf(report)).not.toContain('replication-unguarded');
  });

  it('that lost the replica its guard wants refuses writes, with or without CONFIG', async () => {
    await set(pair.primary, { 'min-replicas-to-write': '1', 'min-replicas-max-lag': '1' });
    await goodReplicas(0);
    for (const login of [{}, informed]) {
      const report = await doctor(goodClient(pair.primary.port, login));
      expect(findingOf(report, 'replication-guard-unmet').severity).toBe('block');
    }
  });
});

async function goodReplicas(count: number): Promise<void> {
  await waitUntil({ what: `${count} good replicas`, timeoutMs: 20_000, everyMs: 100 }, async () =>
    infoField(await pair.primary.command('INFO', 'replication'), 'min_slaves_good_slaves') === String(count)
      ? true
      : undefined,
  );
}

async function set(server: RedisServer, settings: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(settings)) {
    expect(await server.command('CONFIG', 'SET', name, value)).toBe('OK');
  }
}
