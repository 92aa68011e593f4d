import { LanePace } from './lane-pace.js';
import type { LaneWork } from './lane-work.js';
import type { PortName } from './ports.js';

/** Ms of the whole run that are looked at to see whether any port is busy at all, and how many at least. */
const LOOK_BACK_MS = 30_000;
const LOOK_FROM_MS = 15_000;
const LOOK_EVERY_MS = 1_000;
/** Share of the time in which callers wait for a port that holds the run up. */
const BUSY_SHARE = 0.9;
/** Steps of which the calls each are counted, and at least. */
const COUNT_STEPS = 1_000;
const COUNT_FROM_STEPS = 20;

/** What a step that is over took. */
export interface StepTook {
  readonly now: number;
  /** 0 where nothing had to be asked for. */
  readonly calls: number;
  /** Calls besides, that were among the `looks` of the port. */
  readonly looks: number;
}

/** What a port has ahead in a run. */
export interface PortWork {
  readonly steps: number;
  /** For about so many of them, the first ones, it is asked once more than they need. */
  readonly looks: number;
  readonly ratePerSecond: number;
  /** What its lane has done so far. */
  readonly work: (now: number) => LaneWork;
}

/** How much each port has ahead, and how fast it goes. The ports work side by side, so that the slowest decides. */
export class TimeLeft {
  readonly #ports = new Map<PortName, PortAhead>();
  readonly #seen: Seen[] = [];
  #passed = 0;

  /** Steps of a port that this run has ahead. */
  expect(name: PortName, { steps, looks, ratePerSecond, work }: PortWork): void {
    this.#ports.set(name, {
      left: steps,
      all: steps,
      looks,
      pace: new LanePace({ ratePerSecond, work }),
      calls: 0,
      steps: 0,
    });
  }

  /** A step that was ahead is over. */
  over(name: PortName, { now, calls, looks }: StepTook): void {
    const port = this.#ports.get(name);
    if (port === undefined) return;
    port.left = Math.max(0, port.left - 1);
    port.looks = Math.max(0, port.looks - looks);
    this.#passed += 1;
    if (port.steps >= COUNT_STEPS) {
      port.calls /= 2;
      port.steps /= 2;
    }
    port.calls += calls;
    port.steps += 1;
    this.#look(now);
  }

  /** Ms until the slowest port is through: at its rate, or at what it does while callers wait for it where that is less. */
  leftMs(now: number): number {
    let most = 0;
    let left = 0;
    for (const port of this.#ports.values()) {
      left += port.left;
      const calls = port.left * (callsPerStep(port) + port.looks / Math.max(1, port.all));
      most = Math.max(most, (calls / port.pace.perSecond(now)) * 1_000);
    }
    return Math.round(Math.max(most, this.#heldUpMs(left, now)));
  }

  /** Where no port is busy something else is slow, the ledger or this machine: then what was done lately tells how long the rest takes. */
  #heldUpMs(left: number, now: number): number {
    const [since] = this.#seen;
    if (since === undefined || now - since.at < LOOK_FROM_MS || this.#passed === since.passed) return 0;
    const took = now - since.at;
    let at = 0;
    for (const { pace } of this.#ports.values()) {
      if (pace.waitedMs(now) - (since.waitedMs[at] ?? 0) >= took * BUSY_SHARE) return 0;
      at += 1;
    }
    return (left * took) / (this.#passed - since.passed);
  }

  #look(now: number): void {
    const last = this.#seen.at(-1);
    if (last !== undefined && now - last.at < LOOK_EVERY_MS) return;
    const waitedMs: number[] = [];
    for (const { pace } of this.#ports.values()) {
      pace.look(now);
      waitedMs.push(pace.waitedMs(now));
    }
    this.#seen.push({ at: now, passed: this.#passed, waitedMs });
    while (this.#seen.length > 1 && now - (this.#seen[1]?.at ?? now) >= LOOK_BACK_MS) this.#seen.shift();
  }
}

/** What was seen at an instant. */
interface Seen {
  readonly at: number;
  readonly passed: number;
  /** By port. */
  readonly waitedMs: readonly number[];
}

interface PortAhead {
  /** Steps it began with, and has now. */
  readonly all: number;
  left: number;
  /** Questions that come before a step, as many as were not met; the fewer steps are left, the less they are to be expected. */
  looks: number;
  readonly pace: LanePace;
  /** Of the last steps: how many calls they took. */
  calls: number;
  steps: number;
}

/** Busy services are asked again, what stands in the ledger is asked for first, and some steps are never asked for. */
function callsPerStep({ calls, steps }: PortAhead): number {
  return steps < COUNT_FROM_STEPS ? 1 : calls / steps;
}
