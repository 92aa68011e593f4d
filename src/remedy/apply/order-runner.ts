import { KeyIndex } from '../../core/key-index.js';
import { MONEY_KINDS, stepsOf } from '../steps-of.js';
import type { PlanHeader, PlanRecord } from '../plan.js';
import type { Step, StepKind } from '../steps.js';
import type { LedgerBook } from './ledger-book.js';
import { DUPLICATE, endOf, standingOf, type Standing } from './standing.js';
import type { OpenReason, OpenSteps } from './open-steps.js';
import type { PortLane } from './port-lane.js';
import type { StepOutcome, StepRunner } from './step-runner.js';
import type { StepTally } from './step-tally.js';

/** How the orders of a plan stand: a few bytes each. */
export class OrderTable {
  readonly #orders: KeyIndex;
  readonly #accepted: Uint8Array;
  readonly #isMet: Uint8Array;
  readonly #isWaiting: Uint8Array;

  constructor(orders: KeyIndex) {
    this.#orders = orders;
    this.#accepted = new Uint8Array(orders.count);
    this.#isMet = new Uint8Array(orders.count);
    this.#isWaiting = new Uint8Array(orders.count);
  }

  /** True the first time an order is met in a run. */
  meet(rank: number): boolean {
    const isFirst = this.#isMet[rank] !== 1;
    this.#isMet[rank] = 1;
    return isFirst;
  }

  /** Whether the money of an order was given back, or accepted by every service to be. */
  isAccepted(orderId: string): boolean {
    const place = this.#orders.find(orderId);
    return place >= 0 && this.#accepted[place] === 1;
  }

  /** Notes that the money of an order is on its way. */
  accept(orderId: string): void {
    const place = this.#orders.find(orderId);
    if (place >= 0) this.#accepted[place] = 1;
  }

  /** Whether to look at an order again in this run: something of it waits for a service or for another order. */
  waits(rank: number, is: 'waiting' | 'over'): void {
    this.#isWaiting[rank] = is === 'waiting' ? 1 : 0;
  }

  isWaiting(rank: number): boolean {
    return this.#isWaiting[rank] === 1;
  }

  /** Whether any order is to be looked at again. */
  isAnyWaiting(): boolean {
    return this.#isWaiting.includes(1);
  }
}

/** What an order runner works with; all of it lives as long as a run. */
export interface OrderParts {
  readonly header: PlanHeader;
  readonly book: LedgerBook;
  readonly runner: StepRunner;
  readonly tally: StepTally;
  readonly open: OpenSteps;
  readonly orders: OrderTable;
  readonly laneOf: (kind: StepKind) => PortLane | undefined;
  /** Hears of every step that was met for the first time in this run. */
  readonly onStep: (step: Step, over: StepOver) => void;
}

/** How a step ended, for progress and the failure limit. */
export interface StepOver {
  readonly how: 'worked' | 'passed';
  /** Undefined for steps nothing was asked for. */
  readonly went: 'well' | 'ill' | undefined;
}

/** What became of an order in one pass. */
export interface OrderOutcome {
  /** Something was asked for. */
  readonly isAsked: boolean;
  /** Something that was asked for failed, or nobody knows. */
  readonly isIll: boolean;
}

/** Carries out the steps of one order, one after the other, each as far as it gets. May be called again for the same order. */
export class OrderRunner {
  readonly #parts: OrderParts;
  /** Steps that belong to a customer: which order had them first. */
  readonly #customerSteps = new KeyIndex({ seed: 0 });
  readonly #ranks: number[] = [];

  constructor(parts: OrderParts) {
    this.#parts = parts;
  }

