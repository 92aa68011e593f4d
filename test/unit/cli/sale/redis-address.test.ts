import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  parseRedisAddress,
  redisAddress,
  shownAddress,
  withoutPassword,
} from '../../../../src/cli/sale/redis-address.js';
import { connectRedis } from '../../../../src/cli/sale/redis-connection.js';

const folder = mkdtempSync(join(tmpdir(), 'saleguard-address-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, text: string, mode: number): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

describe('redisAddress', () => {
  it.each([
    ['redis://host', { nodes: [{ host: 'host', port: 6379 }], isCluster: false, isTls: false, database: 0 }],
    ['host:7000', { nodes: [{ host: 'host', port: 7000 }] }],
    ['rediss://u:p%40ss@host:7000/3', { isTls: true, username: 'u', password: 'p@ss', database: 3 }],
    ['redis://[::1]:7000', { nodes: [{ host: '::1', port: 7000 }] }],
    [
      'redis://:p@a:1, redis://b:2,c:3',
      {
        isCluster: true,
        password: 'p',
        nodes: [
          { host: 'a', port: 1 },
          { host: 'b', port: 2 },
          { host: 'c', port: 3 },
        ],
      },
    ],
  ])('reads %s', (text, expected) => {
    expect(parseRedisAddress(text, 'X')).toMatchObject(expected);
  });

  it.each([
    ['http://host', 'another protocol'],
    ['redis://', 'names no host'],
    ['redis://secret-word@host:port', 'cannot be read'],
    ['redis://host/x', 'no number'],
    ['redis://:secret-word#1@host', 'cannot be read'],
    ['redis://host?password=secret-word', 'has something after the address'],
    ['redis://:%zz-secret-word@host', 'starts no escape'],
    ['redis://a/1,redis://b', 'has only database 0'],
    ['redis://a,rediss://b', 'mixes'],
  ])('refuses %s without quoting it', (text, message) => {
    let told = '';
    try {
      parseRedisAddress(text, 'X');
    } catch (error) {
      told = String(error);
    }
    expect(told).toContain(message);
    expect(told).not.toContain('secret-word');
  });

  it('shows an address without its password, and takes it out of what others say', () => {
    const address = parseRedisAddress('rediss://user:secret-word@a:1,rediss://b:2', 'X');
    expect(shownAddress(address)).toBe('rediss://a:1,b:2');
    expect(withoutPassword('WRONGPASS secret-word', address)).toBe('WRONGPASS ***');
  });

  it('takes the file before the environment, and only one that others cannot read', () => {
    const env = { SALEGUARD_REDIS_URL: 'redis://from-env' };
    const own = file('own', 'redis://from-file\n', 0o600);
    expect(redisAddress(own, { env }).nodes[0]?.host).toBe('from-file');
    expect(redisAddress(undefined, { env }).nodes[0]?.host).toBe('from-env');
    expect(() => redisAddress(file('open', 'redis://x', 0o644), { env })).toThrow(
      /may be used by others \(mode 0644\)/,
    );
    expect(() => redisAddress(join(folder, 'none'), { env })).toThrow(/there is no such file/);
    expect(() => redisAddress(file('empty', ' \n', 0o600), { env })).toThrow(/is empty/);
    expect(() => redisAddress(undefined, { env: {} })).toThrow(/no store named/);
    expect(() => redisAddress('redis://host', { env })).toThrow(/--redis-file names a file/);
  });
});

describe('connectRedis', () => {
  it('says how to install the client where it is missing', async () => {
    const missing = Object.assign(new Error("Cannot find package 'ioredis'"), {
      code: 'ERR_MODULE_NOT_FOUND',
    });
    const connecting = connectRedis(parseRedisAddress('redis://host', 'X'), {
      withinMs: 100,
      load: () => Promise.reject(missing),
    });
    await expect(connecting).rejects.toThrow('not installed: npm install ioredis');
  });
});
