import { describe, expect, it } from 'vitest';
import { installLine } from '../../../src/testing/redis-binary.js';
import { redisConfigText } from '../../../src/testing/redis-config.js';

describe('redisConfigText', () => {
  it('writes nothing to disk and listens on the loopback address unless told', () => {
    expect(redisConfigText(12_345, {}).trim().split('\n')).toEqual([
      'save ""',
      'appendonly no',
      'port 12345',
      'bind 127.0.0.1',
      'dir ./',
      'daemonize no',
    ]);
  });

  it('puts a directive in place of the default, and a list on lines of its own', () => {
    const text = redisConfigText(12_345, { save: ['3600 1', '60 100'], appendonly: 'yes' });
    expect(text).toContain('save 3600 1\nsave 60 100\nappendonly yes\n');
    expect(text).not.toContain('save ""');
  });

  it.each(['port', 'bind', 'dir', 'daemonize', 'supervised', 'logfile', 'include'])('refuses %s', (name) => {
    expect(() => redisConfigText(12_345, { [name]: 'x' })).toThrow(`'${name}' is chosen by startRedisServer`);
  });
});

describe('installLine', () => {
  it.each([
    ['darwin', 'brew install redis'],
    ['win32', 'wsl --exec sudo apt-get install -y redis-server'],
  ] as const)('names one line for %s', (platform, line) => {
    expect(installLine(platform)).toBe(line);
  });

  it('names a line of this machine, whatever its package manager', () => {
    expect(installLine('linux')).toMatch(/^sudo \S+ .*redis/);
  });
});
