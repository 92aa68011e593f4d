import type { PlanHeader } from '../plan.js';
import type { Step } from '../steps.js';
import type { ApplyReport, ApplySettings, RunEnd } from './apply-options.js';
import type { RankedRecord } from './due-order.js';
import { FailureWindow } from './failure-limit.js';
import type { LedgerBook } from './ledger-book.js';
import { OpenSteps } from './open-steps.js';
import { OrderRunner, OrderTable, type StepOver } from './order-runner.js';
import { PortLane } from './port-lane.js';
import { PORT_OF, type Port, type PortName } from './ports.js';
import type { ScannedPlan } from './scan-plan.js';
import { StepRunner } from './step-runner.js';
import { StopSwitch } from './stop-switch.js';
import { StepTally } from './step-tally.js';
import { TimeLeft } from './time-left.js';

/** Orders in the works for each call that may be in flight, and how many at least and at most: the slowest service never runs dry. */
const ORDERS_PER_CALL = 4;
const ORDERS_MIN = 32;
const ORDERS_MAX = 1_024;
const PROGRESS_EVERY_MS = 1_000;

/** What a run works on. */
export interface RunInput {
  readonly header: PlanHeader;
  readonly scanned: ScannedPlan;
  readonly ports: ReadonlyMap<PortName, Port>;
  readonly book: LedgerBook;
  readonly settings: ApplySettings;
}

/** One run of a plan: first a few orders, then all of them by deadline, then again what waits. */
export class PlanRun {
  readonly #input: RunInput;
  readonly #stop = new StopSwitch();
  readonly #lanes = new Map<PortName, PortLane>();
  readonly #tally: StepTally;
  readonly #open: OpenSteps;
  readonly #orders: OrderTable;
  readonly #runner: OrderRunner;
  readonly #failures: FailureWindow;
  readonly #left: TimeLeft;
  readonly #stepsTotal: number;
  readonly #startedAt: number;
  #end: RunEnd = 'finished';
  #fatal: Error | undefined;
  #steps = 0;
  #asked = 0;
  #ill = 0;
  #toldAt = 0;

  constructor(input: RunInput) {
    const { header, scanned, book, settings } = input;
    this.#input = input;
    this.#startedAt = settings.clock.now();
    this.#tally = new StepTally(scanned.planned);
    this.#open = new OpenSteps((key) => book.noteOf(key));
    this.#orders = new OrderTable(scanned.orders);
    this.#failures = new FailureWindow(settings.failureLimit);
    this.#left = new TimeLeft(this.#startedAt);
    this.#stepsTotal = [...scanned.planned.values()].reduce((sum, { count }) => sum + count, 0);
    this.#makeLanes();
    const { mode, failed, couponCode, clock } = settings;
    const runner = new StepRunner({
      header,
      book,
      clock,
      stop: this.#stop,
      mode,
      failed,
      couponCode,
      onClosed: () => this.#stopFor('service-closed'),
    });
    this.#runner = new OrderRunner({
      header,
      book,
      runner,
      tally: this.#tally,
      open: this.#open,
      orders: this.#orders,
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
    this.#tell();
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

  /** Each worker ends with its first order that had something left to do. */
  async #canary(orders: Orders, count: number): Promise<void> {
    let illCount = 0;
    await this.#workers(count, async () => {
      for (;;) {
        const outcome = await this.#next(orders);
        if (outcome?.isIll === true) illCount += 1;
        if (outcome === undefined || outcome.isAsked) return;
      }
    });
    if (illCount > 0) this.#stopFor('canary');
  }

  async #work(orders: Orders): Promise<void> {
    while ((await this.#next(orders)) !== undefined);
  }

  async #next(orders: Orders): Promise<{ readonly isAsked: boolean; readonly isIll: boolean } | undefined> {
    if (this.#input.settings.clock.now() >= this.#input.header.expiresAt) this.#expire();
    if (this.#stop.isStopped) return undefined;
    const next = await orders.next();
    return next.done === true ? undefined : this.#runner.run(next.value);
  }

  #expire(): void {
    if (this.#input.settings.mode === 'carry-out') this.#stopFor('expired');
  }

  /** What waits for another order at once, what waits for a service a few times after a while. */
  async #again(): Promise<void> {
    const { clock, pendingRounds, pendingWaitMs } = this.#input.settings;
    for (let round = 0; round <= pendingRounds; round += 1) {
      if (this.#stop.isStopped || !this.#orders.isAnyWaiting()) return;
      if (round > 0) await this.#stop.wait(clock, pendingWaitMs);
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
    const { ports, scanned, book, settings } = this.#input;
    for (const [name, port] of ports) {
      const lane = new PortLane({
        port,
        name,
        clock: settings.clock,
        ratePerSecond: slowest(port.ratePerSecond, settings.ratePerSecond),
        stop: this.#stop,
      });
      this.#lanes.set(name, lane);
      let steps = 0;
      for (const [kind, planned] of scanned.planned)
        if (PORT_OF[kind] === name) steps += Math.max(0, planned.count - book.table.settled(kind));
      this.#left.expect(name, { steps, ratePerSecond: lane.ratePerSecond });
    }
  }

  #over(step: Step, over: StepOver): void {
    const { clock } = this.#input.settings;
    const now = clock.now();
    this.#steps += 1;
    if (over.how === 'worked') {
      this.#asked += 1;
      this.#left.done(PORT_OF[step.kind], now);
    }
    if (over.went === 'ill') this.#ill += 1;
    if (over.went !== undefined && this.#failures.add(over.went)) this.#stopFor('failures');
    if (now - this.#toldAt >= PROGRESS_EVERY_MS) this.#tell();
  }

  #tell(): void {
    const { clock, onProgress } = this.#input.settings;
    const now = clock.now();
    this.#toldAt = now;
    onProgress?.({
      steps: this.#steps,
      stepsTotal: this.#stepsTotal,
      asked: this.#asked,
      ill: this.#ill,
      leftMs: this.#left.leftMs(now),
    });
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
      asked: this.#asked,
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
