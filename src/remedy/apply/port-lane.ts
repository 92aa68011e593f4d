import type { ApplyClock, Port, PortName } from './ports.js';
import { backOffMs } from './back-off.js';
import { CallerQueue } from './caller-queue.js';
import { errorName } from './error-name.js';
import { LaneHours, type LaneWork } from './lane-work.js';
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
  readonly #queue = new CallerQueue();
  #inFlight = 0;
  #isPumping = false;
  #pausedUntil = 0;
  #busyInRow = 0;
  readonly #hours: LaneHours;
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
    this.#hours = new LaneHours({ ratePerSecond: this.ratePerSecond });
    stop.onStop(() => this.#queue.sendHome());
  }

  /**
   * Makes a call when it is its turn. Never throws: a port that throws, or says nothing in time, is `lost`.
   *
   * @param turn whether its caller comes `again` for the same step; `prepare` runs when it is the call's turn and before it is made, and
   * what it throws is thrown.
   */
  async call<T>(
    call: 'act' | 'find',
    ask: (signal: AbortSignal) => Promise<T>,
    turn: {
      readonly comes: 'anew' | 'again';
      readonly prepare?: (() => Promise<void>) | undefined;
    },
  ): Promise<Called<T>> {
    const { comes, prepare } = turn;
    if ((await this.#turn(comes)) === 'stopped') return { kind: 'stopped' };
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

  /** What the lane has done so far. */
  work(now: number): LaneWork {
    return this.#hours.work(now);
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

  #turn(comes: 'anew' | 'again'): Promise<'go' | 'stopped'> {
    if (this.#stop.isStopped) return Promise.resolve('stopped');
    return new Promise((resolve) => {
      this.#hours.comes(this.#clock.now());
      this.#queue.add(resolve, comes);
      void this.#pump();
    });
  }

  /** Lets callers go one after the other; one pump runs at a time. */
  async #pump(): Promise<void> {
    if (this.#isPumping) return;
    this.#isPumping = true;
    while (!this.#queue.isEmpty && this.#inFlight < this.concurrency) {
      const now = this.#clock.now();
      const waitMs = Math.max(this.#bucket.waitMs(now), this.#pausedUntil - now);
      if (waitMs > 0) {
        await this.#stop.wait(this.#clock, waitMs);
        continue;
      }
      const next = this.#queue.take();
      if (next === undefined) break;
      this.#hours.goes(now, this.#others());
      this.#bucket.take(now);
      this.#inFlight += 1;
      next('go');
    }
    this.#isPumping = false;
  }

  #others(): 'wait' | 'none' {
    return this.#queue.isEmpty ? 'none' : 'wait';
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
