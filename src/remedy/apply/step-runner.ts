import { GuardError } from '../../core/errors.js';
import type { PlanHeader, PlanRecord } from '../plan.js';
import type { Step } from '../steps.js';
import { backOffMs } from './back-off.js';
import type { LedgerBook } from './ledger-book.js';
import type { StepState } from './ledger.js';
import type { PortLane } from './port-lane.js';
import type { KnownStep } from './step-table.js';
import type { ApplyClock, PortAnswer, PortFound, StepRequest } from './ports.js';
import type { StopSwitch } from './stop-switch.js';
import { noteOf, readAnswer, readFound } from './read-answer.js';

/** Times one run asks for the same effect when nobody knows what became of it, and for what is known of it. */
const ACTS_MAX = 4;
const FINDS_MAX = 6;
/** Times one run comes back to a service that is busy. */
const BUSY_MAX = 20;
/** An entry kept longer ago than this, ms, is kept again before the call: another process may have taken the ledger meanwhile. */
const STALE_MS = 5_000;
const KEEPS_MAX = 3;

/** Noted where a service knows the key with another amount: a person must look. */
const OTHER_AMOUNT = 'other-amount';

/** What a step runner works with; all of it lives as long as a run. */
export interface RunnerParts {
  readonly header: PlanHeader;
  readonly book: LedgerBook;
  readonly clock: ApplyClock;
  /** Stopped when nothing may be begun any more. */
  readonly stop: StopSwitch;
  /** `ask-only`: nothing is asked for, services are only asked what they know. */
  readonly mode: 'carry-out' | 'ask-only';
  /** What becomes of steps that failed before. */
  readonly failed: 'leave' | 'ask-again';
  readonly couponCode: ((record: PlanRecord) => string | undefined) | undefined;
  /** Whether services are asked what they know of steps that the ledger has nothing of, before those are asked for. */
  readonly asksFirst: (step: Step) => boolean;
  /** A service knows a step that the ledger has nothing of. */
  readonly onStranger: (step: Step) => void;
  /** A service asks to be left alone for longer than anybody waits. */
  readonly onClosed: () => void;
}

/** Where a step stood when it was left, and whether it was asked for in vain. */
export interface StepOutcome {
  readonly state: StepState;
  /** Calls that were made. */
  readonly calls: number;
  /** Its service was asked what it knows before it was asked for the effect, although the ledger has nothing of it. */
  readonly isAskedFirst: boolean;
  /** Its service was busy to the end. */
  readonly isBusy: boolean;
}

interface Attempt {
  readonly step: Step;
  readonly record: PlanRecord;
  readonly lane: PortLane;
  attempt: number;
  /** Instant from which `absent` may be believed. */
  trustAbsentAt: number;
  acts: number;
  finds: number;
  busy: number;
  calls: number;
}

/** A port answered something else than its contract allows. */
const NO_SUCH_ANSWER = 'no-answer-of-the-contract';

/** What to do next with a step. */
type Next = 'act' | 'find' | 'leave';

/** Takes one step as far as it gets in this run, by the ledger and the answers of its port. */
export class StepRunner {
  readonly #parts: RunnerParts;

  constructor(parts: RunnerParts) {
    this.#parts = parts;
  }

