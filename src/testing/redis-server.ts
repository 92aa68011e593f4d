/** Starts a real redis-server for a test: its own port, its own folder, gone afterwards. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { atExit, type Forget } from './exit-actions.js';
import { freePort, type PortUse } from './free-port.js';
import { findRedisServer } from './redis-binary.js';
import { redisConfigText, type RedisDirectives } from './redis-config.js';
import { readRedisLog, spawnRedis, type RedisProcess } from './redis-process.js';
import { connectResp, type RespConnection } from './resp-connection.js';
import { RespError, type RespArgument, type RespValue } from './resp-value.js';
import { testServerFailure } from './test-server-failure.js';
import { waitUntil } from './wait-until.js';

/** How to start a server; everything may be left out. */
export interface RedisServerOptions {
  /** Directives on top of `save ""` and `appendonly no`; port, bind, dir and the log are the starter's. */
  readonly config?: RedisDirectives;
  /** Where its files live; made when missing, and kept after `stop`. A temporary folder, removed after `stop`, unless told. */
  readonly folder?: string;
  /** The server program; else the environment variable REDIS_SERVER, else `redis-server` on the PATH. */
  readonly binary?: string;
  /** Deadline of a start, 10,000 ms unless told: loading a large file takes longer. */
  readonly startTimeoutMs?: number;
}

/** A running server on 127.0.0.1. */
export interface RedisServer {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** Process id; another one after `restart`. */
  readonly pid: number;
  readonly folder: string;
  /**
   * One request on a connection of its own; an error reply is a `RespError` value. What a connection remembers (SELECT, MULTI, and the
   * writes that WAIT waits for) is gone with it: for those there is `connect`.
   * @throws GuardError when the server does not answer within 5 s.
   */
  command(...words: readonly RespArgument[]): Promise<RespValue>;
  /** A connection to keep; the caller closes it. @throws GuardError when the server does not answer within 5 s. */
  connect(): Promise<RespConnection>;
  /** SIGTERM, then SIGKILL; answers when it is gone and its temporary folder with it. Any number of times. */
  stop(): Promise<void>;
  /** SIGKILL, as in a crash: nothing is flushed, the files stay for `restart`. Answers when it is gone. */
  kill(): Promise<void>;
  /**
   * Starts again on the same port and files, and answers when they are loaded; a server still running is ended with SIGTERM first.
   * @throws GuardError after `stop`, or when it does not come up.
   */
  restart(): Promise<void>;
  /** SIGSTOP: connections stay open and nobody answers. */
  pause(): Promise<void>;
  /** SIGCONT. */
  resume(): void;
  /** What it has printed so far, all starts together. */
  log(): string;
}

const CONFIG_FILE = 'redis.conf';
const CALL_TIMEOUT_MS = 5000;
const PORT_ATTEMPTS_MAX = 5;

/**
 * Starts a server and answers when it takes requests. It ends with this process at the latest.
 *
 * @throws GuardError when there is no server program (the message holds the line that installs it), a directive is refused, or it
 * does not come up in time (the message ends with its log).
 *
 * @example
 * const server = await startRedisServer({ config: { appendonly: 'yes', appendfsync: 'always' } });
 * await server.command('SET', 'answer', 42);
 * await server.stop();
 */
export function startRedisServer(options: RedisServerOptions = {}): Promise<RedisServer> {
  return startRedisServerOn('alone', options);
}

/** The same, also for members of a Cluster, which need the bus port 10,000 above theirs to be free as well. */
export async function startRedisServerOn(use: PortUse, options: RedisServerOptions): Promise<RedisServer> {
  const binary = findRedisServer(options.binary);
  redisConfigText(0, options.config ?? {});
  for (let attempt = 1; ; attempt += 1) {
    const server = new LocalRedisServer(binary, await freePort(use), options);
    if ((await server.start()) === 'started') return server;
    await server.stop();
    if (attempt === PORT_ATTEMPTS_MAX) {
      throw testServerFailure(
        `${PORT_ATTEMPTS_MAX} ports in a row were taken by others while a server started`,
      );
    }
  }
}

type StartResult = 'started' | 'port-taken';

