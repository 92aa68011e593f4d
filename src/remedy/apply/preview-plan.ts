import { systemNow, type EpochMs } from '../../core/clock.js';
import { KeyIndex } from '../../core/key-index.js';
import type { PlanRecord } from '../plan.js';
import { stepsOf } from '../steps-of.js';
import { LedgerBook } from './ledger-book.js';
import type { LedgerRun, LedgerStore } from './ledger.js';
import { OpenSteps, type LastNote, type OpenReason, type OpenStep } from './open-steps.js';
import { scanPlan, type PlanToApply } from './scan-plan.js';
import { DUPLICATE, standingOf, type Standing } from './standing.js';
import { StepTable } from './step-table.js';
import { StepTally, type KindBooks } from './step-tally.js';

/** How a plan stands by its ledger. */
export interface PlanPreview {
  readonly kind: 'seen';
  readonly books: readonly KindBooks[];
  /** The first thousand steps that somebody has to look at, or that wait for a service. What was never asked for is not among them. */
  readonly open: readonly OpenStep[];
  /** Orders with something left to do, oldest deadline first, at most ten. */
  readonly next: readonly { readonly orderId: string; readonly dueAt: EpochMs | undefined }[];
  /** Runs so far, oldest first. */
  readonly runs: readonly LedgerRun[];
  /** Link of the ledger's last line; empty without one. */
  readonly ledgerLink: string;
}

const NEXT_MAX = 10;

/**
 * Tells what a plan would do, and with a ledger what of it was done. Asks no service and writes nothing.
 *
 * @throws GuardError as `applyPlan`, for the plan and the ledger.
 */
export async function previewPlan(
  plan: PlanToApply,
  options: { readonly ledger?: LedgerStore | undefined } = {},
): Promise<PlanPreview | { readonly kind: 'busy'; readonly holder: string }> {
  const scanned = await scanPlan(plan);
  const runs: LedgerRun[] = [];
  let table = new StepTable();
  let ledgerLink = '';
  let noteOf: (key: string) => LastNote | undefined = () => undefined;
  if (options.ledger !== undefined) {
    const use = { header: plan.header, now: systemNow, onRun: (run: LedgerRun) => runs.push(run) };
    const opened = await LedgerBook.open(options.ledger, use);
    if (opened.kind === 'busy') return opened;
    const { book } = opened;
    ({ table, link: ledgerLink } = book);
    noteOf = (key) => book.noteOf(key);
    await book.close();
  }
  const survey = new Survey(plan, {
    table,
    tally: new StepTally(scanned.planned),
    open: new OpenSteps(noteOf),
  });
  for await (const { record } of scanned.due.wanted(() => true)) survey.take(record);
  const { books, open, next } = survey.seen();
  return { kind: 'seen', books, open, next, runs, ledgerLink };
}

/** Looks at the orders one after the other, oldest deadline first. */
class Survey {
  readonly #plan: PlanToApply;
  readonly #table: StepTable;
  readonly #tally: StepTally;
  readonly #open: OpenSteps;
  readonly #keys = new KeyIndex({ seed: 0 });
  readonly #next: { orderId: string; dueAt: EpochMs | undefined }[] = [];

  constructor(
    plan: PlanToApply,
    {
      table,
      tally,
      open,
    }: { readonly table: StepTable; readonly tally: StepTally; readonly open: OpenSteps },
  ) {
    this.#plan = plan;
    this.#open = open;
    this.#table = table;
    this.#tally = tally;
  }

  take(record: PlanRecord): void {
    let isLeft = false;
    for (const step of stepsOf(this.#plan.header, record)) {
      const { count } = this.#keys;
      const isNew = this.#keys.add(step.key) === count;
      const standing = isNew ? standingOf(step, this.#table) : DUPLICATE;
      this.#tally.add(step, standing.end);
      const reason = standing.reason ?? openReason(standing);
      if (reason !== undefined) this.#open.note(step, { end: standing.end, reason });
      isLeft ||= !standing.isFinal;
    }
    if (isLeft && this.#next.length < NEXT_MAX) this.#next.push({ orderId: record.id, dueAt: record.dueAt });
  }

  seen(): Pick<PlanPreview, 'books' | 'open' | 'next'> {
    return { books: this.#tally.books(), open: this.#open.list(), next: this.#next };
  }
}

function openReason({ end }: Standing): OpenReason | undefined {
  return end === 'pending' || end === 'failed' || end === 'unknown' ? end : undefined;
}
