import { KeyIndex } from '../../core/key-index.js';
import { MONEY_KINDS, stepsOf } from '../steps-of.js';
import type { PlanHeader, PlanRecord } from '../plan.js';
import type { Step, StepKind } from '../steps.js';
import type { RankedRecord } from './due-order.js';
import type { LedgerBook } from './ledger-book.js';
import type { OrderTable } from './order-table.js';
import { DUPLICATE, endOf, standingOf, type Standing } from './standing.js';
import type { OpenReason, OpenSteps } from './open-steps.js';
import type { PortLane } from './port-lane.js';
import type { StepOutcome, StepRunner } from './step-runner.js';
import type { StepTally } from './step-tally.js';
import { WaitingOrders, type HeldOrder } from './waiting-orders.js';

/** What an order runner works with; all of it lives as long as a run. */
export interface OrderParts {
  readonly header: PlanHeader;
  readonly book: LedgerBook;
  readonly runner: StepRunner;
  readonly tally: StepTally;
  readonly open: OpenSteps;
  readonly orders: OrderTable;
  /** Orders that wait for others, held in memory at once. */
  readonly heldOrders: number;
  readonly laneOf: (kind: StepKind) => PortLane | undefined;
  /** Hears of every step that passes, and of those that are asked for only after they have. */
  readonly onStep: (step: Step, over: StepOver) => void;
}

/** How a step ended, for progress and the failure limit. */
export interface StepOver {
  /** How it stood before. */
  readonly before: Standing;
  /** Calls that were made, and how many of them asked what its service knows of a step that the ledger has nothing of. */
  readonly calls: { readonly all: number; readonly first: 0 | 1 };
  /** Undefined for steps nothing was asked for, and for those that nobody could tell about before: they tell nothing new. */
  readonly went: 'well' | 'ill' | undefined;
  /** A step passes once in a run: when it is done with, which one that waits for an order that is to come is not. */
  readonly hasPassed: 'now' | 'before';
}

/** What became of an order in one pass. */
export interface OrderOutcome {
  /** Something was asked for that had not been asked for before. */
  readonly isTried: boolean;
  /** Something of that failed, or nobody knows. */
  readonly isIll: boolean;
}

/** All of an order, or only the steps of it that waited for other orders. */
export type OrderPart = 'everything' | 'held-back';

/** Carries out the steps of one order, one after the other, each as far as it gets. May be called again for the same order. */
export class OrderRunner {
  readonly #parts: OrderParts;
  readonly #waiting: WaitingOrders;
  /** Steps that belong to a customer: which order had them first. */
  readonly #customerSteps = new KeyIndex({ seed: 0 });
  readonly #ranks: number[] = [];

