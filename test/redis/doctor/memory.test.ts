import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doctor } from '../../../src/stores/redis/doctor/doctor.js';
import { infoField } from '../../../src/testing/redis-info.js';
import { startRedisServer, type RedisServer } from '../../../src/testing/redis-server.js';
import { closeClients, findingOf, goodClient, idsOf, unknownOf } from './clients.js';

let server: RedisServer;
beforeAll(async () => {
  server = await startRedisServer();
  // A user who may see neither CONFIG nor INFO, and one who may see INFO: what many managed services allow.
  await server.command('ACL', 'SETUSER', 'blind', 'on', 'nopass', '~*', '+@all', '-config', '-info');
  await server.command('ACL', 'SETUSER', 'informed', 'on', 'nopass', '~*', '+@all', '-config');
});
afterAll(async () => {
  closeClients();
  await server.stop();
});

const as = (username: string): { readonly username: string; readonly password: string } => ({
  username,
  password: 'x',
});

describe.each([
  ['with CONFIG', {}],
  ['without CONFIG, told by INFO', as('informed')],
])('eviction, %s', (_, login) => {
  it.each([
    ['allkeys-lru', '100mb', 'eviction-takes-counters', 'block'],
    ['allkeys-random', '100mb', 'eviction-takes-counters', 'block'],
    ['volatile-lru', '100mb', 'eviction-volatile', 'warn'],
    ['allkeys-lru', '0', 'eviction-dormant', 'warn'],
  ])('%s with maxmemory %s is %s', async (policy, maxmemory, id, severity) => {
    await set({ 'maxmemory-policy': policy, maxmemory });
    const finding = findingOf(await doctor(goodClient(server.port, login)), id);
    expect(finding.severity).toBe(severity);
    expect(finding.found).toContain(policy);
    expect(finding.fix).toContain('CONFIG SET maxmemory-policy noeviction');
    expect(finding.node).toBe(`127.0.0.1:${server.port}`);
  });

  it('noeviction with maxmemory 0 says that the host is the limit', async () => {
    await set({ 'maxmemory-policy': 'noeviction', maxmemory: '0' });
    const report = await doctor(goodClient(server.port, login));
    expect(idsOf(report)).toContain('memory-unbounded');
    expect(idsOf(report).filter((id) => id.startsWith('eviction-'))).toEqual([]);
  });

  it('memory that is nearly full is said before it is full', async () => {
    const used = Number(infoField(await server.command('INFO', 'memory'), 'used_memory'));
    await set({ 'maxmemory-policy': 'noeviction', maxmemory: String(Math.round(used * 1.1)) });
    const report = await doctor(goodClient(server.port, login));
    expect(findingOf(report, 'memory-nearly-full').severity).toBe('warn');
  });
});

describe('eviction without CONFIG and without INFO', () => {
  it('is unknown, which is not fine', async () => {
    await set({ 'maxmemory-policy': 'allkeys-lru', maxmemory: '100mb' });
    const report = await doctor(goodClient(server.port, as('blind')));
    expect(idsOf(report)).not.toContain('eviction-takes-counters');
    expect(unknownOf(report)).toEqual(
      expect.arrayContaining(['maxmemory-policy', 'appendonly', 'role', 'server version']),
    );
    const unknown = report.unknown.find((one) => one.what === 'maxmemory-policy');
    expect(unknown?.why).toContain('NOPERM');
    expect(unknown?.how).toContain('CONFIG GET maxmemory*');
    expect(report.checked.join()).not.toContain('maxmemory-policy');
  });
});

async function set(settings: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(settings)) {
    expect(await server.command('CONFIG', 'SET', name, value)).toBe('OK');
  }
}
