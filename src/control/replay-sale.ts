import type { PriceBook } from '../book/price-book.js';
import type { Order } from '../catalog/order.js';
import { LOSS_BUDGET_TRIP, type Trip } from '../catalog/trip.js';
import { assert } from '../core/assert.js';
import type { EpochMs } from '../core/clock.js';
import { createGuard } from '../guard/create-guard.js';
import type { Guard } from '../guard/guard.js';
import type { ShadowVerdict } from '../guard/verdict.js';
import { tripHolder } from '../stock/mode.js';
import type { OpenRequest } from '../stock/request.js';
import { isOpenState } from '../stock/reservation.js';
import type { StockStore } from '../stock/store.js';
import type { Policy } from '../wire/policy.js';
import { Agenda } from './replay-agenda.js';
import { endlessStock } from './replay-endless-stock.js';
import { outcomeOf, type ReplayOutcome } from './replay-outcome.js';
import { paidAtOf, paymentRefOf } from './replay-payment.js';

/** A payment of an admitted order that would not have been taken. */
export interface ReplayPayment {
  readonly id: string;
  /**
   * `late`: its time to pay was over, and the money would have had to be given back. `stopped`: the sale had stopped itself
   * meanwhile, and the commit would have been refused.
   */
  readonly fate: 'late' | 'stopped';
}

/** Makes an empty store on a clock that the replay moves: `memoryStock`. */
export type MakeStock = (init: { readonly saleId: string; readonly now: () => EpochMs }) => StockStore;

/** What a sale is run again with. */
export interface ReplaySaleInit {
  readonly book: PriceBook;
  readonly policy: Policy;
  /** What the store is opened with, and how it is made; undefined judges prices alone. */
  readonly stock: { readonly make: MakeStock; readonly request: OpenRequest } | undefined;
  /** Every order is taken as paid, whatever it says. */
  readonly isAllPaid: boolean;
  /** Ms after which somebody lifts what a trip holds; undefined: nobody does. */
  readonly resumeAfterMs: number | undefined;
  /** What happens besides verdicts, in order. */
  readonly hear: ReplayEars;
}

/** Who is told of what happens in a replayed sale. */
export interface ReplayEars {
  readonly trip: (trip: Trip) => void;
  /** An admitted order was bought, or lapsed without a payment. */
  readonly ended: (end: 'bought' | 'lapsed') => void;
  readonly payment: (payment: ReplayPayment) => void;
}

type Due =
  | { readonly kind: 'lapse'; readonly id: string }
  | { readonly kind: 'pay'; readonly id: string; readonly paymentRef: string }
  | { readonly kind: 'resume'; readonly trip: Trip };

const JOURNAL_PAGE = 1_000;
const SWEEP_MAX = 1_000;
/** Who lifts what a trip holds, as the journal of the replay has it. */
const RESUMING = { actor: 'replay', approver: 'replay-second', reason: 'resumed by the replay' } as const;

/**
 * One sale, run again under one policy on a clock of its own: a guard in shadow mode over a store in memory. Between orders happens
 * what would have: payments come when they came, reservations lapse when their time is over, trips stop what they stop.
 */
export class ReplaySale {
  readonly #init: ReplaySaleInit;
  readonly #stock: StockStore;
  readonly #guard: Guard;
  readonly #agenda = new Agenda<Due>();
  /** Holds that freeze; while there is one the sale clock stands still. */
  readonly #freezes = new Set<string>();
  /** Waits for a freeze to end: while the sale clock stands no deadline is known. */
  readonly #stalled: Due[] = [];
  #now: EpochMs;
  #journalAt: string | undefined;
  #trouble: Error | undefined;

