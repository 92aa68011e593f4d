import { setTimeout as sleep } from 'node:timers/promises';
import {
  callOf,
  commandOf,
  sendCommand,
  type StockCall,
  type StockOperation,
  type StockOperations,
} from '../../src/testing/stock/command.js';
import { isUnanswered } from '../../src/testing/stock/unanswered.js';
import type { StockStore } from '../../src/stock/store.js';

/** Beyond its deadline by this much a call counts as hung, ms. Wide: the machine of a pull request is busy. */
const SETTLE_MARGIN_MS = 3_000;
const ATTEMPTS_MAX = 200;

type Verdict<K extends StockOperation> = StockOperations[K]['verdict'];

/** What callers asked for and were told, in the form the oracle judges. */
export class CallLog {
  readonly calls: StockCall[] = [];
  /** Calls that did not settle by their deadline. */
  hung = 0;
  /** Calls that were told nothing: `unknown`. */
  unknown = 0;
  readonly #deadlineMs: number;

  constructor(deadlineMs: number) {
    this.#deadlineMs = deadlineMs;
  }

  /** Takes down a call that another process made. */
  add(call: StockCall): void {
    if (call.verdict.kind === 'unknown') this.unknown += 1;
    this.calls.push(call);
  }

  /** Sends one call once. A call that hangs is written down as `unknown`. @throws What the store throws. */
  async once<K extends StockOperation>(
    store: StockStore,
    operation: K,
    request: StockOperations[K]['request'],
  ): Promise<Verdict<K>> {
    const sentAt = now();
    const command = commandOf(operation, request);
    const verdict = await this.#settled(sendCommand(store, command));
    this.add(callOf(command, verdict, { sentAt, settledAt: now() }));
    return verdict;
  }

  /** Sends it again, with the same id, until there is an answer. @throws Error when there is none after many attempts. */
  async untilAnswered<K extends StockOperation>(
    store: StockStore,
    operation: K,
    request: StockOperations[K]['request'],
  ): Promise<Verdict<K>> {
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
      const verdict = await this.once(store, operation, request);
      if (!isUnanswered(verdict)) return verdict;
      await sleep(5);
    }
    const last = JSON.stringify(this.calls.at(-1)?.verdict);
    throw new Error(
      `${operation} ${JSON.stringify(request)} had no answer after ${ATTEMPTS_MAX} attempts: ${last}`,
    );
  }

  async #settled<V extends { readonly kind: string }>(call: Promise<V>): Promise<V | Hung> {
    const giveUp = new AbortController();
    const limit = sleep(this.#deadlineMs + SETTLE_MARGIN_MS, HUNG, { signal: giveUp.signal });
    limit.catch(() => undefined);
    const verdict = await Promise.race([call, limit]).finally(() => giveUp.abort());
    if (verdict === HUNG) this.hung += 1;
    return verdict;
  }
}

interface Hung {
  readonly kind: 'unknown';
  readonly because: 'deadline';
  readonly message: string;
}

const HUNG: Hung = { kind: 'unknown', because: 'deadline', message: 'hung' };

/** One clock for all processes of a machine, ns. */
function now(): number {
  return Number(process.hrtime.bigint());
}
