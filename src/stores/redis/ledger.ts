import { GuardError } from '../../core/errors.js';
import type { LedgerStore } from '../../remedy/apply/ledger.js';
import { inRange } from '../../remedy/apply/option-ranges.js';
import { holderText, isGone, ownHolder, parseHolder, shownHolder } from '../holder.js';
import { LineQueue } from '../line-queue.js';
import type { RedisClient } from './client.js';
import { LedgerCaller, type LedgerReply } from './ledger-call.js';
import { ledgerKeys } from './ledger-keys.js';
import { ledgerPages } from './ledger-pages.js';
import { LEDGER_APPEND_SCRIPT, LEDGER_CLOSE_SCRIPT, LEDGER_OPEN_SCRIPT } from './ledger/scripts.js';

/** Where a ledger is kept, and how long to wait. */
export interface RedisLedgerOptions {
  readonly incidentId: string;
  /** First part of its keys; `saleguard` unless told. */
  readonly prefix?: string | undefined;
  /** Ms after which another process may take the ledger of one that is not heard of; 30,000 unless told, 1,000 to 600,000. */
  readonly leaseMs?: number | undefined;
  /** Ms one call may take, 2,000 unless told, and all tries of one together, 20,000 unless told. */
  readonly callMs?: number | undefined;
  readonly patienceMs?: number | undefined;
}

const LEASE_MS = 30_000;
const CALL_MS = 2_000;
const PATIENCE_MS = 20_000;

/**
 * A ledger in a list of Redis 7 or later. One process writes at a time: it has a lease and a token that is higher than every one
 * before, and whoever has a lower one keeps nothing any more.
 *
 * What it keeps is as safe as the server: with `appendonly yes` and `appendfsync always` it survives a crash of the machine, with
 * less the last lines may be gone. A server that lost lines while a run goes on is noticed, and the run stops.
 *
 * @throws GuardError `invalid-argument` for an option outside its range.
 */
export function redisLedger(client: RedisClient, options: RedisLedgerOptions): LedgerStore {
  return new RedisLedger(client, options);
}

class RedisLedger implements LedgerStore {
  readonly #caller: LedgerCaller;
  readonly #keys: readonly string[];
  readonly #leaseMs: number;
  readonly #queue: LineQueue;
  readonly #name: string;
  #token: string | undefined;
  #count = 0;
  #heart: NodeJS.Timeout | undefined;

  constructor(client: RedisClient, options: RedisLedgerOptions) {
    const { incidentId, leaseMs = LEASE_MS, callMs = CALL_MS, patienceMs = PATIENCE_MS } = options;
    inRange('leaseMs', leaseMs, { min: 1_000, max: 600_000 });
    inRange('callMs', callMs, { min: 1, max: 60_000 });
    inRange('patienceMs', patienceMs, { min: callMs, max: 600_000 });
    const { lines, lease } = ledgerKeys(options);
    this.#name = incidentId;
    this.#keys = [lines, lease];
    this.#leaseMs = leaseMs;
    this.#caller = new LedgerCaller(client, { incidentId, callMs, patienceMs });
    this.#queue = new LineQueue({
      write: (added) => this.#append(added),
      failed: (cause) => this.#caller.failed(cause),
    });
  }

  async open(): ReturnType<LedgerStore['open']> {
    const own = holderText(ownHolder());
    let taken = await this.#take(own, '');
    if (taken[0] === 0) {
      const holder = parseHolder(String(taken[1]));
      // Of this machine it can be told that a process is no more, and nobody waits for its lease to end.
      if (holder !== undefined && isGone(holder)) taken = await this.#take(own, String(taken[3]));
    }
    if (taken[0] === 0) return { kind: 'busy', holder: heldBy(taken) };
    this.#token = String(taken[1]);
    this.#count = Number(taken[2]);
    this.#heart = setInterval(() => this.#beat(), this.#leaseMs / 3);
    this.#heart.unref();
    return { kind: 'opened', lines: this.#lines(this.#count) };
  }

  append(lines: readonly string[]): Promise<void> {
    if (this.#token === undefined)
      return Promise.reject(
        new GuardError({ code: 'invalid-argument', message: 'a ledger is opened before it is written to' }),
      );
    return this.#queue.add(lines);
  }

  async close(): Promise<void> {
    clearInterval(this.#heart);
    await this.#queue.idle();
    const token = this.#token;
    this.#token = undefined;
    // Without an answer the lease ends by itself.
    if (token !== undefined)
      await this.#caller.run(LEDGER_CLOSE_SCRIPT, { keys: this.#keys, args: [token] }).catch(() => undefined);
  }

  #take(own: string, gone: string): Promise<LedgerReply> {
    return this.#caller.run(LEDGER_OPEN_SCRIPT, {
      keys: this.#keys,
      args: [own, String(this.#leaseMs), gone],
    });
  }

  /** Nothing to keep: the lease lasts longer. What is wrong shows at the next line. */
  #beat(): void {
    if (this.#token !== undefined) this.#queue.add([]).catch(() => undefined);
  }

  async #append(added: readonly string[]): Promise<void> {
    const args = [this.#token ?? '', String(this.#count), String(this.#leaseMs), ...added];
    const [status, second] = await this.#caller.run(LEDGER_APPEND_SCRIPT, { keys: this.#keys, args });
    if (status === 1) {
      this.#count = Number(second);
      return;
    }
    if (status === 0) throw this.#refused(`was taken over by ${namedHolder(second)}; this process stops`);
    throw this.#refused(
      `has ${String(second)} lines where ${this.#count} were kept: the server lost some, or somebody else wrote. Nothing more is done`,
    );
  }

  #lines(count: number): AsyncIterable<string> {
    const [key = ''] = this.#keys;
    return ledgerPages(this.#caller, { key, count, incidentId: this.#name });
  }

  #refused(what: string): GuardError {
    return new GuardError({ code: 'corrupt-state', message: `the ledger of ${this.#name} ${what}` });
  }
}

function heldBy([, holder, leftMs]: LedgerReply): string {
  return `${namedHolder(holder)}, which was heard of less than its lease ago: if it is no more, wait ${Math.ceil(Number(leftMs) / 1_000)} s`;
}

function namedHolder(text: unknown): string {
  const holder = parseHolder(String(text));
  return holder === undefined ? 'another process' : shownHolder(holder);
}
