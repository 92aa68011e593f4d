import type { Order } from '../catalog/order.js';
import { judgeOrder } from '../pricing/order/judge-order.js';
import { prepareOrderRules, type OrderRules } from '../pricing/order/order-rules.js';
import type { Policy } from '../wire/policy.js';
import type { OpenProblem } from './open-notes.js';
import { prepareSale } from './open-request.js';
import { EXAMPLE_MAX, type ReplayOptions, type ReplaySide } from './replay-options.js';
import type { ReplayOutcome } from './replay-outcome.js';
import type { JudgedOrder, PolicyReplay } from './replay-report.js';
import { ReplaySale, type ReplaySaleInit } from './replay-sale.js';
import { ReplayTally, worthOf } from './replay-tally.js';

/** One policy of a replay: its own sale, and what it adds up to. */
export class PolicySide {
  readonly #options: ReplayOptions;
  readonly #policy: Policy;
  readonly #rules: OrderRules;
  readonly #tally: ReplayTally;
  readonly #stock: ReplaySaleInit['stock'];
  #sale: ReplaySale | undefined;

  private constructor(
    init: { readonly policy: Policy; readonly side: ReplaySide; readonly stock: ReplaySaleInit['stock'] },
    options: ReplayOptions,
  ) {
    const { policy, side, stock } = init;
    const { exampleMax = EXAMPLE_MAX, on = {} } = options;
    this.#options = options;
    this.#policy = policy;
    this.#stock = stock;
    this.#rules = prepareOrderRules({ guard: policy.guard, deepFromBps: policy.breaker.deepFromBps });
    this.#tally = new ReplayTally({
      policy,
      exampleMax,
      onTrip: (trip) => on.trip?.(trip, side),
      onPayment: (payment) => on.payment?.(payment, side),
    });
  }

  /** Both are made before an order is read: a book that makes no sale is told of at once. */
  static prepare(
    { policy, side }: { readonly policy: Policy; readonly side: ReplaySide },
    options: ReplayOptions,
  ): PolicySide | { readonly kind: 'unfit'; readonly problems: readonly OpenProblem[] } {
    const { book, stock } = options;
    if (stock === 'ignored') return new PolicySide({ policy, side, stock: undefined }, options);
    // The sale is past: it is opened as it was, not as it would be today.
    const prepared = prepareSale({ book, policy, now: book.header.startsAt });
    if (prepared.kind === 'unfit') return prepared;
    return new PolicySide({ policy, side, stock: { make: stock, request: prepared.request } }, options);
  }

  /** Orders come by `placedAt`. */
  async judge(order: Order): Promise<ReplayOutcome> {
    this.#sale ??= await this.#open();
    return this.#sale.judge(order);
  }

  count(judged: JudgedOrder, outcome: ReplayOutcome, order: Order): void {
    const { book } = this.#options;
    const judgement = judgeOrder({ book, order, rules: this.#rules, now: order.placedAt });
    this.#tally.see(judged, outcome, worthOf(order, judgement));
  }

  async finish(): Promise<PolicyReplay> {
    await this.#sale?.finish();
    return this.#tally.report();
  }

  #open(): Promise<ReplaySale> {
    const { book, paid, resumeAfterMs } = this.#options;
    return ReplaySale.open({
      book,
      policy: this.#policy,
      stock: this.#stock,
      isAllPaid: paid === 'all',
      resumeAfterMs,
      hear: this.#tally,
    });
  }
}
