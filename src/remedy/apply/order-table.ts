import type { KeyIndex } from '../../core/key-index.js';
import type { ScannedPlan } from './scan-plan.js';

/** Where the money of an order stands for those that wait for it. */
const TO_COME = 0;
const ACCEPTED = 1;
/** Not accepted, and looked at again in the next pass. */
const WAITING = 2;
const OVER = 3;

/** How the orders of a plan stand: a few bytes each. */
export class OrderTable {
  readonly #orders: KeyIndex;
  /** By place in the file. */
  readonly #money: Uint8Array;
  /** These by deadline. */
  readonly #isMet: Uint8Array;
  readonly #isWaiting: Uint8Array;
  readonly #hasPutOff: Uint8Array;

  constructor({ orders, moneyless }: Pick<ScannedPlan, 'orders' | 'moneyless'>) {
    this.#orders = orders;
    this.#money = new Uint8Array(orders.count);
    for (const place of moneyless) this.#money[place] = ACCEPTED;
    this.#isMet = new Uint8Array(orders.count);
    this.#isWaiting = new Uint8Array(orders.count);
    this.#hasPutOff = new Uint8Array(orders.count);
  }

  /** True the first time an order is met in a run. */
  meet(rank: number): boolean {
    const isFirst = this.#isMet[rank] !== 1;
    this.#isMet[rank] = 1;
    return isFirst;
  }

  /** Whether the money of an order was given back, or accepted by every service to be. */
  isAccepted(orderId: string): boolean {
    return this.#moneyOf(orderId) === ACCEPTED;
  }

  /** Whether this pass may still get the money of an order accepted: its turn is to come, or it is in the works. */
  isToCome(orderId: string): boolean {
    return this.#moneyOf(orderId) === TO_COME;
  }

  /** Whether a later pass may, too. */
  mayBeAccepted(orderId: string): boolean {
    const money = this.#moneyOf(orderId);
    return money === TO_COME || money === WAITING;
  }

  /** Notes that the money of an order is on its way. */
  accept(orderId: string): void {
    this.#note(orderId, ACCEPTED);
  }

  /** Whether to look at an order again in this run: something of it waits for a service or for another order. */
  leave({ id, rank }: { readonly id: string; readonly rank: number }, is: 'waiting' | 'over'): void {
    this.#isWaiting[rank] = is === 'waiting' ? 1 : 0;
    if (!this.isAccepted(id)) this.#note(id, is === 'waiting' ? WAITING : OVER);
  }

  /** Another pass begins over what is waiting. */
  beginPass(): void {
    for (const [place, money] of this.#money.entries()) if (money === WAITING) this.#money[place] = TO_COME;
  }

  isWaiting(rank: number): boolean {
    return this.#isWaiting[rank] === 1;
  }

  /** Whether any order is to be looked at again. */
  isAnyWaiting(): boolean {
    return this.#isWaiting.includes(1);
  }

  /** Whether steps of an order were put off because another order is to come first, and did not pass yet. */
  hasPutOff(rank: number): boolean {
    return this.#hasPutOff[rank] === 1;
  }

  /** See {@link hasPutOff}. */
  notePutOff(rank: number, has: 'some' | 'none'): void {
    this.#hasPutOff[rank] = has === 'some' ? 1 : 0;
  }

  #moneyOf(orderId: string): number | undefined {
    const place = this.#orders.find(orderId);
    return place < 0 ? undefined : this.#money[place];
  }

  #note(orderId: string, money: number): void {
    const place = this.#orders.find(orderId);
    if (place >= 0) this.#money[place] = money;
  }
}
