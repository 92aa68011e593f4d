import type { Order } from '../catalog/order.js';
import { GuardError } from '../core/errors.js';
import { ReplayDifference } from './replay-difference.js';
import type { OrderPlace } from './replay-input.js';
import { EXAMPLE_MAX, type ReplayOptions } from './replay-options.js';
import { paidAtOf } from './replay-payment.js';
import type { JudgedOrder, ReplayReport } from './replay-report.js';
import type { PolicySide } from './replay-side.js';

/**
 * What the stores of a replay may hold, of both policies together: an order of two lines takes some 2.7 KB, and a process that runs out
 * of memory says nothing at all.
 */
const HELD_ORDERS_MAX = 1_000_000;
const HELD_LINES_MAX = 4_000_000;

/** The orders of one replay, judged by one policy or by two, side by side. */
export class ReplayRun {
  readonly #options: ReplayOptions;
  readonly #policy: PolicySide;
  readonly #against: PolicySide | undefined;
  readonly #difference: ReplayDifference | undefined;
  readonly #span = { firstAt: 0, lastAt: 0 };
  readonly #held = { orders: 0, lines: 0 };
  #judged = 0;
  #paid = 0;

  constructor(
    options: ReplayOptions,
    { policy, against }: { readonly policy: PolicySide; readonly against: PolicySide | undefined },
  ) {
    this.#options = options;
    this.#policy = policy;
    this.#against = against;
    if (against !== undefined) this.#difference = new ReplayDifference(options.exampleMax ?? EXAMPLE_MAX);
  }

  async judge(order: Order, place: OrderPlace): Promise<void> {
    const { id, placedAt } = order;
    if (this.#judged === 0) this.#span.firstAt = placedAt;
    this.#span.lastAt = placedAt;
    this.#judged += 1;
    if (paidAtOf(order, { isAllPaid: false }) !== undefined) this.#paid += 1;
    const outcome = await this.#policy.judge(order);
    const against = await this.#against?.judge(order);
    for (const { verdict } of against === undefined ? [outcome] : [outcome, against])
      if (verdict !== 'rejected') this.#hold(order, place);
    this.#count(order, { id, place, placedAt, outcome, against });
  }

  /** What was judged; undefined where nothing was. */
  async finish(): Promise<Omit<ReplayReport, 'leftOut' | 'otherSales'> | undefined> {
    const policy = await this.#policy.finish();
    const against = await this.#against?.finish();
    if (this.#judged === 0) return undefined;
    const { saleId, epoch, startsAt, endsAt, currency } = this.#options.book.header;
    return {
      sale: { saleId, epoch, startsAt, endsAt, currency },
      isStockJudged: this.#options.stock !== 'ignored',
      judged: this.#judged,
      paid: this.#paid,
      ...this.#span,
      policy,
      against,
      difference: this.#difference?.report(),
    };
  }

  #hold({ lines }: Order, { file, line }: OrderPlace): void {
    if (this.#options.stock === 'ignored') return;
    this.#held.orders += 1;
    this.#held.lines += lines.length;
    if (this.#held.orders <= HELD_ORDERS_MAX && this.#held.lines <= HELD_LINES_MAX) return;
    const message = `${file}:${line} is more than one replay can hold: ${HELD_ORDERS_MAX} admitted orders, or ${HELD_LINES_MAX} lines, of both policies together; judge prices alone, or one policy at a time`;
    throw new GuardError({ code: 'input', message, data: { file, line } });
  }

  #count(order: Order, judged: JudgedOrder): void {
    const { outcome, against } = judged;
    this.#policy.count(judged, outcome, order);
    if (against !== undefined) this.#against?.count(judged, against, order);
    this.#difference?.see(judged);
    this.#options.on?.order?.(judged);
  }
}
