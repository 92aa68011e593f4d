import { assert } from '../../core/assert.js';
import { isGuardError } from '../../core/errors.js';
import type { RedisClient } from './client.js';
import type { Echo } from './echo.js';
import type { Call, Outcome } from './group-commit.js';
import { LAYOUT_VERSION } from './keys.js';
import { learnTime } from './learn-time.js';
import { readSaleRefusal, type SaleRefusal } from './refusals.js';
import { statusName } from './reply-fields.js';
import { runScript } from './run-script.js';
import type { ScriptSet } from './script-set.js';
import type { ServerClock } from './server-clock.js';
import { settleBy } from './settle-by.js';
import { openBecause, storeError, thrownFor, type StoreError } from './store-error.js';
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
/** A reply that is owed may never come: a client that lost its connection can leave it pending for ever. So one try is made again
 * this often, ms, and its reply shows that the store is back. */
const OWED_PROBE_MS = 250;

/** Sends batches to `apply.lua` and settles each call. One for each store. */
export class BatchSender {
  readonly #context: BatchContext;
  readonly #owed = new Set<{ readonly since: number }>();
  #probedAt = -Infinity;

  constructor(context: BatchContext) {
    this.#context = context;
  }

  /** Resolves when all calls are settled or their deadline has passed. Never rejects. */
  async send(calls: readonly Call[]): Promise<void> {
    assert(calls.length > 0, 'a batch holds at least one call');
    const now = this.#context.now();
    const open = settleOverdue(calls, { atMs: now, refusal: { reason: 'late' } });
    const first = open[0];
    if (first === undefined) return;
    const sending = this.#sendUntilSettled(open);
    await settleBy(sending, {
      ms: Math.ceil(first.deadlineAt - now),
      late: () => {
        this.#owe(sending);
      },
    });
  }