  /** @throws GuardError of the ledger. */
  async run({ record, rank }: { readonly record: PlanRecord; readonly rank: number }): Promise<OrderOutcome> {
    const { header, orders } = this.#parts;
    const steps = stepsOf(header, record);
    // All at once, so that a customer's coupon and notice are of the same order.
    for (const step of steps) this.#isDuplicate(step, rank);
    const visit: Visit = { record, rank, steps, isFirst: orders.meet(rank), isWaiting: false };
    let isAsked = false;
    let isIll = false;
    for (const step of steps) {
      const went = await this.#step(step, visit);
      isAsked ||= went !== undefined;
      isIll ||= went === 'ill';
    }
    if (this.#isMoneyAccepted(steps)) orders.accept(record.id);
    orders.waits(rank, visit.isWaiting ? 'waiting' : 'over');
    return { isAsked, isIll };
  }

  async #step(step: Step, visit: Visit): Promise<'well' | 'ill' | undefined> {
    const { tally, open, onStep, laneOf, runner } = this.#parts;
    const before = this.#endOf(step, visit);
    if (visit.isFirst) tally.add(step, before.end);
    const hindrance = before.end === 'waiting' ? this.#hindrance(step, visit) : undefined;
    const lane = laneOf(step.kind);
    // What a service refused is asked for once in a run at most.
    const isOver = before.isFinal || (before.end === 'failed' && !visit.isFirst);
    if (isOver || hindrance !== undefined || lane === undefined) {
      const why = before.end === 'failed' ? 'failed' : undefined;
      open.note(step, { end: before.end, reason: before.reason ?? hindrance ?? why });
      if (visit.isFirst) onStep(step, { how: 'passed', went: undefined });
      return undefined;
    }
    const outcome = await runner.run(step, { record: visit.record, lane });
    const end = endOf(outcome.state);
    tally.move(step, { from: before.end, to: end });
    if (outcome.state === 'pending') visit.isWaiting = true;
    open.note(step, { end, reason: reasonOf(outcome) });
    const went = outcome.isAsked ? wentOf(outcome) : undefined;
    if (visit.isFirst) onStep(step, { how: outcome.isAsked ? 'worked' : 'passed', went });
    return went;
  }

  /** How a step stands before anything is done. */
  #endOf(step: Step, { rank }: Visit): Standing {
    if (this.#isDuplicate(step, rank)) return DUPLICATE;
    return standingOf(step, this.#parts.book.table);
  }

  #isDuplicate(step: Step, rank: number): boolean {
    if (step.kind !== 'grant-coupon' && step.kind !== 'notice') return false;
    const place = this.#customerSteps.add(step.key);
    this.#ranks[place] ??= rank;
    return this.#ranks[place] !== rank;
  }

  /** Why a step cannot be asked for yet. */
  #hindrance(step: Step, visit: Visit): OpenReason | undefined {
    const { orders, book } = this.#parts;
    for (const one of visit.steps) {
      if (!step.after.includes(one.key) || this.#isEnough(one)) continue;
      const state = book.table.stateOf(one.key);
      if (state === 'pending') visit.isWaiting = true;
      return 'after-open-step';
    }
    if (step.afterOrders.every((id) => orders.isAccepted(id))) return undefined;
    visit.isWaiting = true;
    return 'after-open-order';
  }

  #isMoneyAccepted(steps: readonly Step[]): boolean {
    return steps.every((step) => !MONEY_KINDS.has(step.kind) || this.#isEnough(step));
  }

  /** Done; of money it is enough that the service accepted it. A step that contradicts the ledger never is. */
  #isEnough(step: Step): boolean {
    const { state, fingerprint } = this.#parts.book.table.known(step);
    if (fingerprint !== 'same') return false;
    return state === 'done' || (state === 'pending' && MONEY_KINDS.has(step.kind));
  }
}

interface Visit {
  readonly record: PlanRecord;
  readonly rank: number;
  readonly steps: readonly Step[];
  readonly isFirst: boolean;
  isWaiting: boolean;
}

function reasonOf({ state, isBusy }: StepOutcome): OpenReason | undefined {
  switch (state) {
    case 'done':
    case 'skipped':
      return undefined;
    case 'planned':
      return isBusy ? 'busy' : 'not-reached';
    case 'started':
      return 'unknown';
    default:
      return state;
  }
}

function wentOf({ state }: StepOutcome): 'well' | 'ill' {
  return state === 'done' || state === 'pending' ? 'well' : 'ill';
}