  /** @throws GuardError of the ledger alone; ports never throw through here. */
  async run(
    step: Step,
    place: { readonly record: PlanRecord; readonly lane: PortLane },
  ): Promise<StepOutcome> {
    const { book } = this.#parts;
    const known = book.table.known(step);
    const attempt: Attempt = {
      step,
      ...place,
      attempt: known.attempt,
      // Of an earlier process it is only known that it made no call after this one had the ledger.
      // Its clock may have been wrong by days.
      trustAbsentAt:
        Math.max(Math.min(known.startedAt, this.#parts.clock.now()), book.openedAt) + place.lane.settleMs,
      acts: 0,
      finds: 0,
      busy: 0,
      calls: 0,
    };
    let next = this.#first(step, known);
    const isAskedFirst = next === 'find' && known.attempt === 0 && known.state === 'planned';
    while (next !== 'leave') next = await (next === 'act' ? this.#act(attempt) : this.#find(attempt));
    return {
      state: book.table.stateOf(step.key),
      calls: attempt.calls,
      isAskedFirst,
      isBusy: attempt.busy > 0,
    };
  }

  #first(step: Step, known: KnownStep): Next {
    switch (known.state) {
      case 'done':
      case 'skipped':
        return 'leave';
      case 'failed':
        return this.#parts.failed === 'ask-again' && this.#parts.mode === 'carry-out' ? 'find' : 'leave';
      case 'planned':
        if (this.#parts.mode === 'ask-only') return 'leave';
        // Said to have had no effect, by a busy service or a person: where calls may not be repeated it is asked all the same.
        return known.attempt === 0 && !this.#parts.asksFirst(step) ? 'act' : 'find';
      case 'started':
      case 'pending':
      case 'unknown':
        return 'find';
    }
  }

  async #act(at: Attempt): Promise<Next> {
    if (this.#parts.stop.isStopped || this.#parts.mode === 'ask-only') return 'leave';
    const { lane } = at;
    const called = await lane.call('act', (signal) => lane.port.act(this.#request(at, signal)), {
      comes: comesOf(at),
      prepare: () => this.#start(at),
    });
    if (called.kind === 'stopped') return 'leave';
    at.calls += 1;
    at.acts += 1;
    at.finds = 0;
    const answer: PortAnswer = called.kind === 'lost' ? { kind: 'unknown' } : this.#read(lane, called.answer);
    return this.#answered(at, answer);
  }

  /** Keeps `started` before the call is made. */
  async #start(at: Attempt): Promise<void> {
    const { clock } = this.#parts;
    at.attempt += 1;
    for (let tries = 1; ; tries += 1) {
      const from = clock.now();
      await this.#write(at, 'started', undefined);
      if (clock.now() - from <= STALE_MS) break;
      if (tries === KEEPS_MAX) throw tooSlow();
    }
    at.trustAbsentAt = clock.now() + at.lane.settleMs;
  }

  async #answered(at: Attempt, answer: PortAnswer): Promise<Next> {
    if (answer.kind !== 'busy') at.lane.recovered();
    switch (answer.kind) {
      case 'done':
      case 'pending':
        if (answer.amount !== undefined && answer.amount !== at.step.amount)
          return this.#leaveAs(at, 'unknown', OTHER_AMOUNT);
        await this.#write(at, answer.kind, noteOf(answer.ref));
        return 'leave';
      case 'rejected':
        await this.#write(at, 'failed', noteOf(answer.reason) ?? 'rejected');
        return 'leave';
      case 'busy':
        return this.#busy(at, answer.afterMs);
      case 'unknown':
        await this.#write(at, 'unknown', undefined);
        return 'find';
    }
  }

  async #busy(at: Attempt, afterMs: number | undefined): Promise<Next> {
    const { lane } = at;
    at.busy += 1;
    // By the contract nothing happened: kept, so that the next run need not ask.
    await this.#write(at, 'planned', 'busy');
    const isBearable = lane.pause(isWait(afterMs) ? afterMs : undefined);
    if (!isBearable) this.#parts.onClosed();
    if (!isBearable || at.busy >= BUSY_MAX) return 'leave';
    return lane.port.idempotency === 'ask' ? 'find' : 'act';
  }

  async #find(at: Attempt): Promise<Next> {
    if (this.#parts.stop.isStopped) return 'leave';
    const { lane } = at;
    if (at.finds > 0) await this.#parts.stop.wait(this.#parts.clock, backOffMs(at.finds - 1));
    const askedAt = this.#parts.clock.now();
    const called = await lane.call('find', (signal) => lane.port.find(this.#request(at, signal)), {
      comes: comesOf(at),
    });
    if (called.kind === 'stopped') return 'leave';
    at.calls += 1;
    at.finds += 1;
    const found: PortFound =
      called.kind === 'lost' ? { kind: 'unknown' } : this.#readFound(lane, called.answer);
    return this.#found(at, found, askedAt);
  }

