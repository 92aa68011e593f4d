import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RedisClient } from '../../../src/stores/redis/client.js';
import { doctor } from '../../../src/stores/redis/doctor/doctor.js';
import { startRedisServer, type RedisServer } from '../../../src/testing/redis-server.js';
import { closeClients, findingOf, goodClient, idsOf } from './clients.js';

let server: RedisServer;
beforeAll(async () => {
  server = await startRedisServer();
});
afterAll(async () => {
  closeClients();
  await server.stop();
});

/**
 * The real server under another name: other versions and vendors cannot be installed here, so their INFO is what they are
 * known to answer, and everything else is asked of the real one.
 */
async function examinedAs(
  lines: readonly string[],
  luaFix: 'present' | 'absent' | 'refused' = 'present',
): ReturnType<typeof doctor> {
  const client = goodClient(server.port);
  const names = lines.map((line) => line.slice(0, line.indexOf(':') + 1));
  const told: RedisClient & { readonly options: unknown; readonly status: string } = {
    options: client.options,
    get status() {
      return client.status;
    },
    call: async (command, ...args) => {
      if (luaFix !== 'present' && command === 'EVAL' && String(args[0]).includes('getmetatable')) {
        if (luaFix === 'refused')
          throw new Error('NOPERM this user has no permissions to run the eval command');
        return luaFix;
      }
      const reply = await client.call(command, ...args);
      if (command !== 'INFO' || typeof reply !== 'string') return reply;
      const kept = reply.split('\r\n').filter((line) => !names.some((name) => line.startsWith(name)));
      return [...lines, ...kept].join('\r\n');
    },
  };
  return doctor(told);
}

describe('the version of the server', () => {
  it('of this machine is mended by its vendor, which is seen on the server', async () => {
    const report = await examinedAs([]);
    const finding = findingOf(report, 'server-lua-vendor-fixes');
    expect(finding.severity).toBe('info');
    expect(finding.fix).toContain('changelog');
    expect(idsOf(report)).not.toContain('server-lua-holes');
  });

  it.each(['6.2.20', '6.0.16', '5.0.14'])('%s is too old', async (version) => {
    const report = await examinedAs([`redis_version:${version}`]);
    expect(findingOf(report, 'server-too-old').severity).toBe('block');
  });

  it('7.0.15 without the fixes of October 2025 is a hold that says what was seen', async () => {
    const finding = findingOf(await examinedAs([], 'absent'), 'server-lua-holes');
    expect(finding.severity).toBe('hold');
    expect(finding.found).toContain('seen on the server');
    expect(finding.why).toContain('CVE-2025-49844');
    expect(finding.fix).toContain('No release of line 7.0 closes all of them');
  });

  it('7.2.10 that cannot be asked is a hold, names the release, and says that vendors mend', async () => {
    const finding = findingOf(await examinedAs(['redis_version:7.2.10'], 'refused'), 'server-lua-holes');
    expect(finding.severity).toBe('hold');
    expect(finding.fix).toContain('Upgrade to 7.2.14 or newer');
    expect(finding.fix).toContain('Vendors mend old versions');
    expect(finding.why).not.toContain('CVE-2024-46981');
  });

  it('7.4.8 with the great holes closed is only worth knowing', async () => {
    const finding = findingOf(await examinedAs(['redis_version:7.4.8']), 'server-lua-holes');
    expect(finding.severity).toBe('warn');
    expect(finding.why).toContain('CVE-2026-23631');
    expect(finding.why).not.toContain('CVE-2025-67733');
    expect(finding.fix).toContain('Upgrade to 7.4.9');
  });

  it.each([
    ['redis_version:7.2.16'],
    ['redis_version:7.4.11'],
    ['redis_version:8.2.9'],
    ['redis_version:8.6.6'],
    ['redis_version:8.10.1'],
    ['valkey_version:8.1.10'],
    ['valkey_version:9.1.1'],
  ])('%s has no known hole', async (line) => {
    const report = await examinedAs([line], 'refused');
    expect(idsOf(report).filter((id) => id.startsWith('server-'))).toEqual([]);
    expect(report.checked.join()).toContain('known holes in its Lua');
  });
});

describe('the kind of the server', () => {
  it('is Valkey by its own version, not by the Redis version it answers to', async () => {
    const report = await examinedAs(
      ['redis_version:7.2.4', 'server_name:valkey', 'valkey_version:8.1.3'],
      'refused',
    );
    expect(report.checked.join()).toContain('server Valkey 8.1.3');
    expect(findingOf(report, 'server-lua-holes').fix).toContain('Upgrade to 8.1.7');
    expect(idsOf(report)).not.toContain('server-unsupported');
  });

  it.each([
    ['Dragonfly', ['redis_version:7.4.0', 'dragonfly_version:df-v1.40.1']],
    ['Apache Kvrocks', ['redis_version:7.0.0', 'kvrocks_version:2.17.0']],
    ['Garnet', ['redis_version:7.2.5', 'garnet_version:1.1.9']],
    ['Upstash', ['redis_version:7.0.0', 'upstash_version:1.10.5']],
    ['Redict', ['redis_version:7.2.4', 'redict_version:7.3.0']],
  ])('is %s by its own field, and untested', async (name, lines) => {
    const report = await examinedAs(lines);
    const finding = findingOf(report, 'server-unsupported');
    expect(finding.severity).toBe('hold');
    expect(finding.found).toContain(name);
    expect(idsOf(report).filter((id) => id.startsWith('server-lua'))).toEqual([]);
  });

  it('is KeyDB by its program, and too old', async () => {
    const report = await examinedAs(['redis_version:6.3.4', 'executable:/usr/local/bin/keydb-server']);
    expect(idsOf(report)).toEqual(expect.arrayContaining(['server-unsupported', 'server-too-old']));
  });

  it('is a managed one by its system, whose settings are changed elsewhere', async () => {
    const finding = findingOf(await examinedAs(['os:Amazon ElastiCache']), 'server-managed');
    expect(finding.severity).toBe('info');
    expect(finding.fix).toContain('parameter group');
  });

  it('is not known without a version, and says so', async () => {
    const report = await examinedAs(['redis_version:proxy\u001b[31m']);
    expect(report.unknown.map((one) => one.what)).toContain('known holes in its Lua');
    expect(JSON.stringify(report)).not.toContain('\\u001b');
  });
});

describe('the clock of the server', () => {
  it.each([
    [-5000, 'ahead of'],
    [5000, 'behind'],
  ])('%d ms off ours is said, and breaks nothing', async (offMs, word) => {
    const report = await doctor(goodClient(server.port), { now: () => Date.now() + offMs });
    const finding = findingOf(report, 'clock-apart-from-client');
    expect(finding.severity).toBe('info');
    expect(finding.found).toContain(word);
  });

  it('within a second of ours is not worth a word', async () => {
    const report = await doctor(goodClient(server.port), { now: () => Date.now() + 800 });
    expect(idsOf(report).filter((id) => id.startsWith('clock'))).toEqual([]);
  });
});
