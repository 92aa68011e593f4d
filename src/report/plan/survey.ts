import type { EpochMs } from '../../core/clock.js';
import { wallClockOf, type WallClock } from '../../notices/wall-time.js';
import type { LineDecision, PlanHeader, PlanRecord } from '../../remedy/plan.js';
import { draftSteps, MONEY_KINDS, stepsOf } from '../../remedy/steps-of.js';
import type { Step, StepKind } from '../../remedy/steps.js';
import { OpenDeadlines } from './open-deadlines.js';
import { reasonSetOf, type ReasonSet } from './reason-sets.js';

/** How far an order, or a step, is. `problem` is what a person must look at: refused, unknown, or in conflict with what was done. */
export const PROGRESS = ['open', 'pending', 'done', 'problem'] as const;

/** One of {@link PROGRESS}. */
export type Progress = (typeof PROGRESS)[number];

/** What is known of the steps that were carried out. */
export interface DoneSteps {
  progressOf(step: Step): Progress;
}

/** An order in short: a row of the page. */
export interface OrderRow {
  readonly id: string;
  readonly decision: LineDecision;
  readonly status: PlanRecord['status'];
  readonly reasons: ReasonSet;
  /** Place in {@link PlanSurvey.dues}; undefined where nothing is due. */
  readonly due: DueDay | undefined;
  /** Money that goes back, points left out. */
  readonly moneyMinor: number;
  readonly units: number;
  readonly couponMinor: number;
  /** Undefined without a ledger, and for an order of which nothing is to be done. */
  readonly progress: Progress | undefined;
}

/** A day on which money has to be back, or would have to be if an order is cancelled that a person decides. */
export interface DueDay {
  /** `2026-08-06`, in the zone of the legal profile. */
  readonly day: string;
  /** The earliest deadline of the day. */
  dueAt: EpochMs;
  orders: number;
  /** Orders of it whose money is not all back. */
  open: number;
  moneyMinor: number;
  /** Further orders that a person has to decide by then, as their money would be due. */
  toDecide: number;
}

/** Counts and sums of one kind of step. */
export interface StepSums {
  count: number;
  amount: number;
  readonly by: Record<Progress, number>;
}

/** An order whose explanation stands for all that were decided alike. */
export interface Sample {
  readonly record: PlanRecord;
  readonly reasons: ReasonSet;
}

/** Orders held by one page: a browser opens so many well within three seconds. */
export const PLAN_ORDERS_MAX = 50_000;

/** Kinds of decision whose explanation the page shows. */
const SAMPLES_MAX = 24;

/** What the page needs of a plan's records, gathered while they pass: flat for any number of them. */
export class PlanSurvey {
  readonly rows: OrderRow[] = [];
  readonly reasonSets: Map<string, ReasonSet> = new Map<string, ReasonSet>();
  readonly samples: Sample[] = [];
  readonly steps: Map<StepKind, StepSums> = new Map<StepKind, StepSums>();
  readonly progress: Record<Progress, number> = { open: 0, pending: 0, done: 0, problem: 0 };
  readonly hasLedger: boolean;
  readonly #dues = new Map<string, DueDay>();
  readonly #header: PlanHeader;
  readonly #clock: WallClock;
  readonly #done: DoneSteps | undefined;
  /** Orders whose money is not back, by when it is due. */
  readonly moneyOpen: OpenDeadlines;
  /** Orders that a person has to decide, by when their money would be due. */
  readonly toDecide: OpenDeadlines;

  /** @throws GuardError `invalid-argument` where the plan's zone is none. */
  constructor({
    header,
    now,
    done,
  }: {
    readonly header: PlanHeader;
    readonly now: EpochMs;
    /** From a ledger; undefined where nothing was carried out, or nobody says. */
    readonly done?: DoneSteps | undefined;
  }) {
    this.#header = header;
    this.#clock = wallClockOf(header.policy.legal.timeZone);
    this.#done = done;
    this.moneyOpen = new OpenDeadlines({ now });
    this.toDecide = new OpenDeadlines({ now });
    this.hasLedger = done !== undefined;
  }

