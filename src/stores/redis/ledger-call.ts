import { GuardError, isGuardError } from '../../core/errors.js';
import type { RedisClient } from './client.js';
import { runScript } from './run-script.js';
import type { RedisScript } from './scripts.js';
import { storeError } from './store-error.js';

/** What a script of the ledger answers; see the Lua files. */
export type LedgerReply = readonly unknown[];

/** Ms between two tries, growing up to the last. */
const AGAIN_MS = 50;
const AGAIN_MAX_MS = 1_000;

/** Calls of a ledger: each is tried again until it is answered or patience ends; every script of a ledger may be sent again. */
export class LedgerCaller {
  readonly #client: RedisClient;
  readonly #options: {
    readonly incidentId: string;
    readonly callMs: number;
    readonly patienceMs: number;
  };

  constructor(
    client: RedisClient,
    options: { readonly incidentId: string; readonly callMs: number; readonly patienceMs: number },
  ) {
    this.#client = client;
    this.#options = options;
  }

  /** Runs a script. @throws GuardError when it gets no answer. */
  async run(
    script: RedisScript,
    { keys, args }: { readonly keys: readonly string[]; readonly args: readonly string[] },
  ): Promise<LedgerReply> {
    const reply = await this.#insist(() => runScript(this.#client, script, keys, args));
    // The elements of a reply are looked at where they are used.
    return Array.isArray(reply) ? (reply as readonly unknown[]) : [reply];
  }

  /** Makes a call that only reads. @throws GuardError when it gets no answer. */
  call(command: string, words: readonly (string | number)[]): Promise<unknown> {
    return this.#insist(() => this.#client.call(command, ...words));
  }

  /** The error of anything that was thrown. Errors of clients carry the whole command: only their first line is told. */
  failed(cause: unknown): GuardError {
    if (isGuardError(cause)) return cause;
    const error = storeError(cause);
    const name = `the ledger of ${this.#options.incidentId}`;
    if (error.class === 'corrupt')
      return new GuardError({ code: 'corrupt-state', message: `${name} is no ledger (${error.message})` });
    if (error.class === 'configuration')
      return new GuardError({
        code: 'store-configuration',
        message: `Redis refuses ${name} to this client (${error.message})`,
      });
    return new GuardError({
      code: 'file',
      message: `Redis does not answer for ${name} (${error.message}): nothing more is done, run again when it does`,
      transient: true,
    });
  }

  async #insist<T>(ask: () => Promise<T>): Promise<T> {
    const endsAt = performance.now() + this.#options.patienceMs;
    for (let tries = 0; ; tries += 1) {
      try {
        return await this.#inTime(ask);
      } catch (cause) {
        const { class: kind } = storeError(cause);
        const waitMs = Math.min(AGAIN_MS * 2 ** tries, AGAIN_MAX_MS);
        const isFinal = kind === 'configuration' || kind === 'corrupt';
        if (isFinal || performance.now() + waitMs >= endsAt) throw this.failed(cause);
        await new Promise((resolve) => setTimeout(resolve, waitMs));
      }
    }
  }

  async #inTime<T>(ask: () => Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('no answer in time')), this.#options.callMs);
    });
    const asked = ask();
    // After the deadline nobody listens.
    asked.catch(() => undefined);
    try {
      return await Promise.race([asked, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
