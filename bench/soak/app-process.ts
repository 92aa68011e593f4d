import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { withDeadline } from '../stock/with-deadline.js';
import type { AskerCounts } from './asker.js';
import { FINISH } from './orders-heard.js';

const PROGRAM = fileURLToPath(new URL('./app.js', import.meta.url));
const EXIT_MS = 5_000;

/** What a process of the shop is told. */
export interface AppPlan {
  /** The proxy this app goes through. */
  readonly port: number;
  readonly saleId: string;
  readonly seed: string;
  readonly slot: number;
  /** How many processes of this slot there were before. */
  readonly incarnation: number;
  readonly deadlineMs: number;
  readonly saleSeconds: number;
  readonly logPath: string;
}

/** What it says, twice a second and when it has finished. */
export interface AppReport extends AskerCounts {
  /** Longest time the process itself did nothing it was due to do, ms. */
  readonly loopDelayMs: number;
  readonly finished: boolean;
}

/** Sums of all processes of a slot; of a killed one as it last said. */
export interface SlotCounts {
  readonly calls: number;
  readonly answered: number;
  readonly unknowns: number;
  readonly latestMs: number;
  readonly loopDelayMs: number;
}

/** One slot of the shop: a process, and the next one when it was killed. */
export class AppSlot {
  readonly #plan: Omit<AppPlan, 'incarnation'>;
  #incarnation = 0;
  #child: ChildProcess | undefined;
  #past: SlotCounts = { calls: 0, answered: 0, unknowns: 0, latestMs: 0, loopDelayMs: 0 };
  #now: AppReport | undefined;

  constructor(plan: Omit<AppPlan, 'incarnation'>) {
    this.#plan = plan;
  }

  get logPath(): string {
    return this.#plan.logPath;
  }

  get counts(): SlotCounts {
    const now = this.#now;
    if (now === undefined) return this.#past;
    return {
      calls: this.#past.calls + now.calls,
      answered: this.#past.answered + now.answered,
      unknowns: this.#past.unknowns + now.unknowns,
      latestMs: Math.max(this.#past.latestMs, now.latestMs),
      loopDelayMs: Math.max(this.#past.loopDelayMs, now.loopDelayMs),
    };
  }

  /** Starts a process; it takes up what the one before left open. */
  start(): void {
    this.#past = this.counts;
    this.#now = undefined;
    const child = fork(PROGRAM);
    this.#child = child;
    // A process that is being killed can be told nothing; what counts is its exit.
    child.on('error', () => undefined);
    child.on('message', (report: AppReport) => {
      if (this.#child === child) this.#now = report;
    });
    const plan: AppPlan = { ...this.#plan, incarnation: this.#incarnation };
    this.#incarnation += 1;
    child.send(plan);
  }

  /** SIGKILL, in the middle of whatever it does. Answers when it is gone; any number of times. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child === undefined || hasExited(child)) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await withDeadline(gone, EXIT_MS, 'an app is gone after SIGKILL');
  }

  /** Tells it to bring every order to its end. @returns whether it did so in time; it is gone in any case. */
  async finish(timeoutMs: number): Promise<boolean> {
    const child = this.#child;
    if (child === undefined || hasExited(child)) return this.#now?.finished ?? false;
    const gone = once(child, 'exit');
    child.send(FINISH);
    try {
      await withDeadline(gone, timeoutMs, 'an app has finished');
    } catch {
      await this.kill();
    }
    return this.#now?.finished ?? false;
  }
}

function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