class LocalRedisServer implements RedisServer {
  readonly host = '127.0.0.1';
  readonly port: number;
  readonly folder: string;
  readonly #binary: string;
  readonly #ownsFolder: boolean;
  readonly #password: string | undefined;
  readonly #startTimeoutMs: number;
  readonly #forgetExit: Forget;
  #process: RedisProcess | undefined;
  #stopped = false;

  constructor(binary: string, port: number, options: RedisServerOptions) {
    this.port = port;
    this.#binary = binary;
    this.#startTimeoutMs = options.startTimeoutMs ?? 10_000;
    const password = options.config?.['requirepass'];
    this.#password = typeof password === 'string' && password !== '' ? password : undefined;
    this.#ownsFolder = options.folder === undefined;
    this.folder =
      options.folder === undefined
        ? mkdtempSync(join(tmpdir(), 'saleguard-redis-'))
        : resolve(options.folder);
    mkdirSync(this.folder, { recursive: true });
    this.#forgetExit = atExit(() => this.#removeOwnFolder());
    writeFileSync(join(this.folder, CONFIG_FILE), redisConfigText(port, options.config ?? {}), {
      mode: 0o600,
    });
  }

  get pid(): number {
    if (this.#process === undefined) throw testServerFailure('the server has no process yet');
    return this.#process.pid;
  }

  async start(): Promise<StartResult> {
    const logBefore = this.log().length;
    try {
      this.#process = await spawnRedis({
        binary: this.#binary,
        folder: this.folder,
        configFile: CONFIG_FILE,
      });
      return await this.#untilReady(this.#process, logBefore);
    } catch (error) {
      const log = this.log().slice(logBefore).trim();
      await this.stop();
      const reason = error instanceof Error ? error.message : String(error);
      throw testServerFailure(`redis-server did not start: ${reason}\n${log}`, { port: this.port }, error);
    }
  }

  async command(...words: readonly RespArgument[]): Promise<RespValue> {
    const connection = await this.connect();
    try {
      return await connection.call(...words);
    } finally {
      connection.close();
    }
  }

  connect(): Promise<RespConnection> {
    return this.#connect(CALL_TIMEOUT_MS);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#process?.terminate();
    this.#removeOwnFolder();
    this.#forgetExit();
  }

  async kill(): Promise<void> {
    await this.#process?.kill();
  }

  async restart(): Promise<void> {
    if (this.#stopped)
      throw testServerFailure('a server that was stopped cannot be restarted: start another one');
    await this.#process?.terminate();
    if ((await this.start()) === 'started') return;
    await this.stop();
    throw testServerFailure(`port ${this.port} was taken by another process before the server was back`);
  }

  async pause(): Promise<void> {
    await this.#process?.pause();
  }

  resume(): void {
    this.#process?.resume();
  }

  log(): string {
    return readRedisLog(this.folder);
  }

  #removeOwnFolder(): void {
    // A child of the server that was saving may write a moment longer than the server lives.
    if (this.#ownsFolder)
      rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  }

  #connect(timeoutMs: number): Promise<RespConnection> {
    const password = this.#password === undefined ? {} : { password: this.#password };
    return connectResp({ host: this.host, port: this.port, timeoutMs, ...password });
  }

  async #untilReady(started: RedisProcess, logBefore: number): Promise<StartResult> {
    const what = 'the server answers PING';
    return waitUntil({ what, timeoutMs: this.#startTimeoutMs, everyMs: 5 }, async () => {
      if (started.hasExited()) return this.#afterEarlyExit(logBefore);
      return (await this.#answersAs(started.pid)) ? 'started' : undefined;
    });
  }

  #afterEarlyExit(logBefore: number): StartResult {
    if (/address already in use/i.test(this.log().slice(logBefore))) return 'port-taken';
    throw testServerFailure('the process ended at once; its log:');
  }

  /** Whether the server behind the port has loaded its files and is ours: a stranger may have been faster to bind it. */
  async #answersAs(pid: number): Promise<boolean> {
    let connection: RespConnection | undefined;
    try {
      connection = await this.#connect(1000);
      const pong = await connection.call('PING');
      if (pong instanceof RespError && pong.code === 'LOADING') return false;
      const facts = await connection.call('INFO', 'server');
      return typeof facts === 'string' && new RegExp(`^process_id:${pid}\\r?$`, 'm').test(facts);
    } catch {
      // Not listening yet; the deadline is the caller's.
      return false;
    } finally {
      connection?.close();
    }
  }
}
