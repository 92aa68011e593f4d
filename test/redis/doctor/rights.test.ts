import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCRIPT_COMMANDS, SENT_COMMANDS } from '../../../src/stores/redis/commands.js';
import { doctor } from '../../../src/stores/redis/doctor/doctor.js';
import { startRedisServer, type RedisServer } from '../../../src/testing/redis-server.js';
import { CLIENTS, closeClients, findingOf, GOOD_CLIENT, goodClient, idsOf, unknownOf } from './clients.js';

const NEEDED = [...SENT_COMMANDS, ...SCRIPT_COMMANDS].map((name) => `+${name.toLowerCase()}`);
const CONNECTING = ['+hello', '+client', '+ping'];

let server: RedisServer;
beforeAll(async () => {
  server = await startRedisServer();
});
afterAll(async () => {
  closeClients();
  await server.stop();
});

describe.each(CLIENTS)('rights of a user of %s', (_, connect) => {
  it('who may do just what the scripts do are enough', async () => {
    const report = await doctor(connect(server.port, await user('exact', ['~saleguard:v3:*', ...NEEDED])));
    expect(idsOf(report).filter((id) => id.startsWith('rights'))).toEqual([]);
    expect(report.checked).toContain('rights of the user');
  });

  it('without EVALSHA block', async () => {
    const login = await user('nosha', ['~*', ...NEEDED, '-evalsha']);
    const finding = findingOf(await doctor(connect(server.port, login)), 'rights-no-scripts');
    expect(finding).toMatchObject({ severity: 'block', found: 'user nosha may not run EVALSHA' });
    expect(finding.fix).toContain('ACL SETUSER nosha ~saleguard:v3:* +evalsha +eval');
  });

  it('without EVAL and EVALSHA block, with the whole line to set', async () => {
    const login = await user('noscript', ['~*', ...NEEDED, '-eval', '-evalsha']);
    const finding = findingOf(await doctor(connect(server.port, login)), 'rights-no-scripts');
    expect(finding.found).toBe('user noscript may not run EVALSHA, EVAL');
    for (const right of NEEDED) expect(finding.fix).toContain(right);
  });

  it.each(SCRIPT_COMMANDS)('without %s block, naming it alone', async (name) => {
    const login = await user('short', ['~*', ...NEEDED, `-${name.toLowerCase()}`]);
    const finding = findingOf(await doctor(connect(server.port, login)), 'rights-no-commands');
    expect(finding.found).toBe(`user short may not run ${name}`);
    expect(finding.fix).toBe(`ACL SETUSER short +${name.toLowerCase()}`);
  });

  it.each([['~other:*'], ['%R~saleguard:*'], ['%W~saleguard:*']])(
    'whose keys are %s alone block',
    async (pattern) => {
      const finding = findingOf(
        await doctor(connect(server.port, await user('elsewhere', [pattern, ...NEEDED]))),
        'rights-no-keys',
      );
      expect(finding.severity).toBe('block');
      expect(finding.fix).toBe('ACL SETUSER elsewhere ~saleguard:v3:*');
    },
  );

  it('are asked about with the prefixes of the stock and of the client', async () => {
    const login = await user('prefixed', ['~shop:eu:v3:*', ...NEEDED]);
    const client = connect(server.port, { ...login, keyPrefix: 'shop:' });
    expect(idsOf(await doctor(client, { prefix: 'eu' }))).not.toContain('rights-no-keys');
    const finding = findingOf(await doctor(client), 'rights-no-keys');
    expect(finding.fix).toContain('~shop:saleguard:v3:*');
  });
});

describe('rights', () => {
  it('are made whole by the lines of the findings, one after the other', async () => {
    const client = goodClient(server.port, await user('mended', ['~nothing']));
    for (const id of ['rights-no-scripts', 'rights-no-keys', 'rights-no-commands']) {
      const finding = (await doctor(client)).findings.find((one) => one.id === id);
      // The user may not even ask for their own name; the client's options tell it.
      const words = finding?.fix.split(' ') ?? [];
      if (words.length > 0) expect(await server.command(...(words as [string]))).toBe('OK');
    }
    expect(idsOf(await doctor(client)).filter((id) => id.startsWith('rights'))).toEqual([]);
  });

  it('leave no trace: nothing is written', async () => {
    await doctor(goodClient(server.port));
    expect(await server.command('DBSIZE')).toBe(0);
  });

  it('of a command renamed away are missing rights', async () => {
    const renamed = await startRedisServer({ config: { 'rename-command': ['EVALSHA ""', 'HMGET hmget-2'] } });
    try {
      const report = await doctor(goodClient(renamed.port));
      expect(findingOf(report, 'rights-no-scripts').found).toBe('user default may not run EVALSHA');
      expect(findingOf(report, 'rights-no-commands').found).toBe('user default may not run HMGET');
    } finally {
      await renamed.stop();
    }
  });

  it('to CONFIG taken by rename-command leave settings unknown, in the words of the server', async () => {
    const renamed = await startRedisServer({ config: { 'rename-command': 'CONFIG ""', appendonly: 'yes' } });
    try {
      const report = await doctor(goodClient(renamed.port));
      expect(unknownOf(report)).toEqual(['appendfsync', 'busy-reply-threshold']);
      expect(report.unknown[0]?.why).toContain('unknown command');
    } finally {
      await renamed.stop();
    }
  });

  it.each([
    ['no password', {}, 'NOAUTH'],
    ['a wrong password', { password: 'wrong' }, 'WRONGPASS'],
  ])('with %s are no login', async (_, login, word) => {
    const locked = await startRedisServer({ config: { requirepass: 'secret-word' } });
    try {
      const report = await doctor(goodClient(locked.port, login), { deadlineMs: 2000 });
      expect(findingOf(report, 'rights-no-login').found).toContain(word);
      expect(JSON.stringify(report)).not.toContain('secret-word');
    } finally {
      await locked.stop();
    }
  });
});

async function user(name: string, rights: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  expect(
    await server.command('ACL', 'SETUSER', name, 'reset', 'on', 'nopass', ...CONNECTING, ...rights),
  ).toBe('OK');
  // ioredis prints a warning when its ready check may not ask INFO.
  return { ...GOOD_CLIENT, enableReadyCheck: false, username: name, password: 'x' };
}
