import { assert } from '../../core/assert.js';
import { isGuardError } from '../../core/errors.js';
import type { Refusal } from '../../stock/verdict.js';
import type { RedisClient } from './client.js';
import type { Echo } from './echo.js';
import type { Call, Outcome } from './group-commit.js';
import { LAYOUT_VERSION } from './keys.js';
import { readRefusal } from './refusals.js';
import { statusName } from './reply-fields.js';
import { runScript } from './run-script.js';
import type { ScriptSet } from './script-set.js';
import type { ServerClock } from './server-clock.js';
import { settleBy } from './settle-by.js';
import { storeError, thrownFor, type StoreError } from './store-error.js';
import type { RawReply } from './verdicts.js';

/** What a batch needs to reach its sale. */
export interface BatchContext {
  readonly client: RedisClient;
  readonly scripts: ScriptSet;
  readonly saleId: string;
  readonly keys: readonly string[];
  readonly callerId: string;
  readonly clock: ServerClock;
  readonly echo: Echo;
  /** Local monotonic clock, ms. */
  readonly now: () => number;
}

/** First wait before a request that was surely not executed is sent again, ms; it doubles. */
const RETRY_FIRST_MS = 10;
const RETRIES_MAX = 8;

/** Batches still without a reply after their deadline; beyond, nothing more is piled on a store that does not answer. */
const OWED_MAX = 64;
/** A reply that is owed for longer may never come: a client that lost its connection can leave it pending for ever. */
const OWED_FORGOTTEN_MS = 30_000;

/** Sends batches to `apply.lua` and settles each call. One for each store. */
export class BatchSender {
  readonly #context: BatchContext;
  readonly #owed = new Set<{ readonly since: number }>();

  constructor(context: BatchContext) {
    this.#context = context;
  }

  /** Resolves when all calls are settled or their deadline has passed. Never rejects. */
  async send(calls: readonly Call[]): Promise<void> {
    const first = calls[0];
    assert(first !== undefined, 'a batch holds at least one call');
    const leftMs = first.deadlineAt - this.#context.now();
    if (leftMs <= 0) {
      settleAll(calls, { kind: 'not-executed', refusal: { reason: 'late' } });
      return;
    }
    const sending = this.#sendUntilSettled(calls);
    await settleBy(sending, {
      ms: Math.ceil(leftMs),
      late: () => {
        this.#owe(sending);
      },
    });
  }

