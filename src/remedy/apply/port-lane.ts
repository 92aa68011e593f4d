import type { ApplyClock, Port, PortName } from './ports.js';
import { backOffMs } from './back-off.js';
import type { StopSwitch } from './stop-switch.js';
import { TokenBucket } from './token-bucket.js';

/** What a port is used by unless it says otherwise. */
const PORT_DEFAULTS = { ratePerSecond: 25, concurrency: 8, timeoutMs: 15_000 } as const;

/** A service that asks to be left alone for longer is not waited for: the run ends, and another goes on later. */
const PAUSE_MOST_MS = 900_000;

/** What became of a call: an answer, `lost` without one, `stopped` when it was never made. */
export type Called<T> =
  | { readonly kind: 'answered'; readonly answer: T }
  | { readonly kind: 'lost' }
  | { readonly kind: 'stopped' };

/** Lets a caller go, or sends it home. */
type Waiting = (may: 'go' | 'stopped') => void;

/** What went wrong with calls of a port, how often: names and codes of errors, never their texts, which may hold anything. */
export interface PortTrouble {
  readonly port: PortName;
  readonly call: 'act' | 'find';
  /** `no-answer`, `no-answer-of-the-contract`, or what the port threw: `TypeError`, `ECONNREFUSED`... */
  readonly what: string;
  readonly count: number;
}

/** The way to one port: so many calls a second, so many at once, all of them pausing when the service is busy. */
export class PortLane {
  readonly port: Port;
  readonly name: PortName;
  readonly ratePerSecond: number;
  /** Calls in flight at most. */
  readonly concurrency: number;
  readonly timeoutMs: number;
  readonly settleMs: number;
  readonly #clock: ApplyClock;
  readonly #stop: StopSwitch;
  readonly #bucket: TokenBucket;
  readonly #queue: Waiting[] = [];
  #queueFrom = 0;
  #inFlight = 0;
  #isPumping = false;
  #pausedUntil = 0;
  #busyInRow = 0;
  readonly #troubles = new Map<string, PortTrouble>();

  constructor(options: {
    readonly port: Port;
    readonly name: PortName;
    readonly clock: ApplyClock;
    /** Overrides the port's own. */
    readonly ratePerSecond?: number | undefined;
    /** Stopped when no call may begin any more. */
    readonly stop: StopSwitch;
  }) {
    const { port, name, clock, stop } = options;
    this.port = port;
    this.name = name;
    this.#clock = clock;
    this.#stop = stop;
    this.ratePerSecond = options.ratePerSecond ?? port.ratePerSecond ?? PORT_DEFAULTS.ratePerSecond;
    this.timeoutMs = port.timeoutMs ?? PORT_DEFAULTS.timeoutMs;
    this.settleMs = port.settleMs ?? this.timeoutMs;
    this.concurrency = port.concurrency ?? PORT_DEFAULTS.concurrency;
    this.#bucket = new TokenBucket({ ratePerSecond: this.ratePerSecond });
    stop.onStop(() => this.#sendHome());
  }

  /**
   * Makes a call when it is its turn. Never throws: a port that throws, or says nothing in time, is `lost`.
   *
   * @param prepare runs when it is the call's turn and before it is made; what it throws is thrown.
   */
  async call<T>(
    call: 'act' | 'find',
    ask: (signal: AbortSignal) => Promise<T>,
    prepare?: () => Promise<void>,
  ): Promise<Called<T>> {
    if ((await this.#turn()) === 'stopped') return { kind: 'stopped' };
    try {
      if (prepare !== undefined) await prepare();
      return await this.#answer(call, ask);
    } finally {
      this.#inFlight -= 1;
      void this.#pump();
    }
  }

  /** The service is busy: nobody calls for a while. @returns false when it asks for longer than anybody waits. */
  pause(afterMs: number | undefined): boolean {
    const ms = Math.max(afterMs ?? 0, backOffMs(this.#busyInRow));
    this.#busyInRow += 1;
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.now() + Math.min(ms, PAUSE_MOST_MS));
    return ms <= PAUSE_MOST_MS;
  }

  /** The service answers again. */
  recovered(): void {
    this.#busyInRow = 0;
  }

  /** Counts what went wrong. */
  trouble(call: 'act' | 'find', what: string): void {
    const name = `${call} ${what}`;
    const count = (this.#troubles.get(name)?.count ?? 0) + 1;
    if (count > 1 || this.#troubles.size < TROUBLES_MAX)
      this.#troubles.set(name, { port: this.name, call, what, count });
  }

  /** Everything that went wrong. */
  troubles(): readonly PortTrouble[] {
    return [...this.#troubles.values()];
  }

  #turn(): Promise<'go' | 'stopped'> {
    if (this.#stop.isStopped) return Promise.resolve('stopped');
    return new Promise((resolve) => {
      this.#queue.push(resolve);
      void this.#pump();
    });
  }

  /** Lets callers go one after the other; one pump runs at a time. */
  async #pump(): Promise<void> {
    if (this.#isPumping) return;
    this.#isPumping = true;
    while (this.#queueFrom < this.#queue.length && this.#inFlight < this.concurrency) {
      const now = this.#clock.now();
      const waitMs = Math.max(this.#bucket.waitMs(now), this.#pausedUntil - now);
      if (waitMs > 0) {
        await this.#stop.wait(this.#clock, waitMs);
        continue;
      }
      const next = this.#shift();
      if (next === undefined) break;
      this.#bucket.take(now);
      this.#inFlight += 1;
      next('go');
    }
    this.#isPumping = false;
  }

  #shift(): Waiting | undefined {
    const next = this.#queue[this.#queueFrom];
    this.#queueFrom += 1;
    if (this.#queueFrom > 1_024 && this.#queueFrom * 2 > this.#queue.length) {
      this.#queue.splice(0, this.#queueFrom);
      this.#queueFrom = 0;
    }
    return next;
  }

  #sendHome(): void {
    for (const waiting of this.#queue.splice(this.#queueFrom)) waiting('stopped');
  }

  async #answer<T>(call: 'act' | 'find', ask: (signal: AbortSignal) => Promise<T>): Promise<Called<T>> {
    const nobodyWaits = new AbortController();
    const answered = new AbortController();
    const asked = guarded(() => ask(nobodyWaits.signal));
    const late = this.#clock.wait(this.timeoutMs, answered.signal).then(() => NO_ANSWER);
    const called = await Promise.race([asked, late]);
    answered.abort();
    nobodyWaits.abort();
    if (called.kind === 'answered') return called;
    this.trouble(call, called.what);
    return { kind: 'lost' };
  }
}

const NO_ANSWER = { kind: 'lost', what: 'no-answer' } as const;
/** Kinds of trouble that are told apart. */
const TROUBLES_MAX = 20;
const ERROR_NAME = /^[A-Za-z0-9_-]{1,64}$/;

/** What a port throws may hold anything, its own arguments too: only the name of its kind is looked at. */
async function guarded<T>(
  ask: () => Promise<T>,
): Promise<
  { readonly kind: 'answered'; readonly answer: T } | { readonly kind: 'lost'; readonly what: string }
> {
  try {
    return { kind: 'answered', answer: await ask() };
  } catch (error) {
    return { kind: 'lost', what: errorName(error) };
  }
}

function errorName(error: unknown): string {
  if (!(error instanceof Error)) return 'no-error-object';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return ERROR_NAME.test(code) ? code : 'Error';
}
