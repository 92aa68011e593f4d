import { STEP_KINDS, type Step, type StepKind } from '../steps.js';
import type { KindTotal } from './scan-plan.js';

/** Where a step ends up in the reckoning of a run. */
export const STEP_ENDS = ['done', 'pending', 'failed', 'unknown', 'skipped', 'waiting'] as const;

/**
 * One of {@link STEP_ENDS}: `waiting` was not asked for yet, because the run ended before or a step before it is open; `unknown`
 * was asked for and nobody knows; `skipped` shall not happen, or contradicts what was done before.
 */
export type StepEnd = (typeof STEP_ENDS)[number];

/** The books of one kind of step: `planned` is the sum of all ends. */
export type KindBooks = Readonly<Record<StepEnd, KindTotal>> & {
  readonly kind: StepKind;
  readonly planned: KindTotal;
};

/** Counts and sums of steps by kind and end, moved as they happen. */
export class StepTally {
  readonly #planned: ReadonlyMap<StepKind, KindTotal>;
  readonly #seen = new Map<string, { count: number; amount: number }>();

  constructor(planned: ReadonlyMap<StepKind, KindTotal>) {
    this.#planned = planned;
  }

  /** A step is met for the first time. */
  add({ kind, amount }: Pick<Step, 'kind' | 'amount'>, end: StepEnd): void {
    const cell = this.#cell(kind, end);
    cell.count += 1;
    cell.amount += amount;
  }

  /** A step that was met has another end now. */
  move(step: Pick<Step, 'kind' | 'amount'>, ends: { readonly from: StepEnd; readonly to: StepEnd }): void {
    if (ends.from === ends.to) return;
    const cell = this.#cell(step.kind, ends.from);
    cell.count -= 1;
    cell.amount -= step.amount;
    this.add(step, ends.to);
  }

  /** The books of every kind the plan has, in order of {@link STEP_KINDS}; what was not met is waiting. */
  books(): readonly KindBooks[] {
    return STEP_KINDS.flatMap((kind) => {
      const planned = this.#planned.get(kind);
      return planned === undefined ? [] : [this.#booksOf(kind, planned)];
    });
  }

  /** Steps that were never met: 0 at the end of a run that was not stopped. */
  #unmet(kind: StepKind, planned: KindTotal): KindTotal {
    const met = STEP_ENDS.map((end) => this.#cell(kind, end));
    return {
      count: met.reduce((rest, { count }) => rest - count, planned.count),
      amount: met.reduce((rest, { amount }) => rest - amount, planned.amount),
    };
  }

  #booksOf(kind: StepKind, planned: KindTotal): KindBooks {
    const unmet = this.#unmet(kind, planned);
    const waiting = this.#cell(kind, 'waiting');
    return {
      kind,
      planned,
      done: { ...this.#cell(kind, 'done') },
      pending: { ...this.#cell(kind, 'pending') },
      failed: { ...this.#cell(kind, 'failed') },
      unknown: { ...this.#cell(kind, 'unknown') },
      skipped: { ...this.#cell(kind, 'skipped') },
      waiting: { count: waiting.count + unmet.count, amount: waiting.amount + unmet.amount },
    };
  }

  #cell(kind: StepKind, end: StepEnd): { count: number; amount: number } {
    const name = `${kind} ${end}`;
    const found = this.#seen.get(name);
    if (found !== undefined) return found;
    const made = { count: 0, amount: 0 };
    this.#seen.set(name, made);
    return made;
  }
}
