import { describe, expect, it } from 'vitest';
import { SCRIPT_COMMANDS } from '../../../../../src/stores/redis/commands.js';
import { doctor } from '../../../../../src/stores/redis/doctor/doctor.js';
import { fakeClient } from './fake-client.js';

const INFO = [
  '# Server',
  'redis_version:8.10.1',
  'maxmemory:1000',
  'used_memory:10',
  'maxmemory_policy:noeviction',
  'aof_enabled:1',
  'role:master',
  'connected_slaves:0',
  'cluster_enabled:0',
].join('\r\n');

const SERVER = {
  info: INFO,
  INFO,
  TIME: () => [String(Math.floor(Date.now() / 1000)), '0'],
  'CONFIG GET': (_command: string, _word: string, name: string) => [
    name,
    name === 'appendfsync' ? 'always' : '5000',
  ],
  EVAL: [],
  EVALSHA: () => Promise.reject(new Error('NOSCRIPT No matching script.')),
  'ACL WHOAMI': 'default',
};

describe('doctor', () => {
  it('says of a client that shows no options that they are unknown', async () => {
    const report = await doctor(fakeClient(SERVER));
    expect(report.unknown.map((one) => one.what)).toContain('options of the client');
    expect(report.findings.filter((one) => one.subject === 'client')).toEqual([]);
  });

  it.each([
    [
      'throws at once',
      () => {
        throw new Error('not today');
      },
    ],
    ['never answers', () => new Promise(() => undefined)],
    ['rejects with something that is no error', () => rejectWith({ code: 'E' })],
  ])('settles with a client that %s', async (_, call) => {
    const report = await doctor({ call }, { deadlineMs: 150 });
    expect(report.findings.map((one) => one.id)).toEqual(['server-no-answer']);
  });

  it('never asks for every setting: some hold passwords', async () => {
    const client = fakeClient(SERVER);
    await doctor(client);
    expect(
      client.asked
        .filter((words) => words.startsWith('CONFIG'))
        .every((words) => /^CONFIG GET [a-z-]+$/.test(words)),
    ).toBe(true);
  });

  it('shows no credentials, whatever the options hold', async () => {
    const options = {
      host: 'db.shop',
      port: 6380,
      username: 'app',
      password: 'hunter2',
      sentinelPassword: 'hunter2',
    };
    const report = await doctor(fakeClient(SERVER, { options, status: 'ready', mode: 'normal' }));
    expect(JSON.stringify(report)).not.toContain('hunter2');
    expect(report.findings.find((one) => one.subject === 'server')?.node).toBe('db.shop:6380');
  });

  it.each([
    [{ path: '/run/redis.sock' }, '/run/redis.sock'],
    [{ sentinels: [{ host: 'a' }], name: 'sales' }, 'sentinel group sales'],
    [{ host: 'a', port: '7000' }, 'a:7000'],
    [{ host: 'a' }, 'a:6379'],
    [{}, 'unknown host:6379'],
  ])('names the server of %o', async (options, node) => {
    const report = await doctor(fakeClient(SERVER, { options }));
    expect(report.findings.find((one) => one.id === 'replication-none')?.node).toBe(node);
  });

  it('sorts findings by severity, the gravest first', async () => {
    const bad = {
      ...SERVER,
      INFO: INFO.replace('noeviction', 'allkeys-lfu').replace('role:master', 'role:slave'),
      'CONFIG GET': () => Promise.reject(new Error('NOPERM no')),
    };
    const severities = (await doctor(fakeClient(bad, { options: {} }))).findings.map((one) => one.severity);
    const order = ['block', 'hold', 'warn', 'info'];
    expect(severities).toEqual([...severities].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
    expect(new Set(severities).size).toBe(4);
  });

  it.each(['{', 'a b', ''])('refuses the prefix "%s", which the stock refuses too', async (prefix) => {
    await expect(doctor(fakeClient(SERVER), { prefix })).rejects.toMatchObject({ code: 'invalid-argument' });
  });

  it.each([
    ["ERR The user executing the script can't run this command or subcommand"],
    ["ERR ACL failure in script: User app has no permissions to run the 'hset' command"],
    ["NOPERM User app has no permissions to run the 'hset' command script: on @user_script:1."],
    ['ERR Unknown Redis command called from script script: on @user_script:1.'],
  ])('reads a right that is missing from "%s"', async (message) => {
    const report = await doctor(
      fakeClient({ ...SERVER, EVAL: (...words: string[]) => (words[2] === '1' ? [message] : 1) }),
    );
    expect(report.findings.find((one) => one.id === 'rights-no-commands')?.found).toContain(
      SCRIPT_COMMANDS[0],
    );
  });

  it('takes any other error of a probe for a right that is there', async () => {
    const said = ['ERR Write commands are not allowed from read-only scripts.', ''];
    const report = await doctor(
      fakeClient({ ...SERVER, EVAL: (...words: string[]) => (words[2] === '1' ? said : 1) }),
    );
    expect(report.findings.filter((one) => one.subject === 'rights')).toEqual([]);
  });

  it('does not guess rights from a server that will not run the probe', async () => {
    const report = await doctor(
      fakeClient({ ...SERVER, EVAL: () => Promise.reject(new Error('ERR Error compiling script')) }),
    );
    expect(report.findings.filter((one) => one.subject === 'rights')).toEqual([]);
    expect(report.unknown.map((one) => one.what)).toContain('rights of the user');
  });
});

async function rejectWith(reason: unknown): Promise<never> {
  await Promise.resolve();
  throw reason;
}
