import type { EpochMs } from '../../core/clock.js';
import type { PlanHeader } from '../plan.js';
import type { Step } from '../steps.js';
import type { ApplyReport, ApplySettings, RunEnd } from './apply-options.js';
import { WINDOW_RECORDS, type RankedRecord } from './due-order.js';
import { FailureWindow } from './failure-limit.js';
import type { LedgerBook } from './ledger-book.js';
import { OpenSteps } from './open-steps.js';
import { OrderRunner, type StepOver } from './order-runner.js';
import { OrderTable } from './order-table.js';
import { PortLane } from './port-lane.js';
import { PORT_OF, type Port, type PortName } from './ports.js';
import { RunProgress } from './run-progress.js';
import type { ScannedPlan } from './scan-plan.js';
import { StepRunner } from './step-runner.js';
import { StopSwitch } from './stop-switch.js';
import { StepTally } from './step-tally.js';

/** Orders in the works for each call that may be in flight, and how many at least and at most: the slowest service never runs dry. */
const ORDERS_PER_CALL = 4;
const ORDERS_MIN = 32;
const ORDERS_MAX = 1_024;
/** Orders of each run for which services are asked before anything is asked for: as many as a crash may have had in the works. */
const LOOK_ORDERS = 32;
/** Windows of orders that are held at most while they wait for other orders; for more, the plan is read once more. */
const HELD_WINDOWS = 4;

/** What a run works on. */
export interface RunInput {
  readonly header: PlanHeader;
  readonly scanned: ScannedPlan;
  readonly ports: ReadonlyMap<PortName, Port>;
  readonly book: LedgerBook;
  readonly settings: ApplySettings;
  /** From when on nothing may be begun: the plan, or the signatures it needs, have expired. */
  readonly endsAt: EpochMs;
}

/** One run of a plan: first a few orders, then all of them by deadline, those that waited for others in between, then again what waits. */
export class PlanRun {
  readonly #input: RunInput;
  readonly #stop = new StopSwitch();
  readonly #lanes = new Map<PortName, PortLane>();
  readonly #tally: StepTally;
  readonly #open: OpenSteps;
  readonly #orders: OrderTable;
  readonly #runner: OrderRunner;
  readonly #failures: FailureWindow;
  readonly #progress: RunProgress;
  readonly #startedAt: number;
  /** Orders for which services were asked first. */
  readonly #lookedAt = new Set<string>();
  #stranger: Step | undefined;
  #end: RunEnd = 'finished';
  #fatal: Error | undefined;

