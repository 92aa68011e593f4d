import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { testServerFailure } from './test-server-failure.js';

/**
 * Path of the server program: `binary`, else the environment variable REDIS_SERVER, else `redis-server` on the PATH.
 * @throws GuardError when there is none; its message holds the one line that installs it.
 */
export function findRedisServer(binary?: string): string {
  const named = binary ?? (process.env['REDIS_SERVER'] === '' ? undefined : process.env['REDIS_SERVER']);
  const found = search(named ?? 'redis-server');
  if (found !== undefined) return found;
  const asked = named === undefined ? 'redis-server is not on the PATH' : `there is no program '${named}'`;
  throw testServerFailure(
    `${asked}. Redis 7.0 or newer is needed: ${installLine()} (or name the program in REDIS_SERVER)`,
    { install: installLine() },
  );
}

/** The one line that installs a Redis server on this kind of machine. */
export function installLine(platform: NodeJS.Platform = process.platform): string {
  if (platform === 'darwin') return 'brew install redis';
  if (platform === 'win32') return 'wsl --exec sudo apt-get install -y redis-server';
  const known = [
    ['apt-get', 'sudo apt-get install -y redis-server'],
    ['dnf', 'sudo dnf install -y redis'],
    ['apk', 'sudo apk add redis'],
    ['pacman', 'sudo pacman -S --noconfirm redis'],
  ] as const;
  const line = known.find(([program]) => search(program) !== undefined)?.[1];
  return line ?? 'sudo apt-get install -y redis-server';
}

let parentWatch: readonly string[] | undefined;

/**
 * Words to put before a command so that the kernel kills it when this process dies, however it dies; empty where there is no such
 * program (macOS, or the reduced `setpriv` of BusyBox).
 */
export function parentWatchWords(): readonly string[] {
  parentWatch ??= probeParentWatch();
  return parentWatch;
}

function probeParentWatch(): readonly string[] {
  const setpriv = search('setpriv');
  if (setpriv === undefined) return [];
  const words = [setpriv, '--pdeathsig', 'SIGKILL'];
  const probe = spawnSync(setpriv, [...words.slice(1), process.execPath, '--version'], {
    stdio: 'ignore',
    timeout: 10_000,
  });
  return probe.status === 0 ? words : [];
}

function search(program: string): string | undefined {
  if (program.includes('/') || program.includes('\\')) return isProgram(program) ? program : undefined;
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, program)).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