  /** Takes the next record of the plan. */
  add(record: PlanRecord): void {
    const moneyMinor = moneyOf(record);
    const { progress, isMoneyOpen } = this.#takeSteps(record);
    const reasons = this.#takeReasons(record, moneyMinor);
    const due = this.#takeDue(record, { moneyMinor, isMoneyOpen });
    if (progress !== undefined) this.progress[progress] += 1;
    if (this.rows.length >= PLAN_ORDERS_MAX) return;
    this.rows.push({
      id: record.id,
      decision: record.decision,
      status: record.status,
      reasons,
      due,
      moneyMinor,
      units: record.lines.reduce((sum, { cancelledUnits }) => sum + cancelledUnits, 0),
      couponMinor: record.coupon?.amountMinor ?? 0,
      progress,
    });
  }

  /** Days in their order. */
  get dues(): readonly DueDay[] {
    return [...this.#dues.values()].sort((one, other) => one.dueAt - other.dueAt);
  }

  #takeReasons(record: PlanRecord, moneyMinor: number): ReasonSet {
    const found = reasonSetOf(this.reasonSets, record);
    found.orders += 1;
    found.moneyMinor += moneyMinor;
    if (found.orders === 1 && this.samples.length < SAMPLES_MAX)
      this.samples.push({ record, reasons: found });
    return found;
  }

  #takeDue(
    { dueAt, reviewDueAt }: PlanRecord,
    { moneyMinor, isMoneyOpen }: { readonly moneyMinor: number; readonly isMoneyOpen: boolean },
  ): DueDay | undefined {
    if (reviewDueAt !== undefined) {
      const due = this.#dayOf(reviewDueAt);
      due.toDecide += 1;
      this.toDecide.add(reviewDueAt);
      return due;
    }
    if (dueAt === undefined) return undefined;
    const due = this.#dayOf(dueAt);
    due.orders += 1;
    due.moneyMinor += moneyMinor;
    if (!isMoneyOpen) return due;
    due.open += 1;
    this.moneyOpen.add(dueAt);
    return due;
  }

  #dayOf(dueAt: EpochMs): DueDay {
    const { year, month, day } = this.#clock.at(dueAt);
    const name = `${year}-${two(month)}-${two(day)}`;
    const due = this.#dues.get(name) ?? { day: name, dueAt, orders: 0, open: 0, moneyMinor: 0, toDecide: 0 };
    this.#dues.set(name, due);
    due.dueAt = Math.min(due.dueAt, dueAt);
    return due;
  }

  #takeSteps(record: PlanRecord): { readonly progress: Progress | undefined; readonly isMoneyOpen: boolean } {
    if (this.#done === undefined) {
      for (const { kind, amount } of draftSteps(record)) this.#count(kind, { amount, progress: 'open' });
      return { progress: undefined, isMoneyOpen: true };
    }
    const seen = new Set<Progress>();
    let isMoneyOpen = false;
    for (const step of stepsOf(this.#header, record)) {
      const progress = this.#done.progressOf(step);
      this.#count(step.kind, { amount: step.amount, progress });
      seen.add(progress);
      if (MONEY_KINDS.has(step.kind) && progress !== 'done') isMoneyOpen = true;
    }
    return { progress: worstOf(seen), isMoneyOpen };
  }

  #count(
    kind: StepKind,
    { amount, progress }: { readonly amount: number; readonly progress: Progress },
  ): void {
    let sums = this.steps.get(kind);
    if (sums === undefined) {
      sums = { count: 0, amount: 0, by: { open: 0, pending: 0, done: 0, problem: 0 } };
      this.steps.set(kind, sums);
    }
    sums.count += 1;
    sums.amount += amount;
    sums.by[progress] += 1;
  }
}

/** What most needs a look decides for the whole order. */
const WORST_FIRST: readonly Progress[] = ['problem', 'open', 'pending', 'done'];

function worstOf(seen: ReadonlySet<Progress>): Progress | undefined {
  return WORST_FIRST.find((progress) => seen.has(progress));
}

function moneyOf({ payments }: PlanRecord): number {
  return payments.reduce(
    (sum, { kind, amountMinor }) => sum + (kind === 'restore-points' ? 0 : amountMinor),
    0,
  );
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