  constructor(input: RunInput) {
    const { header, scanned, book, settings } = input;
    this.#input = input;
    this.#startedAt = settings.clock.now();
    this.#tally = new StepTally(scanned.planned);
    this.#open = new OpenSteps((key) => book.noteOf(key));
    this.#orders = new OrderTable(scanned);
    this.#failures = new FailureWindow(settings.failureLimit);
    this.#makeLanes();
    const { mode, failed, couponCode, clock } = settings;
    const wasBehind = book.isBehind;
    this.#progress = new RunProgress({
      scanned,
      table: book.table,
      lanes: this.#lanes,
      settings,
      lookShare: wasBehind ? undefined : Math.min(1, LOOK_ORDERS / Math.max(1, scanned.ordersToDo)),
    });
    const runner = new StepRunner({
      header,
      book,
      clock,
      stop: this.#stop,
      mode,
      failed,
      couponCode,
      asksFirst: ({ orderId }) => wasBehind || this.#isLookedAt(orderId),
      onStranger: (step) => {
        if (wasBehind) return;
        this.#stranger ??= step;
        this.#stopFor('other-ledger');
      },
      onClosed: () => this.#stopFor('service-closed'),
    });
    this.#runner = new OrderRunner({
      header,
      book,
      runner,
      tally: this.#tally,
      open: this.#open,
      orders: this.#orders,
      heldOrders: HELD_WINDOWS * (settings.windowRecords ?? WINDOW_RECORDS),
      laneOf: (kind) => this.#lanes.get(PORT_OF[kind]),
      onStep: (step, over) => this.#over(step, over),
    });
  }

  /** @throws GuardError of the ledger, or of a plan that was changed meanwhile. */
  async run(): Promise<ApplyReport> {
    const { signal } = this.#input.settings;
    const pause = (): void => this.#stopFor('paused');
    if (signal?.aborted === true) pause();
    signal?.addEventListener('abort', pause, { once: true });
    try {
      await this.#all();
      if (this.#fatal !== undefined) throw this.#fatal;
    } finally {
      signal?.removeEventListener('abort', pause);
      this.#stop.stop();
    }
    this.#progress.tell(this.#end === 'finished' ? 'finished' : 'going');
    return this.#report();
  }

  async #all(): Promise<void> {
    const { settings, scanned } = this.#input;
    const all = scanned.due.wanted(() => true);
    try {
      if (settings.canaryOrders > 0) await this.#canary(all, settings.canaryOrders);
      await this.#workers(this.#width(), () => this.#work(all));
    } finally {
      await all.return();
    }
    await this.#again();
  }

  /** Each worker ends with its first order of which something was tried: what nobody could tell about before tells nothing new. */
  async #canary(orders: Orders, count: number): Promise<void> {
    let illCount = 0;
    await this.#workers(count, async () => {
      while (this.#mayGoOn()) {
        const next = await orders.next();
        if (next.done === true) return;
        const { isIll, isTried } = await this.#runner.run(next.value, 'everything');
        if (isIll) illCount += 1;
        if (isTried) return;
      }
    });
    if (illCount > 0) this.#stopFor('canary');
  }

  /** Orders that waited for others come first: their turn was before that of any that is to come. */
  async #work(orders: Orders): Promise<void> {
    let isOver = false;
    while (this.#mayGoOn()) {
      const ready = this.#runner.takeReady();
      if (ready !== undefined) {
        await this.#runner.run(ready, 'held-back');
        continue;
      }
      // While the last one was awaited, others may have stopped waiting.
      if (isOver) return;
      const next = await orders.next();
      if (next.done === true) isOver = true;
      else await this.#runner.run(next.value, 'everything');
    }
  }

  #mayGoOn(): boolean {
    if (this.#input.settings.clock.now() >= this.#input.endsAt) this.#stopFor('expired');
    return !this.#stop.isStopped;
  }

  /** A ledger that was lost, left behind or not the right one lacks steps of the orders that come first: their services know. */
  #isLookedAt(orderId: string): boolean {
    if (this.#lookedAt.size < LOOK_ORDERS) this.#lookedAt.add(orderId);
    return this.#lookedAt.has(orderId);
  }

  /** What waits for another order at once, what waits for a service a few times after a while. */
  async #again(): Promise<void> {
    const { clock, pendingRounds, pendingWaitMs } = this.#input.settings;
    for (let round = 0; round <= pendingRounds; round += 1) {
      if (this.#stop.isStopped || !this.#orders.isAnyWaiting()) return;
      if (round > 0) await this.#stop.wait(clock, pendingWaitMs);
      this.#orders.beginPass();
      const waiting = this.#input.scanned.due.wanted((rank) => this.#orders.isWaiting(rank));
      try {
        await this.#workers(this.#width(), () => this.#work(waiting));
      } finally {
        await waiting.return();
      }
    }
  }

  /** Waits for all of them, also when one fails: what is in flight is kept. */
  async #workers(count: number, work: () => Promise<void>): Promise<void> {
    await Promise.all(
      Array.from({ length: count }, () =>
        work().catch((error: unknown) => {
          this.#fatal ??= error instanceof Error ? error : new Error(String(error));
          this.#stop.stop();
        }),
      ),
    );
  }

  #width(): number {
    let calls = 0;
    for (const { concurrency } of this.#lanes.values()) calls += concurrency;
    return Math.min(ORDERS_MAX, Math.max(ORDERS_MIN, calls * ORDERS_PER_CALL));
  }

  #makeLanes(): void {
    const { ports, settings } = this.#input;
    for (const [name, port] of ports) {
      const lane = new PortLane({
        port,
        name,
        clock: settings.clock,
        ratePerSecond: slowest(port.ratePerSecond, settings.ratePerSecond),
        stop: this.#stop,
      });
      this.#lanes.set(name, lane);
    }
  }

  #over(step: Step, over: StepOver): void {
    this.#progress.over(step, over);
    if (over.went !== undefined && this.#failures.add(over.went)) this.#stopFor('failures');
  }

  #stopFor(end: RunEnd): void {
    if (this.#stop.isStopped) return;
    this.#end = end;
    this.#stop.stop();
  }

  #report(): ApplyReport {
    const { book, settings } = this.#input;
    const books = this.#tally.books();
    return {
      kind: 'ran',
      ended: this.#end,
      isComplete:
        books.every(({ planned, done, skipped }) => planned.count === done.count + skipped.count) &&
        this.#open.list().length === 0,
      books,
      open: this.#open.list(),
      stranger: this.#stranger,
      asked: this.#progress.asked,
      troubles: [...this.#lanes.values()].flatMap((lane) => lane.troubles()),
      ledgerLink: book.link,
      tookMs: settings.clock.now() - this.#startedAt,
    };
  }
}

type Orders = AsyncGenerator<RankedRecord, void, undefined>;

function slowest(own: number | undefined, most: number | undefined): number | undefined {
  return own === undefined ? most : Math.min(own, most ?? Infinity);
}
