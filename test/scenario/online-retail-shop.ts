import { setTimeout as sleep } from 'node:timers/promises';
import { customerRef } from '../../src/stock/customer-ref.js';
import type { ReservationState, StockLine } from '../../src/stock/reservation.js';
import type { StockStore } from '../../src/stock/store.js';
import type { Refused, Unknown } from '../../src/stock/verdict.js';
import type { RetailEvent } from './online-retail-stream.js';

/** A reservation the shop was acknowledged, and what it was acknowledged of it since. */
export interface ShopOrder {
  readonly id: string;
  readonly lines: readonly StockLine[];
  state: ReservationState;
  /** Units given back after commit, by stock key. */
  readonly restored: Map<string, number>;
  readonly quarantined: Map<string, number>;
  /** Settles when it is paid or given back. */
  settled: Promise<void>;
}

/** What the shop counted. */
export interface ShopCounts {
  orders: number;
  lines: number;
  /** Orders without any line that could be served. */
  lostOrders: number;
  /** Lines given up so that the rest of their order could be served. */
  droppedLines: number;
  releases: number;
  restores: number;
  /** Units of cancellations whose order is not in the stream, or was refused. */
  unitsWithoutOrder: number;
  sentAgain: number;
  readonly refusals: Map<string, number>;
}

const KEY = { key: 'a key for this test alone, thirty-two bytes long', keyId: 'k1' };
/** An order goes again without the lines it was refused for; after so many times it is given up. */
const ATTEMPTS_MAX = 4;
const OPEN_ANSWER_MAX = 100;

/** A shop that takes the stream's orders and cancellations; each customer's in order, the customers' all at once. */
export class RetailShop {
  readonly counts: ShopCounts = {
    orders: 0,
    lines: 0,
    lostOrders: 0,
    droppedLines: 0,
    releases: 0,
    restores: 0,
    unitsWithoutOrder: 0,
    sentAgain: 0,
    refusals: new Map<string, number>(),
  };
  /** Every reservation acknowledged, in the order of the answers. */
  readonly orders: ShopOrder[] = [];
  readonly #stocks: readonly StockStore[];
  readonly #payAfterMs: (id: string) => number;
  readonly #queues = new Map<string, Promise<void>>();
  readonly #ordersOf = new Map<string, ShopOrder[]>();

  constructor(stocks: readonly StockStore[], payAfterMs: (id: string) => number) {
    this.#stocks = stocks;
    this.#payAfterMs = payAfterMs;
  }

  /** Takes an event; settles when all that follows from it is done. */
  async take(event: RetailEvent): Promise<void> {
    const before = this.#queues.get(event.customer);
    const done = (before ?? Promise.resolve()).then(() =>
      event.kind === 'order' ? this.#order(event) : this.#cancel(event),
    );
    this.#queues.set(event.customer, done);
    await done;
  }

  /** Answers when every payment has come. */
  async settle(): Promise<void> {
    await Promise.all(this.#queues.values());
    await Promise.all(this.orders.map(({ settled }) => settled));
  }

  async #order(event: RetailEvent): Promise<void> {
    this.counts.orders += 1;
    this.counts.lines += event.lines.length;
    const owners = [customerRef(event.customer, KEY)];
    let lines = event.lines;
    for (let attempt = 1; attempt <= ATTEMPTS_MAX && lines.length > 0; attempt += 1) {
      // Another content is another order: it gets an id of its own, although a refusal leaves no record.
      const id = attempt === 1 ? event.id : `${event.id}-${attempt}`;
      const verdict = await this.#answer(event.customer, (stock) => stock.reserve({ id, owners, lines }));
      if (verdict.kind === 'reserved' || verdict.kind === 'replayed') {
        this.#keep(event.customer, { id, lines });
        return;
      }
      if (verdict.kind !== 'refused') throw new Error(`order ${id}: ${verdict.kind}`);
      this.counts.refusals.set(verdict.reason, (this.counts.refusals.get(verdict.reason) ?? 0) + 1);
      const refused = refusedKeys(verdict);
      this.counts.droppedLines += lines.filter(({ stockKey }) => refused.has(stockKey)).length;
      lines = lines.filter(({ stockKey }) => !refused.has(stockKey));
    }
    this.counts.lostOrders += 1;
  }

