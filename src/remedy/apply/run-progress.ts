import type { ApplySettings } from './apply-options.js';
import type { StepOver } from './order-runner.js';
import type { PortLane } from './port-lane.js';
import { PORT_OF, type PortName } from './ports.js';
import type { ScannedPlan } from './scan-plan.js';
import type { StepTable } from './step-table.js';
import type { Standing } from './standing.js';
import type { Step, StepKind } from '../steps.js';
import type { StepState } from './ledger.js';
import { TimeLeft } from './time-left.js';

const PROGRESS_EVERY_MS = 1_000;

/** Counts what a run has passed, and tells how far it is. */
export class RunProgress {
  readonly #settings: ApplySettings;
  readonly #left = new TimeLeft();
  readonly #stepsTotal: number;
  readonly #lookShare: number | undefined;
  #steps = 0;
  #asked = 0;
  #ill = 0;
  #toldAt = 0;

  constructor(options: {
    readonly scanned: ScannedPlan;
    readonly table: StepTable;
    readonly lanes: ReadonlyMap<PortName, PortLane>;
    readonly settings: ApplySettings;
    /** Share of the orders for which services are asked what they know before they are asked for anything; undefined for every step. */
    readonly lookShare: number | undefined;
  }) {
    const { scanned, table, lanes, settings, lookShare } = options;
    this.#settings = settings;
    this.#lookShare = lookShare;
    this.#stepsTotal = [...scanned.planned.values()].reduce((sum, { count }) => sum + count, 0);
    for (const [name, lane] of lanes) {
      let steps = 0;
      for (const [kind, { count }] of scanned.planned)
        if (PORT_OF[kind] === name) steps += this.#aheadOf(kind, { count, table });
      const looks = steps * (lookShare ?? 0);
      const { ratePerSecond } = lane;
      this.#left.expect(name, { steps, looks, ratePerSecond, work: (now) => lane.work(now) });
    }
  }

  /** Steps that services were asked for. */
  get asked(): number {
    return this.#asked;
  }

  /** A step passed, or was asked for after it had passed. */
  over(step: Step, { before, calls, went, hasPassed }: StepOver): void {
    const now = this.#settings.clock.now();
    if (calls.all > 0) this.#asked += 1;
    if (went === 'ill') this.#ill += 1;
    if (hasPassed === 'now') {
      this.#steps += 1;
      // Where every step is asked about first, that is part of what a step takes.
      const looks = this.#lookShare === undefined ? 0 : calls.first;
      const took = { now, calls: calls.all - looks, looks };
      if (this.#isAhead(before)) this.#left.over(PORT_OF[step.kind], took);
    }
    if (now - this.#toldAt >= PROGRESS_EVERY_MS) this.tell('going');
  }

  /** Tells whoever listens how far the run is; one that is finished has passed every step. */
  tell(how: 'going' | 'finished'): void {
    const { clock, onProgress } = this.#settings;
    const now = clock.now();
    this.#toldAt = now;
    const isFinished = how === 'finished';
    onProgress?.({
      steps: isFinished ? this.#stepsTotal : this.#steps,
      stepsTotal: this.#stepsTotal,
      asked: this.#asked,
      ill: this.#ill,
      leftMs: isFinished ? 0 : this.#left.leftMs(now),
    });
  }

  /** Steps of a kind for which services are asked in this run, as the ledger stands. */
  #aheadOf(kind: StepKind, { count, table }: { readonly count: number; readonly table: StepTable }): number {
    const inState = (...states: readonly StepState[]): number =>
      states.reduce((sum, state) => sum + table.count(kind, state), 0);
    const { mode, failed } = this.#settings;
    if (mode === 'ask-only') return inState('started', 'pending', 'unknown');
    const settled = inState('done', 'skipped') + (failed === 'leave' ? inState('failed') : 0);
    return Math.max(0, count - settled);
  }

  /** Whether a step that stood so was counted as one for which a service is asked. */
  #isAhead({ end, reason }: Standing): boolean {
    const { mode, failed } = this.#settings;
    switch (end) {
      case 'pending':
      case 'unknown':
        return true;
      case 'waiting':
        return mode === 'carry-out';
      case 'failed':
        return mode === 'carry-out' && failed === 'ask-again';
      case 'skipped':
        return mode === 'carry-out' && reason === 'duplicate';
      case 'done':
        return false;
    }
  }
}
