import type { Unknown } from '../../stock/verdict.js';
import type { Operation } from './operations.js';
import type { SaleRefusal } from './refusals.js';
import type { RawReply } from './verdicts.js';

/** How one operation ended: with the script's reply, surely not carried out, open, or with an error to throw. */
export type Outcome =
  | { readonly kind: 'replied'; readonly reply: RawReply }
  | { readonly kind: 'not-executed'; readonly refusal: SaleRefusal }
  | Unknown
  | { readonly kind: 'thrown'; readonly error: Error };

/** One operation on its way. `settle` may be called more than once; only the first counts. */
export interface Call {
  readonly operation: Operation;
  /** Local monotonic ms by which it settles. */
  readonly deadlineAt: number;
  readonly isSettled: boolean;
  settle(outcome: Outcome): void;
}

/** Sends a batch in order and settles each of its calls; resolves when the slot it took is free again. Never rejects. */
export type SendBatch = (calls: readonly Call[]) => Promise<void>;

/** Calls in one batch, and weight (lines times owners) above which no further call joins it: about 5 ms of the server. */
const CALLS_MAX = 512;
const WEIGHT_MAX = 4_000;

/** Batches under way at once: one is carried out while the next is on its way, the others gather. */
const BATCHES_MAX = 2;

/**
 * As many calls and more, with nothing under way, go out in two halves: callers who all wait for one batch would send the next one
 * together too, and the server and this process would take turns for as long as the rush lasts. In halves both work at a time. For
 * fewer, what a second script costs by itself is more than that.
 */
const HALVED_FROM = 128;

class QueuedCall implements Call {
  readonly operation: Operation;
  readonly weight: number;
  readonly deadlineAt: number;
  readonly #resolve: (outcome: Outcome) => void;
  turn: Turn | undefined;
  isSettled = false;
  isSent = false;

  constructor(init: {
    readonly operation: Operation;
    readonly weight: number;
    readonly deadlineAt: number;
    readonly resolve: (outcome: Outcome) => void;
  }) {
    this.operation = init.operation;
    this.weight = init.weight;
    this.deadlineAt = init.deadlineAt;
    this.#resolve = init.resolve;
  }

  settle(outcome: Outcome): void {
    if (this.isSettled) return;
    this.isSettled = true;
    this.turn?.remove(this);
    this.#resolve(outcome);
  }
}

/** A timer of Node may fire this much before its time, ms. */
const TIMER_EARLY_MS = 1;

/** Calls that were made in one turn of the event loop, and share a timer. */
class Turn {
  readonly #open = new Set<QueuedCall>();
  readonly #now: () => number;
  readonly #onLate: (call: QueuedCall) => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(now: () => number, onLate: (call: QueuedCall) => void) {
    this.#now = now;
    this.#onLate = onLate;
  }

  add(call: QueuedCall): void {
    this.#open.add(call);
    call.turn = this;
    if (this.#timer === undefined) this.#wait(call);
  }

  /** Waits for the deadline of the first call; a turn may have lasted so long that its later calls are not late then. */
  #wait(first: QueuedCall): void {
    this.#timer = setTimeout(
      () => {
        this.#settleLate();
      },
      Math.max(1, Math.ceil(first.deadlineAt - this.#now())),
    );
  }

  #settleLate(): void {
    const lateBy = this.#now() + TIMER_EARLY_MS;
    for (const call of this.#open) {
      if (call.deadlineAt > lateBy) {
        this.#wait(call);
        return;
      }
      this.#onLate(call);
    }
  }

  /** A settled call is kept no longer, and a turn without calls keeps no process alive. */
  remove(call: QueuedCall): void {
    this.#open.delete(call);
    if (this.#open.size > 0) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

/** How calls are gathered. */
export interface GroupCommitOptions {
  readonly send: SendBatch;
  readonly batching: 'group' | 'off';
  readonly deadlineMs: number;
  /** Local monotonic clock, ms. */
  readonly now: () => number;
}

/**
 * Gathers the calls of one turn of the event loop into one batch; while two batches are under way, the next ones gather too, so
 * batches grow with the load and an idle caller waits for nobody. The order of calls is kept.
 */
export class GroupCommit {
  readonly #options: GroupCommitOptions;
  #waiting: QueuedCall[] = [];
  #underWay = 0;
  #isFlushPlanned = false;
  #turn: Turn | undefined;
  /** Calls that were settled while they waited are still in the queue. */
  #hasLate = false;

  constructor(options: GroupCommitOptions) {
    this.#options = options;
  }

  /** Settles by the deadline. Never rejects. */
  run(operation: Operation, weight: number): Promise<Outcome> {
    return new Promise((resolve) => {
      const deadlineAt = this.#options.now() + this.#options.deadlineMs;
      const call = new QueuedCall({ operation, weight, deadlineAt, resolve });
      this.#watch(call);
      if (this.#options.batching === 'off') {
        call.isSent = true;
        void this.#options.send([call]);
        return;
      }
      this.#waiting.push(call);
      this.#planFlush();
    });
  }

  /** One timer serves all calls of one turn, and goes when the last of them is settled. */
  #watch(call: QueuedCall): void {
    if (this.#turn === undefined) {
      const turn = new Turn(this.#options.now, (late) => {
        late.settle(this.#lateOutcome(late));
        this.#hasLate = true;
      });
      this.#turn = turn;
      setImmediate(() => {
        this.#turn = undefined;
      });
    }
    this.#turn.add(call);
  }

  #lateOutcome(call: QueuedCall): Outcome {
    // Never left this process: it cannot have happened.
    if (!call.isSent) return { kind: 'not-executed', refusal: { reason: 'late' } };
    return {
      kind: 'unknown',
      because: 'deadline',
      message: `no reply within ${this.#options.deadlineMs} ms: it may have happened; send it again with the same id`,
    };
  }

  #planFlush(): void {
    if (this.#isFlushPlanned || this.#underWay >= BATCHES_MAX) return;
    this.#isFlushPlanned = true;
    setImmediate(() => {
      this.#isFlushPlanned = false;
      this.#flush();
    });
  }

  #flush(): void {
    while (this.#waiting.length > 0 && this.#underWay < BATCHES_MAX) {
      const batch = this.#takeBatch();
      if (batch.length === 0) return;
      this.#underWay += 1;
      void this.#options.send(batch).then(() => {
        this.#underWay -= 1;
        if (this.#waiting.length > 0) this.#planFlush();
      });
    }
  }

  #callsMax(): number {
    const waiting = this.#waiting.length;
    const isHalved = this.#underWay === 0 && waiting >= HALVED_FROM;
    return isHalved ? Math.min(CALLS_MAX, Math.ceil(waiting / 2)) : CALLS_MAX;
  }

  #takeBatch(): readonly Call[] {
    if (this.#hasLate) this.#waiting = this.#waiting.filter((call) => !call.isSettled);
    this.#hasLate = false;
    const callsMax = this.#callsMax();
    let weight = 0;
    let count = 0;
    for (const call of this.#waiting) {
      weight += call.weight;
      if (count > 0 && (count >= callsMax || weight > WEIGHT_MAX)) break;
      call.isSent = true;
      count += 1;
    }
    return this.#waiting.splice(0, count);
  }
}
