import { REGRESSED_TRIP } from '../catalog/trip.js';
import { GuardError } from '../core/errors.js';
import type { SaleMode } from '../stock/mode.js';
import type { StockStore } from '../stock/store.js';
import type { ActivityVerdict, SaleActivity, Shortage } from '../stock/verdict.js';
import type { Alarms } from './alarms.js';
import { askStore, type Asker } from './ask-store.js';
import { isHeard, publish } from './events.js';

/** Ms between two polls that calls asked for: a frozen sale refuses thousands a second, and one poll tells why. */
const NUDGE_GAP_MS = 100;

/** What a watch is given. */
export interface WatchInit {
  readonly stock: StockStore;
  readonly alarms: Alarms;
  /** Ms between polls; 0 polls only when a call asks for it. */
  readonly pollMs: number;
  readonly now: () => number;
  /** Loss budget of the price book in force: a sale that was opened with another one stops too late, or too early. */
  readonly lossBudgetMinor: () => number | undefined;
}

/**
 * Asks the store what happens in the sale, for every process hears of what another one caused only by asking. Tells each trip and
 * each regression once, and troubles of its own once for as long as they last. Its timer does not keep the process alive.
 */
export class Watch {
  readonly #init: WatchInit;
  readonly #asker: Asker;
  /** Keys of the trips told; no more than the store keeps. */
  #told: ReadonlySet<string> = new Set();
  #mode: SaleMode | undefined;
  #isFailing = false;
  /** A call was refused as regressed, and no trip has said so yet. */
  #isRegressionMet = false;
  #isRegressionTold = false;
  /** The counters have to be looked at for units that are not there. */
  #owesShortfall = false;
  /** The sale was there at the last poll that was answered. */
  #isSeen = false;
  #epochTold: number | undefined;
  #budgetTold: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #polling: Promise<void> | undefined;
  #lastStart = -NUDGE_GAP_MS;
  #isNudged = false;
  #isClosed = false;

  constructor(init: WatchInit) {
    this.#init = init;
    this.#asker = { saleId: init.stock.saleId, alarms: { error: (error) => this.#fail(error) } };
  }

