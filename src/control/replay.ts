import type { OpenProblem } from './open-notes.js';
import { ReplayIntake, type ReplayRow } from './replay-input.js';
import { checkReplayOptions, type ReplayOptions } from './replay-options.js';
import type { ReplayReport } from './replay-report.js';
import { ReplayRun } from './replay-run.js';
import { PolicySide } from './replay-side.js';

/** The answer to {@link replayOrders}. */
export type ReplayResult =
  | { readonly kind: 'replayed'; readonly report: ReplayReport }
  /** The book does not make a sale whose stock could be judged; no order was read. */
  | { readonly kind: 'unfit'; readonly problems: readonly OpenProblem[] }
  /** No row was an order of the sale. */
  | ({ readonly kind: 'no-orders' } & Pick<ReplayReport, 'leftOut' | 'otherSales'>);

/** Other sales named in a report. */
const SALES_TOLD = 10;

/**
 * Judges past orders as the guard would have, each at its own `placedAt`: shadow mode after the fact. With stock, the sale is opened
 * as `openSale` would open it and runs again on a clock of its own: admitted orders hold units, those that were paid buy them when
 * they were paid, the others lapse when their time is over, trip rules stop what they stop. Reads no clock: the same input always
 * gives the same report.
 *
 * What a replay cannot know: carts that never became orders, orders that would have been placed anew after a refusal, and what people
 * would have decided: held orders wait for their time and lapse. Memory grows with the orders, see `docs/replay.md`.
 *
 * @param rows as `readOrders` yields them, orders by `placedAt`; problems may stand anywhere.
 * @example
 * ```ts
 * const result = await replayOrders(rows, { book, policy, against: today, stock: memoryStock });
 * if (result.kind === 'replayed') console.log(result.report.difference?.stricterCount);
 * ```
 * @throws GuardError `invalid-argument` for orders out of order or an option out of range; `overflow` for amounts that no sale comes
 * to; `input` for more than 5,000,000 orders; what reading `rows` and the handlers throw.
 */
export async function replayOrders(
  rows: AsyncIterable<ReplayRow> | Iterable<ReplayRow>,
  options: ReplayOptions,
): Promise<ReplayResult> {
  checkReplayOptions(options);
  const policy = PolicySide.prepare({ policy: options.policy, side: 'policy' }, options);
  if ('kind' in policy) return policy;
  const against =
    options.against === undefined
      ? undefined
      : PolicySide.prepare({ policy: options.against, side: 'against' }, options);
  if (against !== undefined && 'kind' in against) return against;
  const intake = new ReplayIntake(options.book.header.saleId);
  const run = new ReplayRun(options, { policy, against });
  for await (const row of rows) {
    const taken = intake.take(row);
    if (taken.kind === 'order') await run.judge(taken.order, taken.place);
    else options.on?.leftOut?.(taken.leftOut);
  }
  const told = await run.finish();
  const left = { leftOut: intake.counts, otherSales: intake.otherSales.slice(0, SALES_TOLD) };
  return told === undefined
    ? { kind: 'no-orders', ...left }
    : { kind: 'replayed', report: { ...told, ...left } };
}
