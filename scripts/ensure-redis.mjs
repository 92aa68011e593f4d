// Makes sure that a redis-server is installed, because the tests start their own. Installs it through the system's package manager
// when that is possible without asking; otherwise fails with the one line to type.
//   node scripts/ensure-redis.mjs
import { spawnSync } from 'node:child_process';

const MANAGERS = [
  { tool: 'apt-get', install: ['apt-get', 'install', '-y', 'redis-server'], refresh: ['apt-get', 'update'] },
  { tool: 'dnf', install: ['dnf', 'install', '-y', 'redis'] },
  { tool: 'apk', install: ['apk', 'add', 'redis'] },
  { tool: 'pacman', install: ['pacman', '-S', '--noconfirm', 'redis'] },
  { tool: 'zypper', install: ['zypper', '--non-interactive', 'install', 'redis'] },
  { tool: 'brew', install: ['brew', 'install', 'redis'], needsNoRoot: true },
];

const TEN_MINUTES_MS = 600_000;

if (!runs(binary(), ['--version'])) {
  const manager = MANAGERS.find(({ tool }) => runs(tool, ['--version']));
  const prefix = manager === undefined ? undefined : rootPrefix(manager);
  if (manager !== undefined && prefix !== undefined) {
    const line = [...prefix, ...manager.install].join(' ');
    process.stderr.write(`redis-server is not installed, and the tests start their own: ${line}\n`);
    // The package starts a server of its own on some systems; the tests never use it.
    install([...prefix, ...manager.install]);
    if (!runs(binary(), ['--version']) && manager.refresh !== undefined) {
      install([...prefix, ...manager.refresh]);
      install([...prefix, ...manager.install]);
    }
  }
  if (!runs(binary(), ['--version'])) {
    process.stderr.write(
      `redis-server is missing. Type this, then run the tests again:\n\n  ${lineToType(manager)}\n\n`,
    );
    process.exitCode = 1;
  }
}

function binary() {
  return process.env.REDIS_SERVER || 'redis-server';
}

function runs(command, args) {
  return spawnSync(command, args, { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

/** Words before the command that need no password; undefined when there is no way without asking. */
function rootPrefix({ needsNoRoot = false }) {
  if (needsNoRoot || process.getuid?.() === 0) return [];
  return runs('sudo', ['-n', 'true']) ? ['sudo', '-n'] : undefined;
}

function install([command, ...args]) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], timeout: TEN_MINUTES_MS, env });
}

function lineToType(manager) {
  if (manager === undefined) return 'install redis-server 7 or later, or set REDIS_SERVER to its path';
  return manager.needsNoRoot === true ? manager.install.join(' ') : `sudo ${manager.install.join(' ')}`;
}
