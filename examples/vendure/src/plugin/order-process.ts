// Where an order of Vendure meets saleguard. Each step asks once; every answer that is not a plain yes keeps the order where it is, and
// the shopper reads why.
//
//   AddingItems, Draft -> ArrangingPayment    admit and begin the payment: prices judged, units set aside
//   ArrangingPayment -> AddingItems           release
//   ArrangingPayment -> PaymentAuthorized     commit, before anybody captures
//   ArrangingPayment -> PaymentSettled        commit, for payments that are authorised and captured in one step
//   anything -> Modifying                     no: an order of the sale is what was admitted
//   anything -> Cancelled                     release, or restore what was bought
import {
  Logger,
  type OnTransitionEndFn,
  type OnTransitionStartFn,
  type OrderProcess,
  type OrderState,
  type OrderTransitionData,
} from '@vendure/core';
import { toExtendProblem, toProblem, toReleaseProblem, type AdmitVerdict } from 'saleguard';
import { firstId, forget, heldId, nextId, remember, type Admitted } from './admitted.js';
import { checkoutOrder } from './checkout-order.js';
import { commitOrder } from './commit.js';
import { digestOf } from './digest.js';
import { NotJudgeable } from './money.js';
import type { SaleguardOptions } from './options.js';
import { langOf, WORDS } from './words.js';

const LOGGER = 'Saleguard';
/** Ids that one visit to the payment page may try: the one remembered, and those after it. */
const IDS_MAX = 3;

export class SaleguardOrderProcess implements OrderProcess<string> {
  readonly #options: SaleguardOptions;

  constructor(options: SaleguardOptions) {
    this.#options = options;
  }

  /** A text keeps the order where it is, and is what the shopper reads. */
  readonly onTransitionStart: OnTransitionStartFn<string, OrderTransitionData> = async (from, to, data) => {
    const { vendureChannel, mode } = this.#options;
    if (data.ctx.channel.code !== vendureChannel) return undefined;
    const words = await this.#ask(from, to, data);
    if (words === undefined || mode === 'enforce') return words;
    Logger.warn(`order ${data.order.code} would have been told on its way to ${to}: ${words}`, LOGGER);
    return undefined;
  };

  /** Throws to undo the cancellation, when nobody knows whether the units came back: the administrator tries again. */
  readonly onTransitionEnd: OnTransitionEndFn<string, OrderTransitionData> = async (from, to, data) => {
    if (to !== 'Cancelled' || data.ctx.channel.code !== this.#options.vendureChannel) return;
    await this.#giveBack(from as OrderState, data);
  };

  async #ask(from: string, to: string, data: OrderTransitionData): Promise<string | undefined> {
    if (to === 'ArrangingPayment') return await this.#admit(data);
    if (to === 'Modifying' && heldId(data.order) !== undefined) return WORDS.notModified[langOf(data.ctx)];
    if (from !== 'ArrangingPayment') return undefined;
    if (to === 'AddingItems') return await this.#release(data);
    if (to === 'PaymentAuthorized' || to === 'PaymentSettled') return await this.#commit(data);
    return undefined;
  }

  async #admit(data: OrderTransitionData): Promise<string | undefined> {
    try {
      return await this.#tryIds(data);
    } catch (error) {
      if (!(error instanceof NotJudgeable)) throw error;
      Logger.warn(`order ${data.order.code}: ${error.message}`, LOGGER);
      return error.message;
    }
  }

  async #tryIds({ ctx, order }: OrderTransitionData): Promise<string | undefined> {
    const { guard } = this.#options;
    let id = heldId(order) ?? firstId(order);
    for (let tried = 1; ; tried++) {
      const judged = checkoutOrder(id, { ctx, order }, this.#options);
      const answer = await guard.admit(judged);
      const verdict = answer.kind === 'shadowed' ? answer.would : answer;
      const isUsedUp =
        verdict.kind === 'rejected' && (verdict.reason === 'ended' || verdict.reason === 'conflict');
      if (!isUsedUp || tried === IDS_MAX)
        return await this.#afterAdmit({ ctx, order }, { id, digest: digestOf(judged) }, verdict);
      // An earlier visit under this id ended, or was undone by the database while its units were already set aside: those go back.
      const problem = toReleaseProblem(await guard.release({ id }), langOf(ctx));
      if (problem !== undefined) return problem.body.detail;
      id = nextId(order, id);
    }
  }

  async #afterAdmit(
    { ctx, order }: OrderTransitionData,
    admitted: Admitted,
    verdict: AdmitVerdict,
  ): Promise<string | undefined> {
    const { guard, channelOf } = this.#options;
    const problem = toProblem(verdict, langOf(ctx));
    if (problem !== undefined) {
      Logger.info(`order ${order.code}: ${evidenceOf(verdict)}`, LOGGER);
      return problem.body.detail;
    }
    remember(order, admitted);
    // What is bought has no deadline.
    if (verdict.kind === 'admitted' && verdict.state === 'committed') return undefined;
    const paying = await guard.beginPayment({ id: admitted.id, channel: channelOf(ctx, order) });
    return toExtendProblem(paying, langOf(ctx))?.body.detail;
  }

  async #commit({ ctx, order }: OrderTransitionData): Promise<string | undefined> {
    const sold = await commitOrder({ ctx, order }, this.#options, order.payments);
    if (sold.kind === 'sold') return undefined;
    Logger.warn(`order ${order.code} is paid for and not sold (${sold.kind}): ${sold.words}`, LOGGER);
    return sold.words;
  }

  /** Back to the cart. Units that cannot be given back now come back when their time is over. */
  async #release({ ctx, order }: OrderTransitionData): Promise<string | undefined> {
    const id = heldId(order);
    if (id === undefined) return undefined;
    const verdict = await this.#options.guard.release({ id });
    if (verdict.kind === 'use_restore') return toReleaseProblem(verdict, langOf(ctx))?.body.detail;
    forget(order, id);
    return undefined;
  }

  /** What was not paid for may also lapse; what was bought comes back only this way. */
  async #giveBack(from: OrderState, { order }: OrderTransitionData): Promise<void> {
    const { guard, stock } = this.#options;
    const id = heldId(order);
    if (id === undefined || from === 'AddingItems') return;
    if (from === 'ArrangingPayment' || from === 'Draft') {
      const released = await guard.release({ id });
      if (released.kind !== 'use_restore') return;
    }
    const verdict = await stock.restore({ id, restoreId: `${id}.back`, to: 'stock' });
    if (verdict.kind === 'restored' || verdict.kind === 'already') return;
    const isNothingThere =
      verdict.kind === 'refused' && (verdict.reason === 'unknown_id' || verdict.reason === 'not_committed');
    if (!isNothingThere && this.#options.mode === 'enforce')
      throw new Error(`order ${order.code} is not cancelled: nobody knows whether its units came back`);
    Logger.warn(`order ${order.code} is cancelled; nothing came back for it (${verdict.kind})`, LOGGER);
  }
}

/** For the log of the operator: rules and reasons, no customer. */
function evidenceOf(verdict: AdmitVerdict): string {
  if (verdict.kind !== 'rejected') return verdict.kind;
  const { reason, findings, refusal, problem } = verdict;
  const rules = findings.map(({ ruleId, severity }) => `${severity} ${ruleId}`);
  return [verdict.kind, reason, refusal?.reason, problem, ...rules]
    .filter((part) => part !== undefined)
    .join(', ');
}