  async #sendUntilSettled(calls: readonly Call[]): Promise<void> {
    let waitMs = RETRY_FIRST_MS;
    for (let attempt = 0; attempt <= RETRIES_MAX; attempt += 1) {
      const outcome = await this.#attempt(calls);
      if (outcome === 'settled') return;
      const deadlineAt = calls[0]?.deadlineAt ?? 0;
      if (attempt === RETRIES_MAX || this.#context.now() + waitMs >= deadlineAt) {
        settleAll(calls, { kind: 'not-executed', refusal: outcome });
        return;
      }
      // A `late` answer has taught the clock: no reason to wait.
      if (outcome.reason === 'late') continue;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      waitMs *= 2;
    }
  }

  /** One try: `settled`, or why it was surely not executed. */
  async #attempt(calls: readonly Call[]): Promise<'settled' | Refusal> {
    if (this.#isOwedTooMuch()) return { reason: 'unavailable', error: 'NOREPLY' };
    try {
      const deadlineAt = calls[0]?.deadlineAt ?? 0;
      await this.#learnTime(deadlineAt);
      // The question for the time may have waited for a connection: sent now, the calls would be executed behind their callers' backs.
      if (this.#context.now() >= deadlineAt) return { reason: 'late' };
      return this.#settleReply(calls, await this.#call(this.#context.scripts.apply, calls));
    } catch (error) {
      return await this.#settleError(calls, error);
    }
  }

  async #settleError(calls: readonly Call[], error: unknown): Promise<'settled' | Refusal> {
    if (isGuardError(error)) {
      settleAll(calls, { kind: 'thrown', error });
      return 'settled';
    }
    const failure = storeError(error);
    // Refused before it began: the variant that gives units back although memory is short.
    if (failure.word === 'OOM') return await this.#attemptOutOfMemory(calls);
    if (failure.class === 'not-executed') return { reason: 'unavailable', error: failure.word };
    return await this.#settleFailure(calls, failure);
  }

  async #settleFailure(calls: readonly Call[], failure: StoreError): Promise<'settled'> {
    if (failure.class === 'corrupt' && calls.length > 1) {
      // One bad record stops its own order only. Nothing of the batch was executed.
      for (const call of calls) await this.#sendUntilSettled([call]);
    } else settleAll(calls, this.#failed(failure));
    return 'settled';
  }

  async #attemptOutOfMemory(calls: readonly Call[]): Promise<'settled' | Refusal> {
    try {
      return this.#settleReply(calls, await this.#call(this.#context.scripts.applyOutOfMemory, calls));
    } catch (error) {
      const failure = storeError(error);
      if (failure.class === 'not-executed') return { reason: 'unavailable', error: failure.word };
      return await this.#settleFailure(calls, failure);
    }
  }

  #failed(failure: StoreError): Outcome {
    if (failure.class !== 'unknown')
      return { kind: 'thrown', error: thrownFor(failure, this.#context.saleId) };
    const because = failure.word === 'CONNECTION' ? 'connection' : 'store';
    return { kind: 'unknown', because, message: `${failure.message}: send it again with the same id` };
  }

  async #call(script: ScriptSet['apply'], calls: readonly Call[]): Promise<CallReply> {
    const { client, keys, callerId, clock, echo, now } = this.#context;
    const token = echo.nextToken();
    const deadlineAt = calls[0]?.deadlineAt ?? 0;
    const args: string[] = [
      LAYOUT_VERSION,
      callerId,
      token,
      ...echo.toArguments(),
      String(clock.serverMs(deadlineAt)),
    ];
    for (const call of calls) {
      for (const part of call.operation) args.push(part);
    }
    const sentAt = now();
    const reply = await runScript(client, script, keys, args);
    assert(Array.isArray(reply), 'a script answered something that is not a list');
    const [status, serverMs, ...rest] = reply as readonly RawReply[];
    const receivedAt = now();
    // A client may be told to hand numbers over as text.
    if (Number(status) === 0) {
      clock.learn({ serverMs: Number(serverMs), sentAt, receivedAt });
      const [generation, seq, count, lastToken, ...replies] = rest;
      echo.learn({
        generation: Number(generation),
        seq: Number(seq),
        count: Number(count),
        token: String(lastToken),
      });
      return { status: 0, replies, detail: '' };
    }
    // The server's clock is not where it was thought to be.
    if (statusName(Number(status)) === 'late') clock.forget();
    clock.learn({ serverMs: Number(serverMs), sentAt, receivedAt });
    return { status: Number(status), replies: [], detail: String(rest[0] ?? '') };
  }

  #settleReply(calls: readonly Call[], reply: CallReply): 'settled' | Refusal {
    if (reply.status === 0) {
      assert(reply.replies.length === calls.length, 'a script answers every operation');
      for (const [index, call] of calls.entries()) {
        call.settle({ kind: 'replied', reply: reply.replies[index] ?? 0 });
      }
      return 'settled';
    }
    const refusal = readRefusal({ status: statusName(reply.status), fields: [reply.detail] });
    assert(refusal !== undefined, 'a script refused a whole batch without a reason');
    if (refusal.reason === 'late') return refusal;
    settleAll(calls, { kind: 'not-executed', refusal });
    return 'settled';
  }

  /** The first call of a store asks for the time, so that no request is ever sent without its own expiry. */
  async #learnTime(deadlineAt: number): Promise<void> {
    const { client, clock, now } = this.#context;
    if (clock.isKnown) return;
    const sentAt = now();
    const time = await client.call('TIME');
    assert(Array.isArray(time), 'TIME answers a list');
    const serverMs = Number(time[0]) * 1_000 + Math.floor(Number(time[1]) / 1_000);
    const receivedAt = now();
    // An answer as old as an outage says too little about when it was given to set an expiry by.
    if (receivedAt < deadlineAt) clock.learn({ serverMs, sentAt, receivedAt });
  }

  #owe(sending: Promise<void>): void {
    const owed = { since: this.#context.now() };
    this.#owed.add(owed);
    void sending.finally(() => this.#owed.delete(owed));
  }

  #isOwedTooMuch(): boolean {
    if (this.#owed.size < OWED_MAX) return false;
    const forgottenAt = this.#context.now() - OWED_FORGOTTEN_MS;
    for (const owed of this.#owed) {
      if (owed.since < forgottenAt) this.#owed.delete(owed);
    }
    return this.#owed.size >= OWED_MAX;
  }
}

interface CallReply {
  readonly status: number;
  readonly replies: readonly RawReply[];
  readonly detail: string;
}

function settleAll(calls: readonly Call[], outcome: Outcome): void {
  for (const call of calls) call.settle(outcome);
}
