import type { StockLine } from '../../src/stock/reservation.js';

/** What is on sale: every SKU has the same number of units. */
export interface SaleStock {
  readonly skus: readonly string[];
  /** Units of each SKU at the start, 0 to 10^9. */
  readonly quantity: number;
}

/** One order of a shopper. */
export interface Order {
  /** Made by the shop, another one for each order. */
  readonly id: string;
  /** Opaque reference of the shopper; here every order has a shopper of its own. */
  readonly owner: string;
  /** Each SKU once, in no particular order. */
  readonly lines: readonly StockLine[];
}

/** One way of selling stock without selling a unit twice. */
export interface Contestant {
  readonly id: string;
  /** As the tables name it. */
  readonly title: string;
  /** Forgets what was sold before and puts the stock on sale. Not measured. */
  prepare(stock: SaleStock): Promise<void>;
  /**
   * All lines or none: `true` when the units are this order's, `false` when they are sold out.
   *
   * @throws GaveUp when it stopped trying although there may be stock left; no unit was taken.
   */
  reserve(order: Order): Promise<boolean>;
  /** Units of each SKU that its own books still have. Asked when nothing is in flight. */
  left(): Promise<ReadonlyMap<string, number>>;
  /** Closes its connections and whatever it started itself. */
  stop(): Promise<void>;
}

/** Every attempt was lost to other shoppers. */
export class GaveUp extends Error {}