  async #found(at: Attempt, found: PortFound, askedAt: number): Promise<Next> {
    switch (found.kind) {
      case 'done':
      case 'pending':
        this.#meetStranger(at);
        if (found.amount !== undefined && found.amount !== at.step.amount)
          return this.#leaveAs(at, 'unknown', OTHER_AMOUNT);
        return this.#leaveAs(at, found.kind, noteOf(found.ref));
      case 'rejected':
        this.#meetStranger(at);
        if (this.#parts.failed === 'ask-again' && at.acts === 0 && this.#stateOf(at) === 'failed')
          return 'act';
        return this.#leaveAs(at, 'failed', noteOf(found.reason) ?? 'rejected');
      case 'absent':
        return this.#absent(at, askedAt);
      case 'unknown':
        return this.#unclear(at);
    }
  }

  /** Where the service cannot be trusted with a second call, its `absent` counts from the settling time on. */
  async #absent(at: Attempt, askedAt: number): Promise<Next> {
    // `planned`: no call of it is under way.
    const mayLandStill = this.#stateOf(at) !== 'planned' && askedAt < at.trustAbsentAt;
    if (at.lane.port.idempotency === 'ask' && mayLandStill) {
      await this.#parts.stop.wait(this.#parts.clock, at.trustAbsentAt - askedAt);
      at.finds = 0;
      return 'find';
    }
    if (at.acts < ACTS_MAX && this.#parts.mode === 'carry-out') return 'act';
    // Nothing happened, and nothing is asked for any more in this run.
    return this.#leaveAs(at, 'planned', 'absent');
  }

  /** Nothing of the step stands in the ledger, and its service knows it all the same. */
  #meetStranger(at: Attempt): void {
    if (at.attempt === 0 && this.#stateOf(at) === 'planned') this.#parts.onStranger(at.step);
  }

  async #unclear(at: Attempt): Promise<Next> {
    // Asked only to be sure: where keys are honoured the call itself may tell.
    if (at.attempt === 0 && at.lane.port.idempotency === 'key' && this.#stateOf(at) === 'planned')
      return 'act';
    if (at.finds < FINDS_MAX) return 'find';
    const mayRepeat = at.lane.port.idempotency === 'key' && this.#stateOf(at) !== 'pending';
    if (mayRepeat && at.acts < ACTS_MAX && this.#parts.mode === 'carry-out') return 'act';
    const state = this.#stateOf(at);
    return state === 'pending' || state === 'unknown' ? 'leave' : this.#leaveAs(at, 'unknown', 'no-answer');
  }

  #read(lane: PortLane, answer: unknown): PortAnswer {
    const read = readAnswer(answer);
    if (read === undefined) lane.trouble('act', NO_SUCH_ANSWER);
    return read ?? { kind: 'unknown' };
  }

  #readFound(lane: PortLane, found: unknown): PortFound {
    const read = readFound(found);
    if (read === undefined) lane.trouble('find', NO_SUCH_ANSWER);
    return read ?? { kind: 'unknown' };
  }

  async #leaveAs(at: Attempt, state: StepState, note: string | undefined): Promise<Next> {
    if (this.#stateOf(at) !== state || note === OTHER_AMOUNT) await this.#write(at, state, note);
    return 'leave';
  }

  #stateOf({ step }: Attempt): StepState {
    return this.#parts.book.table.stateOf(step.key);
  }

  #write({ step, attempt }: Attempt, state: StepState, note: string | undefined): Promise<void> {
    const { key, kind, orderId, fingerprint, amount } = step;
    return this.#parts.book.write({ key, kind, orderId, state, fingerprint, amount, attempt, note });
  }

  #request({ step, record }: Attempt, signal: AbortSignal): StepRequest {
    const { header, couponCode } = this.#parts;
    const code = step.kind === 'grant-coupon' ? couponCode?.(record) : undefined;
    return { step, key: step.key, record, header, couponCode: code, signal };
  }
}

function comesOf({ calls }: Attempt): 'anew' | 'again' {
  return calls === 0 ? 'anew' : 'again';
}

function isWait(afterMs: unknown): afterMs is number {
  return typeof afterMs === 'number' && Number.isFinite(afterMs) && afterMs >= 0;
}

function tooSlow(): GuardError {
  return new GuardError({
    code: 'file',
    message: `the ledger takes more than ${STALE_MS / 1_000} s to keep a line: nothing more is done. Look at its disk or server, then run again`,
    transient: true,
  });
}