  #keep(customer: string, acknowledged: { readonly id: string; readonly lines: readonly StockLine[] }): void {
    const order: ShopOrder = {
      ...acknowledged,
      state: 'reserved',
      restored: new Map(),
      quarantined: new Map(),
      settled: Promise.resolve(),
    };
    order.settled = this.#pay(customer, order);
    this.orders.push(order);
    const orders = this.#ordersOf.get(customer) ?? [];
    this.#ordersOf.set(customer, orders);
    orders.push(order);
  }

  async #pay(customer: string, order: ShopOrder): Promise<void> {
    await sleep(this.#payAfterMs(order.id));
    if (order.state !== 'reserved') return;
    order.state = 'paying';
    const { id } = order;
    const verdict = await this.#answer(customer, (stock) => stock.commit({ id, paymentRef: `pay-${id}` }));
    if (verdict.kind !== 'committed' && verdict.kind !== 'already')
      throw new Error(`payment of ${id}: ${verdict.kind}`);
    order.state = 'committed';
  }

  /** Takes the units from the customer's latest orders that still have them. */
  async #cancel(event: RetailEvent): Promise<void> {
    const left = new Map(event.lines.map(({ stockKey, quantity }) => [stockKey, quantity]));
    for (const order of (this.#ordersOf.get(event.customer) ?? []).toReversed()) {
      const lines = order.lines.flatMap(({ stockKey, quantity }) => {
        const asked = left.get(stockKey) ?? 0;
        const units = Math.min(asked, quantity - (order.restored.get(stockKey) ?? 0));
        return order.state === 'released' || units === 0 ? [] : [{ stockKey, quantity: units }];
      });
      if (lines.length === 0) continue;
      for (const { stockKey, quantity } of lines) left.set(stockKey, (left.get(stockKey) ?? 0) - quantity);
      await this.#giveBack(event, order, lines);
    }
    for (const units of left.values()) this.counts.unitsWithoutOrder += units;
  }

  /** Before its payment a whole order is released; all else waits for the payment and is restored. */
  async #giveBack(event: RetailEvent, order: ShopOrder, lines: readonly StockLine[]): Promise<void> {
    const { id } = order;
    if (order.state === 'reserved' && isWhole(order, lines)) {
      order.state = 'released';
      const verdict = await this.#answer(event.customer, (stock) => stock.release({ id }));
      if (verdict.kind !== 'released' && verdict.kind !== 'already')
        throw new Error(`release of ${id}: ${verdict.kind}`);
      this.counts.releases += 1;
      return;
    }
    await order.settled;
    // The invoice number of the credit note decides whether goods came back whole: the data does not say.
    const to = Number(event.id.at(-1)) % 3 === 0 ? ('quarantine' as const) : ('stock' as const);
    const request = { id, restoreId: event.id, lines, to };
    const verdict = await this.#answer(event.customer, (stock) => stock.restore(request));
    if (verdict.kind !== 'restored' && verdict.kind !== 'already')
      throw new Error(`cancellation ${event.id} of ${id}: ${verdict.kind}`);
    this.counts.restores += 1;
    for (const { stockKey, quantity } of lines) {
      order.restored.set(stockKey, (order.restored.get(stockKey) ?? 0) + quantity);
      if (to === 'quarantine')
        order.quarantined.set(stockKey, (order.quarantined.get(stockKey) ?? 0) + quantity);
    }
    if (verdict.remaining.length === 0) order.state = 'restored';
  }

  /** Sends a request until it is answered, always through the same of the shop's callers. */
  async #answer<V extends { readonly kind: string }>(
    customer: string,
    send: (stock: StockStore) => Promise<V>,
  ): Promise<Exclude<V, Unknown | Refused<'late' | 'unavailable'>>> {
    const stock = this.#stocks[hash(customer) % this.#stocks.length];
    if (stock === undefined) throw new Error('a shop needs a stock');
    for (let times = 1; times <= OPEN_ANSWER_MAX; times += 1) {
      const verdict = await send(stock);
      if (!isOpen(verdict)) return verdict as Exclude<V, Unknown | Refused<'late' | 'unavailable'>>;
      this.counts.sentAgain += 1;
    }
    throw new Error(`no answer after ${OPEN_ANSWER_MAX} times`);
  }
}

function isOpen(verdict: { readonly kind: string; readonly reason?: string }): boolean {
  if (verdict.kind === 'unknown') return true;
  return verdict.kind === 'refused' && ['late', 'unavailable'].includes(verdict.reason ?? '');
}

function isWhole(order: ShopOrder, lines: readonly StockLine[]): boolean {
  return (
    lines.length === order.lines.length &&
    lines.every((line, at) => line.quantity === order.lines[at]?.quantity)
  );
}

/** Stock keys that a refusal names. Any other refusal has no place in this sale. */
function refusedKeys(
  refusal: Refused<'insufficient' | 'customer_limit'> | { readonly reason: string },
): ReadonlySet<string> {
  if ('shortages' in refusal) return new Set(refusal.shortages.map(({ stockKey }) => stockKey));
  if ('limits' in refusal) return new Set(refusal.limits.map(({ stockKey }) => stockKey));
  throw new Error(`refused: ${refusal.reason}`);
}

/** A number that a text always has. */
export function hash(text: string): number {
  let sum = 7;
  for (const character of text) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  return sum;
}
