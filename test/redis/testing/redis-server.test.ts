import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { isGuardError } from '../../../src/core/errors.js';
import {
  startRedisServer,
  type RedisServer,
  type RedisServerOptions,
} from '../../../src/testing/redis-server.js';
import { RespError } from '../../../src/testing/resp-value.js';

const started: RedisServer[] = [];

async function start(options?: RedisServerOptions): Promise<RedisServer> {
  const server = await startRedisServer(options);
  started.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function messageOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isGuardError(error)) throw new Error('no GuardError', { cause: error });
  return error.message;
}

describe('startRedisServer', () => {
  it('answers requests on a port below 55,536 and leaves neither process nor folder behind', async () => {
    const server = await start();
    expect(await server.command('PING')).toBe('PONG');
    expect(await server.command('INCR', 'counter')).toBe(1);
    expect(server.port).toBeLessThan(55_536);
    expect(isRunning(server.pid)).toBe(true);
    await server.stop();
    expect(isRunning(server.pid)).toBe(false);
    expect(existsSync(server.folder)).toBe(false);
    await server.stop();
    expect(await messageOf(server.command('PING'))).toContain('cannot connect');
    expect(await messageOf(server.restart())).toContain('stopped');
  });

  it('gives two servers ports and folders of their own', async () => {
    const [left, right] = await Promise.all([start(), start()]);
    expect(left.port).not.toBe(right.port);
    expect(left.folder).not.toBe(right.folder);
    await left.command('SET', 'side', 'left');
    expect(await right.command('GET', 'side')).toBeNull();
  });

  it('writes nothing to disk unless told', async () => {
    const server = await start();
    expect(await server.command('CONFIG', 'GET', 'save')).toEqual(['save', '']);
    expect(await server.command('CONFIG', 'GET', 'appendonly')).toEqual(['appendonly', 'no']);
  });

  it('keeps the data of an append-only file over a kill', async () => {
    const server = await start({ config: { appendonly: 'yes', appendfsync: 'always' } });
    const { pid, port } = server;
    await server.command('SET', 'kept', 'yes');
    await server.kill();
    expect(isRunning(pid)).toBe(false);
    await server.restart();
    expect(server.port).toBe(port);
    expect(server.pid).not.toBe(pid);
    expect(await server.command('GET', 'kept')).toBe('yes');
  });

  it('goes back to the last snapshot after a kill, and loses what came later', async () => {
    const server = await start({ config: { save: '3600 1' } });
    await server.command('SET', 'counter', 1);
    expect(await server.command('SAVE')).toBe('OK');
    await server.command('SET', 'counter', 2);
    await server.kill();
    await server.restart();
    expect(await server.command('GET', 'counter')).toBe('1');
  });

  it('passes directives on as redis.conf has them, several lines of one name too', async () => {
    const server = await start({
      config: {
        'maxmemory-policy': 'noeviction',
        'client-output-buffer-limit': ['replica 1048576 0 0', 'pubsub 2097152 0 0'],
        requirepass: 'only-for-this-test',
      },
    });
    expect(await server.command('CONFIG', 'GET', 'maxmemory-policy')).toEqual([
      'maxmemory-policy',
      'noeviction',
    ]);
    const limits = JSON.stringify(await server.command('CONFIG', 'GET', 'client-output-buffer-limit'));
    expect(limits).toContain('slave 1048576 0 0');
    expect(limits).toContain('pubsub 2097152 0 0');
  });

  it('answers an error reply as a value with its code', async () => {
    const server = await start();
    await server.command('SET', 'text', 'x');
    const reply = await server.command('INCR', 'text');
    expect(reply).toBeInstanceOf(RespError);
    expect(reply).toMatchObject({ code: 'ERR' });
  });

  it('stands still while paused, goes on after resume, and can be stopped while paused', async () => {
    const server = await start();
    await server.pause();
    // The kernel still accepts the connection: only the reply is missing.
    const late = server.command('INCR', 'counter');
    const first = await Promise.race([late, new Promise((resolve) => setTimeout(resolve, 150, 'nothing'))]);
    expect(first).toBe('nothing');
    server.resume();
    expect(await late).toBe(1);
    await server.pause();
    await server.stop();
    expect(isRunning(server.pid)).toBe(false);
  });

  it('keeps a folder it was given', async () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'saleguard test "')), 'made by the starter');
    const server = await start({ folder });
    await server.command('SET', 'a', 1);
    await server.command('SAVE');
    await server.stop();
    expect(existsSync(join(folder, 'dump.rdb'))).toBe(true);
    rmSync(join(folder, '..'), { recursive: true });
  });

  it('says what the server said when it does not start', async () => {
    const message = await messageOf(start({ config: { 'no-such-directive': 'yes' } }));
    expect(message).toContain('no-such-directive');
    expect(message).toContain('Bad directive or wrong number of arguments');
  });

  it.each([
    [{ port: '6379' }, "'port' is chosen"],
    [{ maxmemory: '1mb\nrequirepass x' }, "'maxmemory' has a line break"],
    [{ 'bad name': 'x' }, "'bad name' is no directive name"],
  ])('refuses the directive %j before anything starts', async (config, expected) => {
    expect(await messageOf(start({ config }))).toContain(expected);
  });

  it('names the line that installs a server when there is none', async () => {
    const before = process.env['REDIS_SERVER'];
    process.env['REDIS_SERVER'] = 'no-such-redis-server';
    try {
      const message = await messageOf(start());
      expect(message).toContain("no program 'no-such-redis-server'");
      expect(message).toMatch(/install|add/);
    } finally {
      if (before === undefined) delete process.env['REDIS_SERVER'];
      else process.env['REDIS_SERVER'] = before;
    }
    expect(await messageOf(start({ binary: '/no/such/program' }))).toContain('/no/such/program');
  });

  it('does not take a stranger on its port for its own server', async () => {
    const stranger = await start();
    // A program that runs for ever and never binds the port.
    const folder = mkdtempSync(join(tmpdir(), 'saleguard-stranger-'));
    const program = join(folder, 'sleeper');
    writeFileSync(program, '#!/bin/sh\nexec sleep 600\n', { mode: 0o700 });
    const message = await messageOf(start({ binary: program, startTimeoutMs: 300 }));
    expect(message).toContain('not within 300 ms');
    expect(await stranger.command('PING')).toBe('PONG');
    rmSync(folder, { recursive: true });
  });

  it('reports that another program took its port while it was down', async () => {
    const server = await start();
    await server.kill();
    const thief = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => thief.listen(server.port, '127.0.0.1', resolve));
    expect(await messageOf(server.restart())).toContain('taken by another process');
    await new Promise((resolve) => thief.close(resolve));
  });
});