  /** Goes on without the calls whose time is over: one that waited long must not take fresh ones with it. */
  async #sendUntilSettled(calls: readonly Call[]): Promise<void> {
    let open = calls;
    let waitMs = RETRY_FIRST_MS;
    for (let attempt = 0; open.length > 0; attempt += 1) {
      const outcome = await this.#attempt(open);
      if (outcome === 'settled') return;
      // A `late` answer has taught the clock: no reason to wait.
      const pauseMs = outcome.reason === 'late' ? 0 : waitMs;
      const atMs = attempt < RETRIES_MAX ? this.#context.now() + pauseMs : Infinity;
      open = settleOverdue(open, { atMs, refusal: outcome });
      if (pauseMs === 0 || open.length === 0) continue;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      waitMs *= 2;
    }
  }

  /** One try: `settled`, or why it was surely not executed. */
  async #attempt(calls: readonly Call[]): Promise<'settled' | SaleRefusal> {
    if (!this.#claimTry()) return { reason: 'unavailable', error: 'NOREPLY' };
    const { client, scripts, clock, now } = this.#context;
    try {
      const deadlineAt = calls[0]?.deadlineAt ?? 0;
      await learnTime(client, { clock, now, deadlineAt });
      // The question for the time may have waited for a connection: sent now, the calls would be executed behind their callers' backs.
      if (now() >= deadlineAt) return { reason: 'late' };
      return this.#settleReply(calls, await this.#call(scripts.apply, calls));
    } catch (error) {
      if (!isOutOfMemory(error)) return await this.#settleError(calls, error);
    }
    // Refused before it began: the variant that gives units back although memory is short.
    try {
      return this.#settleReply(calls, await this.#call(scripts.applyOutOfMemory, calls));
    } catch (error) {
      return await this.#settleError(calls, error);
    }
  }

  async #settleError(calls: readonly Call[], error: unknown): Promise<'settled' | SaleRefusal> {
    if (isGuardError(error)) {
      settleAll(calls, { kind: 'thrown', error });
      return 'settled';
    }
    const failure = storeError(error);
    if (failure.class === 'not-executed') return { reason: 'unavailable', error: failure.word };
    if (failure.class === 'corrupt' && calls.length > 1) {
      // One bad record stops its own order only. Nothing of the batch was executed.
      for (const call of calls) await this.#sendUntilSettled([call]);
    } else settleAll(calls, this.#failed(failure));
    return 'settled';
  }

  #failed(failure: StoreError): Outcome {
    if (failure.class !== 'unknown')
      return { kind: 'thrown', error: thrownFor(failure, this.#context.saleId) };
    return {
      kind: 'unknown',
      because: openBecause(failure),
      message: `${failure.message}: send it again with the same id`,
    };
  }

  async #call(script: ScriptSet['apply'], calls: readonly Call[]): Promise<CallReply> {
    const { client, keys, callerId, clock, echo, now } = this.#context;
    const token = echo.nextToken();
    const echoed = echo.toArguments();
    const deadlineAt = calls[0]?.deadlineAt ?? 0;
    const args: string[] = [LAYOUT_VERSION, callerId, token, ...echoed, String(clock.serverMs(deadlineAt))];
    for (const call of calls) {
      for (const part of call.operation) args.push(part);
    }
    const sentAt = now();
    const reply = await runScript(client, script, keys, args);
    assert(Array.isArray(reply), 'a script answered something that is not a list');
    const [status, serverMs, ...rest] = reply as readonly RawReply[];
    const receivedAt = now();
    this.#forgetOwed(sentAt);
    // A client may be told to hand numbers over as text.
    if (Number(status) === 0) {
      clock.learn({ serverMs: Number(serverMs), sentAt, receivedAt });
      const [generation, seq, count, lastToken, ...replies] = rest;
      echo.learn(
        {
          generation: Number(generation),
          seq: Number(seq),
          count: Number(count),
          token: String(lastToken),
        },
        echoed,
      );
      return { status: 0, replies, detail: '' };
    }
    // The server's clock is not where it was thought to be.
    if (statusName(Number(status)) === 'late') clock.forget();
    clock.learn({ serverMs: Number(serverMs), sentAt, receivedAt });
    return { status: Number(status), replies: [], detail: String(rest[0] ?? '') };
  }

  #settleReply(calls: readonly Call[], reply: CallReply): 'settled' | SaleRefusal {
    if (reply.status === 0) {
      assert(reply.replies.length === calls.length, 'a script answers every operation');
      for (const [index, call] of calls.entries()) {
        call.settle({ kind: 'replied', reply: reply.replies[index] ?? 0 });
      }
      return 'settled';
    }
    const refusal = readSaleRefusal(reply.status, reply.detail);
    if (refusal.reason === 'late') return refusal;
    settleAll(calls, { kind: 'not-executed', refusal });
    return 'settled';
  }

  #owe(sending: Promise<void>): void {
    const owed = { since: this.#context.now() };
    this.#owed.add(owed);
    void sending.finally(() => this.#owed.delete(owed));
  }

  /** Whether one more may be sent. When too many replies are owed, one that may is the probe of its time. */
  #claimTry(): boolean {
    if (this.#owed.size < OWED_MAX) return true;
    const now = this.#context.now();
    if (now - this.#probedAt < OWED_PROBE_MS) return false;
    this.#probedAt = now;
    return true;
  }

  /** The store has answered what was sent at `sentAt`: replies owed before that went to a connection that is gone. */
  #forgetOwed(sentAt: number): void {
    for (const owed of this.#owed) {
      if (owed.since <= sentAt) this.#owed.delete(owed);
    }
  }
}

interface CallReply {
  readonly status: number;
  readonly replies: readonly RawReply[];
  readonly detail: string;
}

function isOutOfMemory(error: unknown): boolean {
  return !isGuardError(error) && storeError(error).word === 'OOM';
}

function settleAll(calls: readonly Call[], outcome: Outcome): void {
  for (const call of calls) call.settle(outcome);
}

/** Settles the calls whose deadline has passed at `atMs`, none of which was executed, and answers the others. */
function settleOverdue(
  calls: readonly Call[],
  { atMs, refusal }: { readonly atMs: number; readonly refusal: SaleRefusal },
): readonly Call[] {
  const open = calls.filter(({ deadlineAt }) => deadlineAt > atMs);
  if (open.length === calls.length) return calls;
  for (const call of calls) {
    if (call.deadlineAt <= atMs) call.settle({ kind: 'not-executed', refusal });
  }
  return open;
}