  constructor(parts: OrderParts) {
    this.#parts = parts;
    this.#waiting = new WaitingOrders({
      orders: parts.orders,
      max: parts.heldOrders,
      onVain: (held) => this.#passInVain(held),
    });
  }

  /** An order whose waiting is over; to be run next, `held-back`. */
  takeReady(): RankedRecord | undefined {
    return this.#waiting.takeReady();
  }

  /** @throws GuardError of the ledger. */
  async run(ranked: RankedRecord, part: OrderPart): Promise<OrderOutcome> {
    const { header, orders } = this.#parts;
    const { record, rank } = ranked;
    const steps = stepsOf(header, record);
    // All at once, so that a customer's coupon and notice are of the same order.
    for (const step of steps) this.#isDuplicate(step, rank);
    const visit: Visit = {
      record,
      rank,
      part,
      steps,
      isFirst: orders.meet(rank),
      hadPutOff: orders.hasPutOff(rank),
      putOff: [],
      isWaiting: false,
      isTried: false,
      isIll: false,
    };
    for (const step of steps) await this.#step(step, visit);
    this.#leave(ranked, visit);
    const { isTried, isIll } = visit;
    return { isTried, isIll };
  }

  #leave(ranked: RankedRecord, visit: Visit): void {
    const { orders } = this.#parts;
    const { record, rank } = ranked;
    const { steps, putOff, isWaiting } = visit;
    if (this.#isMoneyAccepted(steps)) orders.accept(record.id);
    orders.leave({ id: record.id, rank }, isWaiting ? 'waiting' : 'over');
    orders.notePutOff(rank, putOff.some((step) => isToPass(step, visit)) ? 'some' : 'none');
    this.#waiting.settled(record.id);
    if (putOff.length > 0) this.#waiting.hold({ ranked, steps: putOff });
  }

  async #step(step: Step, visit: Visit): Promise<void> {
    if (visit.part === 'held-back' && step.afterOrders.length === 0) {
      if (this.#parts.book.table.stateOf(step.key) === 'pending') visit.isWaiting = true;
      return;
    }
    const { tally, laneOf } = this.#parts;
    const before = this.#endOf(step, visit);
    if (visit.isFirst) tally.add(step, before.end);
    const hindrance = before.end === 'waiting' ? this.#hindrance(step, visit) : undefined;
    const lane = laneOf(step.kind);
    // What a service refused is asked for once in a run at most.
    const isOver = before.isFinal || (before.end === 'failed' && !visit.isFirst);
    if (isOver || hindrance !== undefined || lane === undefined)
      this.#pass(step, { before, hindrance, visit });
    else await this.#ask(step, { before, lane, visit });
  }

  /** Nothing is asked for now. */
  #pass(
    step: Step,
    how: { readonly before: Standing; readonly hindrance: Hindrance; readonly visit: Visit },
  ): void {
    const { open, onStep } = this.#parts;
    const { before, hindrance, visit } = how;
    const why = before.end === 'failed' ? 'failed' : undefined;
    open.note(step, { end: before.end, reason: before.reason ?? hindrance ?? why });
    const passes = hindrance !== 'after-open-order' || !this.#isPutOff(step);
    if (!passes) visit.putOff.push(step);
    else if (isToPass(step, visit)) onStep(step, { before, ...NOT_ASKED });
  }

  async #ask(
    step: Step,
    how: { readonly before: Standing; readonly lane: PortLane; readonly visit: Visit },
  ): Promise<void> {
    const { tally, open, onStep, runner, book } = this.#parts;
    const { before, lane, visit } = how;
    // Of a step that no call was ever made for it is sure that this run did not ask for it before.
    const isUntouched = before.end === 'waiting' && book.table.known(step).attempt === 0;
    const outcome = await runner.run(step, { record: visit.record, lane });
    const end = endOf(outcome.state);
    tally.move(step, { from: before.end, to: end });
    if (outcome.state === 'pending') visit.isWaiting = true;
    open.note(step, { end, reason: reasonOf(outcome) });
    const isNew = before.end === 'waiting' || before.end === 'failed';
    const went = outcome.calls > 0 && isNew ? wentOf(outcome) : undefined;
    if (before.end === 'waiting') {
      visit.isTried ||= went !== undefined;
      visit.isIll ||= went === 'ill';
    }
    if (MONEY_KINDS.has(step.kind)) this.#acceptEarly(visit);
    const calls = { all: outcome.calls, first: outcome.isAskedFirst ? 1 : 0 } as const;
    if (isToPass(step, visit)) onStep(step, { before, calls, went, hasPassed: 'now' });
    else if (isUntouched && outcome.calls > 0) onStep(step, { before, calls, went, hasPassed: 'before' });
  }

  /** A notice need not wait for what follows the money. */
  #acceptEarly({ record, steps }: Visit): void {
    if (!this.#isMoneyAccepted(steps)) return;
    this.#parts.orders.accept(record.id);
    this.#waiting.settled(record.id);
  }

  /** Whether what a step waits for is still to come in this pass. */
  #isPutOff(step: Step): boolean {
    const next = this.#awaited(step);
    return next !== undefined && this.#parts.orders.isToCome(next);
  }

  /** The first order that a step waits for. */
  #awaited({ afterOrders }: Step): string | undefined {
    return afterOrders.find((id) => !this.#parts.orders.isAccepted(id));
  }

  /** An order that steps waited for is over, and its money is not accepted. */
  #passInVain({ ranked: { rank }, steps }: HeldOrder): void {
    const { orders, onStep, book } = this.#parts;
    if (!orders.hasPutOff(rank)) return;
    orders.notePutOff(rank, 'none');
    for (const step of steps) onStep(step, { before: standingOf(step, book.table), ...NOT_ASKED });
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
  #hindrance(step: Step, visit: Visit): Hindrance {
    const { orders, book } = this.#parts;
    for (const one of visit.steps) {
      if (!step.after.includes(one.key) || this.#isEnough(one)) continue;
      const state = book.table.stateOf(one.key);
      if (state === 'pending') visit.isWaiting = true;
      return state === 'skipped' ? 'after-skipped-step' : 'after-open-step';
    }
    const next = this.#awaited(step);
    if (next === undefined) return undefined;
    if (orders.mayBeAccepted(next)) visit.isWaiting = true;
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

type Hindrance = OpenReason | undefined;

interface Visit {
  readonly record: PlanRecord;
  readonly rank: number;
  readonly part: OrderPart;
  readonly steps: readonly Step[];
  readonly isFirst: boolean;
  /** Steps that wait for other orders did not pass in an earlier visit. */
  readonly hadPutOff: boolean;
  /** What waits in this one. */
  readonly putOff: Step[];
  isWaiting: boolean;
  /** See {@link OrderOutcome}. */
  isTried: boolean;
  isIll: boolean;
}

const NOT_ASKED = { calls: { all: 0, first: 0 }, went: undefined, hasPassed: 'now' } as const;

/** Whether a step is one that did not pass before. */
function isToPass({ afterOrders }: Step, { isFirst, hadPutOff }: Visit): boolean {
  return isFirst || (hadPutOff && afterOrders.length > 0);
}

function reasonOf({ state, isBusy, calls }: StepOutcome): OpenReason | undefined {
  switch (state) {
    case 'done':
    case 'skipped':
      return undefined;
    case 'planned':
      if (isBusy) return 'busy';
      return calls > 0 ? 'in-vain' : 'not-reached';
    case 'started':
      return 'unknown';
    default:
      return state;
  }
}

function wentOf({ state }: StepOutcome): 'well' | 'ill' {
  return state === 'done' || state === 'pending' ? 'well' : 'ill';
}
