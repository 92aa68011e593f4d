import type { Order } from '../catalog/order.js';
import { GuardError } from '../core/errors.js';
import { sha256Hex } from '../seal/digest.js';
import type { OrderRow } from '../wire/order-row.js';

/** Where an order, or a row that holds none, stands. */
export interface OrderPlace {
  readonly file: string;
  readonly line: number;
}

/** A row of an order file, as `readOrders` yields it, and the file it is of. */
export type ReplayRow = OrderRow & { readonly file: string };

/** Orders and rows that were not judged, each kind counted. */
export interface LeftOutCounts {
  /** Rows that hold no order. */
  readonly unreadable: number;
  /** Orders of other sales. */
  readonly otherSale: number;
  /** An id again with the same content: an export that has rows twice. */
  readonly repeated: number;
  /** An id again with other content: the first by time was judged. */
  readonly conflicting: number;
}

/** Why a row is not judged. */
export type LeftOutReason = keyof LeftOutCounts;

/** A row that was not judged: never in silence. */
export interface LeftOut {
  readonly because: LeftOutReason;
  readonly place: OrderPlace;
  /** Undefined where the row holds no order. */
  readonly id: string | undefined;
  /** For `unreadable`, as {@link OrderRow} has them. */
  readonly field: string | undefined;
  readonly message: string | undefined;
  /** For `otherSale`: the sale it is of. */
  readonly saleId: string | undefined;
  /** For `repeated` and `conflicting`: where the id stood first, by time. */
  readonly first: OrderPlace | undefined;
}

/** An order that is to be judged, or a row that is not. */
export type TakenRow =
  | { readonly kind: 'order'; readonly order: Order; readonly place: OrderPlace }
  | { readonly kind: 'left-out'; readonly leftOut: LeftOut };

/** Other sales counted by name; a file of more has something else wrong with it. */
const SALES_MAX = 100;
/** Orders of one replay: their ids alone would fill the memory of a machine above. */
const ORDERS_MAX = 5_000_000;
const DIGEST_DIGITS = 32;

/**
 * Takes the rows of past orders one by one: orders of the sale, each id once, in order of time. Memory holds the ids, some 200
 * bytes an order.
 */
export class ReplayIntake {
  readonly #saleId: string;
  readonly #seen = new Map<string, { readonly digest: string; readonly place: OrderPlace }>();
  readonly #otherSales = new Map<string, number>();
  readonly #counts = { unreadable: 0, otherSale: 0, repeated: 0, conflicting: 0 };
  #lastAt = 0;

  constructor(saleId: string) {
    this.#saleId = saleId;
  }

  get counts(): LeftOutCounts {
    return { ...this.#counts };
  }

  /** Other sales met, the one of most orders first. */
  get otherSales(): readonly { readonly saleId: string; readonly orderCount: number }[] {
    return [...this.#otherSales]
      .map(([saleId, orderCount]) => ({ saleId, orderCount }))
      .sort((a, b) => b.orderCount - a.orderCount || (a.saleId < b.saleId ? -1 : 1));
  }

  /** @throws GuardError `invalid-argument` for an order that was placed before the one before it; `input` for too many. */
  take(row: ReplayRow): TakenRow {
    const place: OrderPlace = { file: row.file, line: row.line };
    if (row.kind === 'problem') {
      const { field, message } = row;
      return this.#leaveOut('unreadable', place, { field, message });
    }
    const { order } = row;
    const { id, saleId } = order;
    if (saleId !== this.#saleId) {
      this.#countSale(saleId);
      return this.#leaveOut('otherSale', place, { id, saleId });
    }
    this.#requireOrder(order, place);
    // The reader gives every order its fields in one order: the same order has the same text.
    const digest = sha256Hex(JSON.stringify(order)).slice(0, DIGEST_DIGITS);
    const first = this.#seen.get(id);
    if (first !== undefined) {
      const because = first.digest === digest ? 'repeated' : 'conflicting';
      return this.#leaveOut(because, place, { id, first: first.place });
    }
    if (this.#seen.size >= ORDERS_MAX) throw tooMany(place);
    this.#seen.set(id, { digest, place });
    return { kind: 'order', order, place };
  }

  #leaveOut(because: LeftOutReason, place: OrderPlace, told: Partial<LeftOut>): TakenRow {
    this.#counts[because] += 1;
    const { id, field, message, saleId, first } = told;
    return { kind: 'left-out', leftOut: { because, place, id, field, message, saleId, first } };
  }

  #countSale(saleId: string): void {
    const count = this.#otherSales.get(saleId);
    if (count === undefined && this.#otherSales.size >= SALES_MAX) return;
    this.#otherSales.set(saleId, (count ?? 0) + 1);
  }

  #requireOrder({ id, placedAt }: Order, { file, line }: OrderPlace): void {
    if (placedAt < this.#lastAt) {
      const message = `${file}:${line} the order ${id} was placed before the one handed in before it; hand orders in by placedAt`;
      throw new GuardError({ code: 'invalid-argument', message, data: { file, line } });
    }
    this.#lastAt = placedAt;
  }
}

function tooMany({ file, line }: OrderPlace): GuardError {
  const message = `${file}:${line} is order ${ORDERS_MAX + 1}: more than one replay takes; replay the sale in parts`;
  return new GuardError({ code: 'input', message, data: { file, line } });
}
