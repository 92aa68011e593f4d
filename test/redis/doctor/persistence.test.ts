import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doctor } from '../../../src/stores/redis/doctor/doctor.js';
import { startRedisServer, type RedisServer } from '../../../src/testing/redis-server.js';
import { waitUntil } from '../../../src/testing/wait-until.js';
import { closeClients, findingOf, goodClient, idsOf, unknownOf } from './clients.js';

let server: RedisServer;
const informed = { username: 'informed', password: 'x' };
beforeAll(async () => {
  server = await startRedisServer();
  await server.command('ACL', 'SETUSER', 'informed', 'on', 'nopass', '~*', '+@all', '-config');
});
beforeEach(() => set({ appendonly: 'no', save: '', appendfsync: 'everysec' }));
afterAll(async () => {
  closeClients();
  await server.stop();
});

describe('persistence', () => {
  it('off altogether is a hold', async () => {
    const finding = findingOf(await doctor(goodClient(server.port)), 'persistence-off');
    expect(finding.severity).toBe('hold');
    expect(finding.fix).toContain('CONFIG SET appendonly yes');
  });

  it('by snapshots alone names when they are taken', async () => {
    await set({ save: '3600 1 300 100' });
    const finding = findingOf(await doctor(goodClient(server.port)), 'persistence-snapshot-only');
    expect(finding.severity).toBe('warn');
    expect(finding.found).toContain('3600 1 300 100');
  });

  it.each([
    ['no', 'persistence-fsync-no', 'warn'],
    ['everysec', 'persistence-fsync-everysec', 'info'],
  ])('by AOF with appendfsync %s is %s', async (appendfsync, id, severity) => {
    await set({ appendonly: 'yes', appendfsync });
    const report = await doctor(goodClient(server.port));
    expect(findingOf(report, id).severity).toBe(severity);
    expect(idsOf(report)).not.toContain('persistence-off');
  });

  it('by AOF with appendfsync always has nothing to say', async () => {
    await set({ appendonly: 'yes', appendfsync: 'always' });
    expect(idsOf(await doctor(goodClient(server.port))).filter((id) => id.startsWith('persistence'))).toEqual(
      [],
    );
  });

  it.each([
    ['3600 1', 'block', 'MISCONF'],
    ['', 'hold', 'cannot write'],
  ])('that fails with save "%s" is a %s', async (save, severity, why) => {
    // A folder under the name of the dump file: the rename at the end of every snapshot fails, for root as well.
    rmSync(join(server.folder, 'dump.rdb'), { force: true });
    mkdirSync(join(server.folder, 'dump.rdb', 'inside'), { recursive: true });
    await set({ save });
    await snapshot('err');
    const finding = findingOf(await doctor(goodClient(server.port)), 'persistence-failing');
    expect(finding).toMatchObject({ severity, found: 'rdb_last_bgsave_status err' });
    expect(finding.why).toContain(why);
    rmSync(join(server.folder, 'dump.rdb'), { recursive: true });
    await snapshot('ok');
  });
});

describe('persistence without CONFIG', () => {
  it('says AOF from INFO, and appendfsync as unknown', async () => {
    await set({ appendonly: 'yes', appendfsync: 'no' });
    const report = await doctor(goodClient(server.port, informed));
    expect(unknownOf(report)).toContain('appendfsync');
    expect(idsOf(report).filter((id) => id.startsWith('persistence-fsync'))).toEqual([]);
  });

  it('says that AOF is off, and the times of snapshots as unknown', async () => {
    const report = await doctor(goodClient(server.port, informed));
    expect(findingOf(report, 'persistence-snapshot-only').found).toContain('not known');
    expect(unknownOf(report)).toContain('save');
    expect(idsOf(report)).not.toContain('persistence-off');
  });
});

describe('the time limit of scripts', () => {
  it.each([
    ['0', 'answers nothing'],
    ['20', 'BUSY'],
  ])('of %s ms is worth knowing', async (threshold, why) => {
    await set({ 'busy-reply-threshold': threshold });
    const finding = findingOf(await doctor(goodClient(server.port)), 'script-time-limit');
    await set({ 'busy-reply-threshold': '5000' });
    expect(finding.why).toContain(why);
    expect(finding.fix).toContain('CONFIG SET busy-reply-threshold 5000');
  });

  it('is unknown without CONFIG', async () => {
    expect(unknownOf(await doctor(goodClient(server.port, informed)))).toContain('busy-reply-threshold');
  });
});

async function set(settings: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(settings)) {
    expect(await server.command('CONFIG', 'SET', name, value)).toBe('OK');
  }
}

async function snapshot(status: 'ok' | 'err'): Promise<void> {
  await server.command('BGSAVE');
  await waitUntil({ what: `a snapshot ends with ${status}`, timeoutMs: 5000, everyMs: 20 }, async () => {
    const info = await server.command('INFO', 'persistence');
    const ended = typeof info === 'string' && info.includes(`rdb_last_bgsave_status:${status}`);
    return ended && info.includes('rdb_bgsave_in_progress:0') ? true : undefined;
  });
}