  /** The first poll is soon. */
  start(): void {
    if (this.#init.pollMs > 0) this.#schedule(0);
  }

  /** A call met a mode or a regression: asks now, or as soon as the last question is old enough. */
  nudge(): void {
    if (this.#isNudged || this.#isClosed) return;
    this.#isNudged = true;
    // A poll under way may have been answered before; it schedules the next one when it ends.
    if (this.#polling === undefined) this.#schedule(this.#untilNext());
  }

  /** As {@link nudge}, for a call that was refused as regressed. */
  nudgeRegression(): void {
    this.#isRegressionMet = true;
    this.nudge();
  }

  /** The store refused an order, or a payment, for its price book: all of this process are, until somebody replaces the book here. */
  meetEpoch(inForce: number | undefined, own: number): void {
    if (inForce === own || inForce === undefined || inForce === this.#epochTold) return;
    this.#epochTold = inForce;
    const message = `this process judges by price book ${own}, the sale ${this.#asker.saleId} is under ${inForce}: its orders are refused until replacePriceBook puts ${inForce} in force here`;
    this.#init.alarms.error(new GuardError({ code: 'store-configuration', message }));
  }

  /** No poll begins after this; answers when the one under way has settled. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#polling;
  }

  /** Asked anew: a call may have come while a poll was under way. */
  #wasNudged(): boolean {
    return this.#isNudged;
  }

  #untilNext(): number {
    return Math.max(0, this.#lastStart + NUDGE_GAP_MS - performance.now());
  }

  #schedule(waitMs: number): void {
    clearTimeout(this.#timer);
    if (this.#isClosed) return;
    this.#timer = setTimeout(() => {
      this.#polling = this.#poll();
    }, waitMs).unref();
  }

  async #poll(): Promise<void> {
    this.#isNudged = false;
    this.#lastStart = performance.now();
    const { stock } = this.#init;
    const ask = (): Promise<ActivityVerdict> => stock.activity();
    const verdict = await askStore(this.#asker, 'activity', { ask, timer: undefined });
    if (verdict.kind === 'found') await this.#hearSafely(verdict.activity);
    else this.#missActivity(verdict);
    this.#polling = undefined;
    const { pollMs } = this.#init;
    if (this.#wasNudged()) this.#schedule(this.#untilNext());
    else if (pollMs > 0) this.#schedule(pollMs);
  }

  /** A store may be anybody's: what cannot be read must end neither the polls nor the process. */
  async #hearSafely(activity: SaleActivity): Promise<void> {
    try {
      this.#hear(activity);
      if (this.#owesShortfall) await this.#tellShortfall();
      this.#isFailing = false;
      this.#isSeen = true;
    } catch (error) {
      this.#fail(error);
    }
  }

  /** A sale that was there and is not any more is the worst loss there is: nothing is left that could record a trip. */
  #missActivity(verdict: Exclude<ActivityVerdict, { readonly kind: 'found' }>): void {
    this.#fail(new Error(`the sale cannot be watched: ${describe(verdict)}; asked again every poll`));
    if (verdict.kind !== 'refused' || verdict.reason !== 'unknown_sale' || !this.#isSeen) return;
    this.#isSeen = false;
    this.#init.alarms.regression(this.#init.now());
  }

  #hear(activity: SaleActivity): void {
    this.#publish(activity);
    this.#compareBudget(activity);
    const told = this.#told;
    const keys = activity.trips.map(({ number, ruleId, scope, at }) => `${number} ${ruleId} ${scope} ${at}`);
    this.#told = new Set(keys);
    for (const [index, trip] of activity.trips.entries()) {
      if (told.has(keys[index] ?? '')) continue;
      this.#init.alarms.trip(trip);
      if (trip.ruleId === REGRESSED_TRIP) this.#tellRegression(trip.at);
    }
    if (this.#isRegressionMet && !this.#isRegressionTold) this.#tellRegression(this.#init.now());
    this.#isRegressionMet = false;
  }

  #publish(activity: SaleActivity): void {
    const { saleId } = this.#asker;
    if (isHeard('activity')) publish('activity', { saleId, activity });
    if (activity.mode === this.#mode) return;
    const previous = this.#mode;
    this.#mode = activity.mode;
    if (isHeard('mode')) publish('mode', { saleId, at: activity.at, previous, mode: activity.mode });
  }

  /** Units that somebody holds and nobody has are looked for at once: they are what a regression leaves behind. */
  #tellRegression(at: number): void {
    this.#isRegressionTold = true;
    this.#init.alarms.regression(at);
    this.#owesShortfall = true;
  }

  async #tellShortfall(): Promise<void> {
    const { stock, alarms } = this.#init;
    const verdict = await askStore(this.#asker, 'snapshot', {
      ask: () => stock.snapshot(),
      timer: undefined,
    });
    // Asked again with the next poll: what nobody could count is not fine.
    if (verdict.kind !== 'found') return;
    this.#owesShortfall = false;
    const shortages = verdict.snapshot.counters.flatMap<Shortage>((counters) => {
      const { stockKey, allotment, reserved, committed, quarantined } = counters;
      const taken = reserved + committed + quarantined;
      if (taken <= allotment) return [];
      return [{ stockKey, requested: taken, available: allotment, reserved }];
    });
    if (shortages.length > 0) alarms.shortfall({ because: 'counters', id: undefined, shortages });
  }

  #compareBudget(activity: SaleActivity): void {
    const expected = this.#init.lossBudgetMinor();
    const key = `${expected} ${activity.lossBudgetMinor}`;
    if (expected === activity.lossBudgetMinor || key === this.#budgetTold) return;
    this.#budgetTold = key;
    const message = `the price book allows a loss of ${expected ?? 'any amount'}, the sale ${this.#asker.saleId} was opened with ${activity.lossBudgetMinor ?? 'no ceiling'}: the store holds to its own; open the next sale from its price book`;
    this.#init.alarms.error(new GuardError({ code: 'store-configuration', message }));
  }

  #fail(error: unknown): void {
    if (this.#isFailing) return;
    this.#isFailing = true;
    this.#init.alarms.error(error);
  }
}

function describe(verdict: Exclude<ActivityVerdict, { readonly kind: 'found' }>): string {
  return verdict.kind === 'unknown' ? `no answer (${verdict.because})` : verdict.reason;
}