  private constructor(init: ReplaySaleInit) {
    const { book, policy, stock } = init;
    const { saleId } = book.header;
    this.#init = init;
    // An order before it never gets as far as the store.
    this.#now = book.header.startsAt;
    this.#stock = stock?.make({ saleId, now: () => this.#now }) ?? endlessStock(saleId);
    const heard = (): void => undefined;
    this.#guard = createGuard({
      priceBook: book,
      stock: this.#stock,
      policy,
      onStoreFailure: 'reject',
      mode: 'shadow',
      now: () => this.#now,
      pollMs: 0,
      on: {
        // The journal tells of trips, at their instant and in their order.
        trip: heard,
        shortfall: heard,
        latePayment: heard,
        regression: heard,
        error: (error) => {
          this.#trouble ??= error instanceof Error ? error : new Error(String(error));
        },
      },
    });
  }

  /** Opens the sale, at the instant at which its book does. */
  static async open(init: ReplaySaleInit): Promise<ReplaySale> {
    const sale = new ReplaySale(init);
    if (init.stock !== undefined) {
      const verdict = await sale.#stock.open(init.stock.request);
      assert(verdict.kind === 'opened', `a replayed sale does not open: ${verdict.kind}`);
    }
    return sale;
  }

  /** Lets everything happen that happened before the order, and judges it. Orders come by `placedAt`. */
  async judge(order: Order): Promise<ReplayOutcome> {
    await this.#advance(order.placedAt);
    this.#now = order.placedAt;
    const answer = await this.#guard.admit(order);
    assert(answer.kind === 'shadowed', 'a guard in shadow mode answers so');
    if (this.#init.stock !== undefined) {
      await this.#follow(order, answer.would);
      await this.#readJournal();
    }
    return outcomeOf(answer.would);
  }

  /** Lets happen what is still to come after the last order. @throws what failed inside the guard: a bug, never a verdict. */
  async finish(): Promise<void> {
    await this.#advance(Infinity);
    await this.#guard.close();
    // A guard tells of its troubles a moment later.
    await new Promise((resolve) => setImmediate(resolve));
    if (this.#trouble !== undefined) throw this.#trouble;
  }

  async #follow(order: Order, verdict: ShadowVerdict): Promise<void> {
    // Nobody decides about a held order: it waits its time and gives its units back.
    if (verdict.kind === 'review' && verdict.expiresAt !== undefined)
      this.#agenda.add(verdict.expiresAt, { kind: 'lapse', id: order.id });
    if (verdict.kind !== 'admitted') return;
    const { id, channel } = order;
    const paidAt = paidAtOf(order, this.#init);
    // As a checkout does it: whoever ordered is at the payment page.
    const paying = paidAt === undefined ? undefined : await this.#guard.beginPayment({ id, channel });
    const expiresAt = paying?.kind === 'extended' ? paying.expiresAt : verdict.expiresAt;
    if (paidAt !== undefined) this.#agenda.add(paidAt, { kind: 'pay', id, paymentRef: paymentRefOf(order) });
    this.#agenda.add(expiresAt, { kind: 'lapse', id });
  }

  async #advance(until: EpochMs): Promise<void> {
    for (let due = this.#agenda.takeUntil(until); due !== undefined; due = this.#agenda.takeUntil(until)) {
      // What is late because of a freeze happens now, never in the past.
      this.#now = Math.max(this.#now, due.at);
      await this.#happen(due.item);
      await this.#readJournal();
    }
  }

  async #happen(due: Due): Promise<void> {
    switch (due.kind) {
      case 'lapse':
        return this.#lapse(due);
      case 'pay':
        return this.#pay(due);
      case 'resume':
        return this.#resume(due.trip);
    }
  }

  async #lapse(due: Extract<Due, { readonly kind: 'lapse' }>): Promise<void> {
    if (this.#freezes.size > 0) {
      this.#stalled.push(due);
      return;
    }
    await this.#stock.expire({ limit: SWEEP_MAX });
    const found = await this.#stock.status(due.id);
    if (found.kind !== 'found' || !isOpenState(found.reservation.state)) return;
    // A freeze moved its deadline on.
    if (found.reservation.expiresAt > this.#now) this.#agenda.add(found.reservation.expiresAt, due);
  }

  async #pay(due: Extract<Due, { readonly kind: 'pay' }>): Promise<void> {
    const { id, paymentRef } = due;
    const verdict = await this.#guard.commit({ id, paymentRef });
    if (verdict.kind === 'committed') return;
    if (verdict.kind === 'expired') this.#init.hear.payment({ id, fate: 'late' });
    else {
      assert(
        verdict.kind === 'refused' && verdict.reason === 'mode',
        `a replayed payment cannot be ${verdict.kind}`,
      );
      // A freeze that will end stretches every deadline: the shopper waits at the payment page.
      if (verdict.mode === 'freeze' && this.#init.resumeAfterMs !== undefined) this.#stalled.push(due);
      else this.#init.hear.payment({ id, fate: 'stopped' });
    }
  }

  async #resume({ ruleId, scope }: Trip): Promise<void> {
    const holder = tripHolder(ruleId);
    const verdict = await this.#stock.setMode({ mode: 'open', scope, holder, ...RESUMING });
    assert(verdict.kind === 'changed', `a hold of the replay cannot be lifted: ${verdict.kind}`);
    this.#freezes.delete(`${holder} ${scope}`);
    if (this.#freezes.size > 0) return;
    for (const due of this.#stalled.splice(0)) this.#agenda.add(this.#now, due);
  }

  async #readJournal(): Promise<void> {
    for (;;) {
      const after = this.#journalAt === undefined ? {} : { after: this.#journalAt };
      const page = await this.#stock.journal({ ...after, limit: JOURNAL_PAGE });
      assert(page.kind === 'found', 'the journal of a replayed sale can be read');
      for (const { position, events } of page.entries) {
        this.#journalAt = position;
        for (const event of events) {
          if (event.type === 'committed') this.#init.hear.ended('bought');
          else if (event.type === 'expired') this.#init.hear.ended('lapsed');
          else if (event.type === 'tripped') this.#tripped(event.trip);
        }
      }
      if (!page.more) return;
    }
  }

  #tripped(trip: Trip): void {
    this.#init.hear.trip(trip);
    if (trip.mode === 'freeze') this.#freezes.add(`${tripHolder(trip.ruleId)} ${trip.scope}`);
    const { resumeAfterMs } = this.#init;
    // A loss budget that is spent belongs to the sale: nobody can raise it.
    if (resumeAfterMs !== undefined && trip.ruleId !== LOSS_BUDGET_TRIP)
      this.#agenda.add(trip.at + resumeAfterMs, { kind: 'resume', trip });
  }
}
