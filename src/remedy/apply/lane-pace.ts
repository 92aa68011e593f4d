import type { LaneWork } from './lane-work.js';

/** Ms of work over which the pace is measured, and at least; ms at least between two instants that are remembered. */
const MEASURE_MS = 60_000;
const MEASURE_FROM_MS = 5_000;
const LOOK_EVERY_MS = 1_000;
/** Calls over which the pace is measured, and at least: services that take one a minute are measured for longer. */
const MEASURE_CALLS = 100;
const MEASURE_FROM_CALLS = 20;

const NOTHING_YET: LaneWork = { calls: 0, waitedMs: 0, lostMs: 0 };

/** How fast a lane can go: at its own rate, unless its service is slower or asks to be left alone. */
export class LanePace {
  readonly #spacingMs: number;
  readonly #work: (now: number) => LaneWork;
  readonly #seen: LaneWork[] = [NOTHING_YET];

  constructor(options: {
    readonly ratePerSecond: number;
    /** What the lane has done so far. */
    readonly work: (now: number) => LaneWork;
  }) {
    this.#spacingMs = 1_000 / options.ratePerSecond;
    this.#work = options.work;
  }

  /** Ms so far in which callers waited. */
  waitedMs(now: number): number {
    return this.#work(now).waitedMs;
  }

  /** Remembers how far the lane is; to be called now and then. */
  look(now: number): void {
    const work = this.#work(now);
    const last = this.#seen.at(-1) ?? NOTHING_YET;
    if (work.calls === last.calls || this.#msFor(work, last) < LOOK_EVERY_MS) return;
    this.#seen.push(work);
    while (this.#seen.length > 1) {
      const [, next = NOTHING_YET] = this.#seen;
      if (this.#msFor(work, next) < MEASURE_MS || work.calls - next.calls < MEASURE_CALLS) break;
      this.#seen.shift();
    }
  }

  /** Calls per second that the last minute of work allows; never more than the rate. */
  perSecond(now: number): number {
    const work = this.#work(now);
    const [since = NOTHING_YET] = this.#seen;
    const ms = this.#msFor(work, since);
    const calls = work.calls - since.calls;
    if (ms < MEASURE_FROM_MS || calls < MEASURE_FROM_CALLS) return 1_000 / this.#spacingMs;
    return (calls / ms) * 1_000;
  }

  /** Ms that the calls between two instants took of the lane: what the rate alone takes for them, and what was lost. */
  #msFor(until: LaneWork, since: LaneWork): number {
    return (until.calls - since.calls) * this.#spacingMs + Math.max(0, until.lostMs - since.lostMs);
  }
}
