/** One operating-system process of a Redis server: start, signals, exit, and no orphans. */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { atExit } from './exit-actions.js';
import { parentWatchWords } from './redis-binary.js';
import { testServerFailure } from './test-server-failure.js';
import { waitUntil } from './wait-until.js';

const LOG_FILE = 'redis.log';
/** SIGTERM lets a server write its data; one that is busy longer is killed. */
const TERMINATE_MS = 5000;
const KILL_MS = 5000;

/** A started process; it may have exited already. */
export interface RedisProcess {
  readonly pid: number;
  /** True once the operating system has reported its end. */
  hasExited(): boolean;
  /** SIGTERM, SIGKILL when that does not help; answers when it is gone. */
  terminate(): Promise<void>;
  /** SIGKILL; answers when it is gone. */
  kill(): Promise<void>;
  /** SIGSTOP; answers when it stands still. */
  pause(): Promise<void>;
  /** SIGCONT. */
  resume(): void;
}

/** Where a server runs and with what. */
export interface RedisLaunch {
  readonly binary: string;
  /** Holds `configFile`; the log is written here. */
  readonly folder: string;
  readonly configFile: string;
}

/** What the server in `folder` has printed so far, over all its starts; empty when it never started. */
export function readRedisLog(folder: string): string {
  try {
    return readFileSync(join(folder, LOG_FILE), 'utf8');
  } catch {
    return '';
  }
}

/** Starts the process and does not wait for the server in it. @throws GuardError when the program cannot be run at all. */
export async function spawnRedis(launch: RedisLaunch): Promise<RedisProcess> {
  const words = [...parentWatchWords(), launch.binary, launch.configFile];
  // A file and no pipe: a server never waits for a reader that is busy.
  const log = openSync(join(launch.folder, LOG_FILE), 'a', 0o600);
  const child = spawn(words[0] ?? launch.binary, words.slice(1), {
    cwd: launch.folder,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (cause) =>
      reject(testServerFailure(`cannot run ${launch.binary}: ${cause.message}`, {}, cause)),
    );
  });
  watch(child);
  return new ChildRedis(child);
}

function watch(child: ChildProcess): void {
  const forget = atExit(() => child.kill('SIGKILL'));
  child.once('exit', forget);
  // A forgotten server must not keep the process of the tests from ending; its end then ends the server.
  child.unref();
}

class ChildRedis implements RedisProcess {
  readonly pid: number;
  readonly #child: ChildProcess;

  constructor(child: ChildProcess) {
    if (child.pid === undefined) throw testServerFailure('the server process has no id');
    this.pid = child.pid;
    this.#child = child;
  }

  hasExited(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  async terminate(): Promise<void> {
    // A stopped process does not see SIGTERM before it goes on.
    this.resume();
    this.#signal('SIGTERM');
    if (await this.#exitWithin(TERMINATE_MS)) return;
    await this.kill();
  }

  async kill(): Promise<void> {
    this.#signal('SIGKILL');
    if (await this.#exitWithin(KILL_MS)) return;
    throw testServerFailure(`process ${this.pid} is still there ${KILL_MS} ms after SIGKILL`);
  }

  async pause(): Promise<void> {
    this.#signal('SIGSTOP');
    const what = `process ${this.pid} stands still after SIGSTOP`;
    await waitUntil({ what, timeoutMs: 5000, everyMs: 2 }, () => this.#stands() || undefined);
  }

  resume(): void {
    this.#signal('SIGCONT');
  }

  #signal(signal: NodeJS.Signals): void {
    if (!this.hasExited()) this.#child.kill(signal);
  }

  /** Where there is no /proc, the signal is taken to have arrived, as it has on the systems without one. */
  #stands(): boolean {
    if (this.hasExited()) throw testServerFailure(`process ${this.pid} has ended and cannot be paused`);
    if (process.platform !== 'linux') return true;
    const stat = readFileSync(`/proc/${this.pid}/stat`, 'utf8');
    // The state follows the program's name, which is in brackets and may hold anything.
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('T');
  }

  #exitWithin(timeoutMs: number): Promise<boolean> {
    if (this.hasExited()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(this.hasExited()), timeoutMs);
      this.#child.once('exit', () => {
        clearTimeout(timer);
        resolve(true);
      });
    });
  }
}
