import { setTimeout as sleep } from 'node:timers/promises';
import type { StockStore } from '../../src/stock/store.js';
import type { StockOperations } from '../../src/testing/stock/command.js';
import { sendTo, type SendCommand } from '../../src/testing/stock/store-from.js';
import { isUnanswered } from '../../src/testing/stock/unanswered.js';
import type { Random } from '../detection/random.js';
import type { CallLog, SentCall } from './call-log.js';
import type { Answer, OrderCommand, OrderOperation } from './call.js';

/** What an app counted since it started. */
export interface AskerCounts {
  /** Requests, each counted once however often it was sent. */
  calls: number;
  answered: number;
  /** Times one was sent and left open. */
  unknowns: number;
  /** Ms the slowest of all sends settled after its deadline; 0 while all were in time. */
  latestMs: number;
}

/** Settling later than this after the deadline is a breach: two busy cores are late by tens of ms, a hanging call for ever. */
const LATE_MAX_MS = 3_000;
const PAUSE_MAX_MS = 120;

/** Sends requests under their own ids until each is answered, and writes down all of it. */
export class Asker {
  readonly counts: AskerCounts = { calls: 0, answered: 0, unknowns: 0, latestMs: 0 };
  readonly #send: SendCommand;
  readonly #log: CallLog;
  readonly #random: Random;
  readonly #deadlineMs: number;

  constructor(init: {
    readonly stock: StockStore;
    readonly log: CallLog;
    readonly random: Random;
    readonly deadlineMs: number;
  }) {
    this.#send = sendTo(init.stock);
    this.#log = init.log;
    this.#random = init.random;
    this.#deadlineMs = init.deadlineMs;
  }

  /** One request until it is answered; now and then the shopper clicks twice, or again later: the answers must fit all the same. */
  async ask<O extends OrderOperation>(
    operation: O,
    request: StockOperations[O]['request'],
  ): Promise<Answer<O>> {
    // The pair of an operation and its own request, which the compiler does not put together by itself.
    const sent = { operation, request } as OrderCommand;
    const twin = this.#random.next() < 0.03 ? this.#untilAnswered(this.#log.sent(sent)) : undefined;
    const answer = await this.#untilAnswered(this.#log.sent(sent));
    await twin;
    if (this.#random.next() < 0.03) await this.#untilAnswered(this.#log.sent(sent));
    // The answer of this operation's own request.
    return answer as Answer<O>;
  }

  /** What the process before this one had sent and not been answered. */
  async resume(pending: readonly SentCall[]): Promise<void> {
    for (const { number } of pending) this.#log.resumed(number);
    await Promise.all(pending.map((call) => this.#untilAnswered(call)));
  }

  async #untilAnswered({ number, sent }: SentCall): Promise<Answer> {
    this.counts.calls += 1;
    let openCount = 0;
    // Ends when the store answers: the run heals every fault at its end, and kills this process if that does not help.
    for (;;) {
      const sentAt = performance.now();
      const verdict = await this.#send<OrderOperation>(sent);
      this.#checkDeadline(performance.now() - sentAt - this.#deadlineMs, sent);
      if (!isUnanswered(verdict)) {
        this.#log.answered(number, verdict, openCount);
        this.counts.answered += 1;
        return verdict;
      }
      openCount += 1;
      this.counts.unknowns += 1;
      await sleep(this.#random.below(PAUSE_MAX_MS));
    }
  }

  #checkDeadline(lateMs: number, sent: OrderCommand): void {
    this.counts.latestMs = Math.max(this.counts.latestMs, lateMs);
    if (lateMs > LATE_MAX_MS)
      this.#log.breach(
        `${sent.operation} of ${sent.request.id} settled ${Math.round(lateMs)} ms after its deadline`,
      );
  }
}
