import type { Step } from '../steps.js';
import type { RankedRecord } from './due-order.js';
import type { OrderTable } from './order-table.js';

/** An order of which all is done but steps that wait for other orders. */
export interface HeldOrder {
  readonly ranked: RankedRecord;
  /** What waits. */
  readonly steps: readonly Step[];
}

interface Held extends HeldOrder {
  /** Orders that it waits for; those before `next` are accepted. */
  readonly awaited: readonly string[];
  next: number;
}

/**
 * Orders that wait for others, kept in hand so that they go on as soon as those have their money accepted and not after the whole plan.
 * So many at most: for one more there is no room, and another pass over the plan takes it up.
 */
export class WaitingOrders {
  readonly #orders: OrderTable;
  readonly #max: number;
  readonly #onVain: (order: HeldOrder) => void;
  /** By the order they wait for. */
  readonly #held = new Map<string, Held[]>();
  #ready: Held[] = [];
  #readyFrom = 0;
  #count = 0;

  constructor(options: {
    readonly orders: OrderTable;
    /** Orders held at most. */
    readonly max: number;
    /** Hears of an order that waits in vain in this pass, and is held no longer. */
    readonly onVain: (order: HeldOrder) => void;
  }) {
    this.#orders = options.orders;
    this.#max = options.max;
    this.#onVain = options.onVain;
  }

  /** Keeps an order in hand if there is room. */
  hold(order: HeldOrder): void {
    if (this.#count >= this.#max) return;
    this.#count += 1;
    this.#place({ ...order, awaited: order.steps.flatMap(({ afterOrders }) => afterOrders), next: 0 });
  }

  /** The money of an order was accepted, or will not be in this pass. */
  settled(orderId: string): void {
    const held = this.#held.get(orderId);
    if (held === undefined) return;
    this.#held.delete(orderId);
    for (const one of held) this.#place(one);
  }

  /** The next order that waits no longer, in the order in which they stopped to. */
  takeReady(): RankedRecord | undefined {
    const next = this.#ready[this.#readyFrom];
    if (next === undefined) return undefined;
    this.#readyFrom += 1;
    this.#count -= 1;
    if (this.#readyFrom * 2 > this.#ready.length) {
      this.#ready = this.#ready.slice(this.#readyFrom);
      this.#readyFrom = 0;
    }
    return next.ranked;
  }

  #place(held: Held): void {
    for (; held.next < held.awaited.length; held.next += 1) {
      const id = held.awaited[held.next] ?? '';
      if (this.#orders.isAccepted(id)) continue;
      if (this.#orders.isToCome(id)) this.#await(id, held);
      else this.#giveUp(held);
      return;
    }
    this.#ready.push(held);
  }

  #await(id: string, held: Held): void {
    const others = this.#held.get(id);
    if (others === undefined) this.#held.set(id, [held]);
    else others.push(held);
  }

  #giveUp(held: Held): void {
    this.#count -= 1;
    this.#onVain(held);
  }
}
