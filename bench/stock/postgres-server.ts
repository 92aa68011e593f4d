/** A private PostgreSQL server for the benchmark: its own folder, its own port, gone afterwards. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from '../../src/testing/free-port.js';
import { parentWatchWords } from '../../src/testing/redis-binary.js';
import { waitUntil } from '../../src/testing/wait-until.js';
import { findPostgresFolder, postgresVersion } from './postgres-binaries.js';

const START_MS = 30_000;
const STOP_MS = 10_000;

/** Defaults but for what would work in the background while others are measured. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '40',
  autovacuum: 'off',
  checkpoint_timeout: '1h',
  max_wal_size: '4GB',
} as const;

/** How to reach the server. */
export interface PostgresAccess {
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** A running server. */
export interface PostgresServer {
  readonly version: string;
  readonly access: PostgresAccess;
  /** Fast shutdown, SIGKILL when that does not help; its folder goes with it. Any number of times. */
  stop(): Promise<void>;
}

/** Starts a server. @returns why not, in words, when this machine has none or none that may run. */
export async function startPostgres(): Promise<PostgresServer | { readonly skipped: string }> {
  const binaries = findPostgresFolder();
  if (binaries === undefined) return { skipped: 'no PostgreSQL server on this machine (initdb, postgres)' };
  const account = unprivilegedAccount();
  if (account === 'none')
    return { skipped: 'initdb refuses root, and there is no setpriv to become another user' };
  const folder = mkdtempSync(join(tmpdir(), 'saleguard-postgres-'));
  const access: PostgresAccess = {
    host: '127.0.0.1',
    port: await freePort(),
    user: 'bench',
    password: randomBytes(18).toString('base64url'),
    database: 'postgres',
  };
  try {
    initialise({ binaries, folder, account, access });
    const child = launch({ binaries, folder, account, access });
    const server = new LocalPostgres(child, folder, access, postgresVersion(binaries));
    await server.untilReady();
    return server;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

interface Setup {
  readonly binaries: string;
  readonly folder: string;
  readonly account: Account;
  readonly access: PostgresAccess;
}

/** Who runs the server: this user, or an unprivileged one when this is root. */
type Account = 'self' | { readonly userId: number; readonly groupId: number };

function unprivilegedAccount(): Account | 'none' {
  if (process.getuid?.() !== 0) return 'self';
  if (parentWatchWords().length === 0) return 'none';
  for (const name of ['postgres', 'nobody']) {
    try {
      const idOf = (flag: string): number =>
        Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
      return { userId: idOf('-u'), groupId: idOf('-g') };
    } catch {
      // No such user: the next one.
    }
  }
  return 'none';
}

/** The words that run a program as that account and end it with this process. */
function asAccount(account: Account, program: string): string[] {
  if (account === 'self') return [...parentWatchWords(), program];
  const identity = [`--reuid=${account.userId}`, `--regid=${account.groupId}`, '--clear-groups'];
  return [...parentWatchWords(), ...identity, program];
}

function initialise({ binaries, folder, account, access }: Setup): void {
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, access.password, { mode: 0o600 });
  if (account !== 'self') {
    for (const path of [folder, passwordFile]) chownSync(path, account.userId, account.groupId);
  }
  const [program = '', ...words] = asAccount(account, join(binaries, 'initdb'));
  const options = ['--auth=scram-sha-256', `--pwfile=${passwordFile}`, `--username=${access.user}`];
  execFileSync(program, [...words, ...options, '--encoding=UTF8', '-D', join(folder, 'data')], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: START_MS,
  });
  rmSync(passwordFile);
}

function launch({ binaries, folder, account, access }: Setup): ChildProcess {
  const [program = '', ...words] = asAccount(account, join(binaries, 'postgres'));
  const settings = Object.entries({ ...SETTINGS, port: String(access.port) });
  const log = openSync(join(folder, 'log'), 'a', 0o600);
  const child = spawn(
    program,
    [
      ...words,
      '-D',
      join(folder, 'data'),
      ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    { cwd: folder, stdio: ['ignore', log, log] },
  );
  closeSync(log);
  child.unref();
  return child;
}

class LocalPostgres implements PostgresServer {
  readonly version: string;
  readonly access: PostgresAccess;
  readonly #child: ChildProcess;
  readonly #folder: string;
  #failure: Error | undefined;

  constructor(child: ChildProcess, folder: string, access: PostgresAccess, version: string) {
    this.#child = child;
    this.#folder = folder;
    this.access = access;
    this.version = version;
    child.once('error', (error) => (this.#failure = error));
  }

  async untilReady(): Promise<void> {
    try {
      const wait = { what: 'PostgreSQL takes connections', timeoutMs: START_MS, everyMs: 50 };
      await waitUntil(wait, async () => {
        if (this.#failure !== undefined) throw this.#failure;
        if (this.#hasExited()) throw new Error('PostgreSQL ended at once');
        return (await this.#answers()) ? true : undefined;
      });
    } catch (error) {
      const log = readFileSync(join(this.#folder, 'log'), 'utf8');
      await this.stop();
      throw new Error(`PostgreSQL did not start:\n${log}`, { cause: error });
    }
  }

  async stop(): Promise<void> {
    // SIGINT is its fast shutdown: sessions are cut, files are left in order.
    for (const signal of ['SIGINT', 'SIGKILL'] as const) {
      if (this.#hasExited()) break;
      this.#child.kill(signal);
      const wait = { what: 'PostgreSQL has ended', timeoutMs: STOP_MS, everyMs: 20 };
      await waitUntil(wait, () => this.#hasExited() || undefined).catch(() => undefined);
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #hasExited(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  async #answers(): Promise<boolean> {
    const client = new pg.Client({ ...this.access, connectionTimeoutMillis: 1000 });
    try {
      await client.connect();
      await client.end();
      return true;
    } catch {
      // Not listening yet; the deadline is the caller's.
      return false;
    }
  }
}
