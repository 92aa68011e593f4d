import type { EpochMs } from '../../core/clock.js';
import type { Step, StepKind } from '../steps.js';
import type { StepEnd } from './step-tally.js';

/** Why a step is open although the run passed it. */
export type OpenReason =
  /** Its service accepted it and has not done it yet. */
  | 'pending'
  /** The service refused: see the ledger's note. */
  | 'failed'
  /** Nobody can tell whether it happened. */
  | 'unknown'
  /** The service knows its key with another amount, or the ledger has it with another amount: a person must look. */
  | 'conflict'
  /** Another order of the plan has the same step. */
  | 'duplicate'
  /** A step of the order that comes first is open. */
  | 'after-open-step'
  /** A notice: the money of another order of the customer is open. */
  | 'after-open-order'
  /** The service was busy to the end. */
  | 'busy'
  /** Asked for as often as one run does, and its service knows nothing of it. */
  | 'in-vain'
  /** A person decided that a step that comes first shall not happen. */
  | 'after-skipped-step'
  /** The run ended before its turn. */
  | 'not-reached';

/** A step that a run left open. */
export interface OpenStep {
  readonly key: string;
  readonly kind: StepKind;
  readonly orderId: string;
  readonly end: StepEnd;
  readonly reason: OpenReason;
  readonly amount: number;
  /** The last note of the ledger: the service's reference, its reason, or a person's. */
  readonly note: string | undefined;
  /** When the ledger last heard of it; undefined where it never did. */
  readonly at: EpochMs | undefined;
}

/** What the ledger said last of a step. */
export interface LastNote {
  readonly note: string | undefined;
  readonly at: EpochMs | undefined;
}

const NOT_HEARD_OF: LastNote = { note: undefined, at: undefined };

/** Open steps named one by one; beyond it they are counted. */
const OPEN_MAX = 1_000;

/** The steps a run leaves open, the first thousand of them by name. */
export class OpenSteps {
  readonly #open = new Map<string, OpenStep>();
  readonly #noteOf: (key: string) => LastNote | undefined;

  constructor(noteOf: (key: string) => LastNote | undefined) {
    this.#noteOf = noteOf;
  }

  /** Notes how a step stands now; `reason` is undefined for one that is done. */
  note(step: Step, how: { readonly end: StepEnd; readonly reason: OpenReason | undefined }): void {
    const { key, kind, orderId, amount } = step;
    const name = how.reason === 'duplicate' ? `${key} ${orderId}` : key;
    if (how.reason === undefined) this.#open.delete(name);
    else if (this.#open.has(name) || this.#open.size < OPEN_MAX)
      this.#open.set(name, {
        key,
        kind,
        orderId,
        end: how.end,
        reason: how.reason,
        amount,
        ...(this.#noteOf(key) ?? NOT_HEARD_OF),
      });
  }

  /** In the order in which they were met. */
  list(): readonly OpenStep[] {
    return [...this.#open.values()];
  }
}
