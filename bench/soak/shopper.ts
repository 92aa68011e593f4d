import { setTimeout as sleep } from 'node:timers/promises';
import type { StockLine } from '../../src/stock/reservation.js';
import type { Random } from '../detection/random.js';
import type { Asker } from './asker.js';
import { CUSTOMER_COUNT, TTL_MAX_MS, TTL_MIN_MS, type SaleGoods } from './goods.js';

/** What a shopper needs. */
export interface ShopperInit {
  readonly asker: Asker;
  readonly random: Random;
  readonly goods: SaleGoods;
  /** An id never used before. */
  readonly nextId: () => string;
}

type Ending = (shopper: Shopper, order: Order) => Promise<void>;

interface Order {
  readonly id: string;
  readonly owners: readonly string[];
  readonly lines: readonly StockLine[];
}

/** One shopper after another: each makes an order and brings it to some end. */
export class Shopper {
  readonly #asker: Asker;
  readonly #random: Random;
  readonly #goods: SaleGoods;
  readonly #nextId: () => string;

  constructor(init: ShopperInit) {
    this.#asker = init.asker;
    this.#random = init.random;
    this.#goods = init.goods;
    this.#nextId = init.nextId;
  }

  /** One order from its first request to its last. */
  async shop(): Promise<void> {
    const order = this.#order();
    const { kind } = await this.#asker.ask('reserve', { ...order, ttlMs: this.#ttlMs() });
    await this.#think(60);
    if (kind === 'reserved' || kind === 'replayed') await this.#random.pick(ENDINGS)(this, order);
  }

  async pay(order: Order, late: 'refund' | 'rescue'): Promise<void> {
    const paymentRef = `pay.${order.id}`;
    const { kind } = await this.#asker.ask('commit', { id: order.id, paymentRef, late });
    if ((kind === 'committed' || kind === 'already') && this.#random.next() < 0.5) await this.cancel(order);
  }

  async beginPayment({ id }: Order): Promise<void> {
    await this.#asker.ask('beginPayment', { id, ttlMs: this.#ttlMs() });
    await this.#think(200);
  }

  async extend({ id }: Order): Promise<void> {
    const count = 1 + this.#random.below(3);
    for (let attempt = 1; attempt <= count; attempt += 1) {
      const { kind } = await this.#asker.ask('extend', { id, attempt, ttlMs: this.#ttlMs() });
      if (kind !== 'extended') return;
      await this.#think(200);
    }
  }

  async release({ id }: Order): Promise<void> {
    await this.#asker.ask('release', { id });
  }

  /** Leaves the order alone for as long as it may stand at most, and longer. */
  async forget(): Promise<void> {
    await this.#think(2 * TTL_MAX_MS);
  }

  /** A new attempt takes over; the old one can no longer be bought, which is tried. */
  async takeOver(order: Order): Promise<void> {
    const next = { ...this.#order(), owners: order.owners };
    const request = { ...next, previousId: order.id, ttlMs: this.#ttlMs() };
    const { kind } = await this.#asker.ask('supersede', request);
    if (kind !== 'reserved' && kind !== 'replayed') return;
    if (this.#random.next() < 0.5)
      await this.#asker.ask('commit', { id: order.id, paymentRef: `pay.${order.id}` });
    await this.pay(next, 'refund');
  }

  /** Gives back after the purchase: a unit of one line and then the rest, or everything at once. */
  async cancel({ id, lines }: Order): Promise<void> {
    const to = this.#random.next() < 0.8 ? 'stock' : 'quarantine';
    const first = lines[0];
    if (first !== undefined && this.#random.next() < 0.5) {
      const part = [{ stockKey: first.stockKey, quantity: 1 }];
      await this.#asker.ask('restore', { id, restoreId: `${id}-part`, lines: part, to });
      await this.#think(100);
      const isAll = lines.length === 1 && first.quantity === 1;
      if (isAll || this.#random.next() < 0.5) return;
    }
    await this.#asker.ask('restore', { id, restoreId: `${id}-rest`, to });
  }

  #order(): Order {
    const { stockKeys } = this.#goods;
    const keys = this.#random.sample(stockKeys, 1 + this.#random.below(4));
    const owners = [`account.${this.#random.below(CUSTOMER_COUNT)}`];
    if (this.#random.next() < 0.3) owners.push(`device.${this.#random.below(CUSTOMER_COUNT)}`);
    // In the order the store keeps them, so that what is found can be compared at sight.
    const lines = keys.sort().map((stockKey) => ({ stockKey, quantity: 1 + this.#random.below(3) }));
    return { id: this.#nextId(), owners: owners.sort(), lines };
  }

  #ttlMs(): number {
    return TTL_MIN_MS + this.#random.below(TTL_MAX_MS - TTL_MIN_MS);
  }

  async #think(mostMs: number): Promise<void> {
    await sleep(this.#random.below(mostMs));
  }
}

/** Every way an order goes on, each as often as it stands here. */
const ENDINGS: readonly Ending[] = [
  (shopper, order) => shopper.pay(order, 'refund'),
  (shopper, order) => shopper.pay(order, 'refund'),
  async (shopper, order) => {
    await shopper.beginPayment(order);
    await shopper.pay(order, 'refund');
  },
  async (shopper, order) => {
    await shopper.extend(order);
    await shopper.beginPayment(order);
    await shopper.pay(order, 'refund');
  },
  async (shopper, order) => {
    await shopper.extend(order);
    await shopper.release(order);
  },
  (shopper, order) => shopper.release(order),
  (shopper, order) => shopper.takeOver(order),
  (shopper) => shopper.forget(),
  async (shopper, order) => {
    await shopper.forget();
    await shopper.pay(order, 'rescue');
  },
  async (shopper, order) => {
    await shopper.forget();
    await shopper.pay(order, 'refund');
  },
];
