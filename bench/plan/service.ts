import type { Port, PortAnswer } from '../../src/remedy/apply/ports.js';
import { Random } from '../detection/random.js';

/** How long a service takes to answer, ms. */
const ANSWER_MS = { least: 5, most: 40 };
/** What it asks callers to wait after a sprinkled 429, ms. */
const RETRY_AFTER_MS = 500;
/** Calls beyond its rate that it takes in a burst, as a share of a second of it. */
const BURST_SHARE = 0.25;

/** How a service behaves. */
export interface ServiceInit {
  readonly name: string;
  readonly ratePerSecond: number;
  /** It answers 429 once in so many calls, as if it were busy with others; undefined for never. */
  readonly busyEvery: number | undefined;
}

/**
 * A service of a shop in memory that takes so many calls a second and no more: what comes faster than that gets a 429, and nothing
 * happens. Answers take some milliseconds of real time.
 */
export class PacedService {
  readonly name: string;
  readonly ratePerSecond: number;
  readonly #busyEvery: number | undefined;
  readonly #random: Random;
  readonly #done = new Set<string>();
  readonly #burst: number;
  #tokens: number;
  #filledAt = performance.now();
  #calls = 0;
  #busyAnswers = 0;
  #tooFast = 0;
  #closedUntil = 0;
  #closedMs = 0;
  #firstAt: number | undefined;
  #lastAt = 0;

  constructor({ name, ratePerSecond, busyEvery }: ServiceInit) {
    this.name = name;
    this.ratePerSecond = ratePerSecond;
    this.#busyEvery = busyEvery;
    this.#random = new Random(name);
    this.#burst = Math.max(2, ratePerSecond * BURST_SHARE);
    this.#tokens = this.#burst;
  }

  /** Keys it acted on. */
  get effects(): number {
    return this.#done.size;
  }

  /** 429 that it sprinkled, and those to calls that came too fast. */
  get busyAnswers(): number {
    return this.#busyAnswers;
  }

  get tooFast(): number {
    return this.#tooFast;
  }

  /** Ms during which it asked to be left alone. */
  get closedMs(): number {
    return this.#closedMs;
  }

  /** Ms from its first call to its last. */
  get usedMs(): number {
    return this.#lastAt - (this.#firstAt ?? this.#lastAt);
  }

  /** As `applyPlan` takes it. */
  port(): Port {
    return {
      idempotency: 'key',
      ratePerSecond: this.ratePerSecond,
      act: async ({ key }) => {
        const answer = this.answer(key, performance.now());
        await new Promise((resolve) => setTimeout(resolve, this.#answerMs()));
        return answer;
      },
      find: ({ key }) => Promise.resolve({ kind: this.#done.has(key) ? 'done' : 'absent' }),
    };
  }

  /**
   * What it says to one call at one instant.
   *
   * @throws Error when a key that was acted on comes again: nothing here is ever lost, so nobody has a reason to.
   */
  answer(key: string, now: number): PortAnswer {
    this.#calls += 1;
    this.#firstAt ??= now;
    this.#lastAt = now;
    if (!this.#hasToken(now)) {
      this.#tooFast += 1;
      return { kind: 'busy' };
    }
    if (this.#busyEvery !== undefined && this.#calls % this.#busyEvery === 0) {
      this.#close(now);
      return { kind: 'busy', afterMs: RETRY_AFTER_MS };
    }
    if (this.#done.has(key)) throw new Error(`${this.name}: a key was used twice`);
    this.#done.add(key);
    return { kind: 'done', ref: `r${this.#done.size}` };
  }

  #close(now: number): void {
    this.#busyAnswers += 1;
    const until = now + RETRY_AFTER_MS;
    this.#closedMs += until - Math.max(now, this.#closedUntil);
    this.#closedUntil = until;
  }

  #hasToken(now: number): boolean {
    const filled = this.#tokens + ((now - this.#filledAt) / 1_000) * this.ratePerSecond;
    this.#tokens = Math.min(this.#burst, filled);
    this.#filledAt = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  #answerMs(): number {
    return ANSWER_MS.least + this.#random.below(ANSWER_MS.most - ANSWER_MS.least);
  }
}
