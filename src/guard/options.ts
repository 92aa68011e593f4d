import type { PriceBook } from '../book/price-book.js';
import type { Trip } from '../catalog/trip.js';
import type { StockStore } from '../stock/store.js';
import type { Shortage } from '../stock/verdict.js';
import type { Policy } from '../wire/policy.js';
import type { FailurePolicy } from './verdict.js';

/** Money that came too late, or a second time: the shop has to give it back. */
export interface LatePayment {
  readonly id: string;
  readonly paymentRef: string;
  /** `duplicate`: the order was bought with another payment (`boughtWith`). */
  readonly because: 'expired' | 'released' | 'restored' | 'duplicate';
  readonly boughtWith: string | undefined;
}

/** Units somebody paid for, or holds, that are not there. */
export interface Shortfall {
  /** `rescue`: a late payment could not be served. `counters`: more is reserved and sold than was allotted. */
  readonly because: 'rescue' | 'counters';
  /** The order, for `rescue`. */
  readonly id: string | undefined;
  readonly shortages: readonly Shortage[];
}

/** The store lost writes that it had acknowledged: the sale is frozen until a person has put the counters right. */
export interface Regression {
  readonly saleId: string;
  readonly at: number;
}

/**
 * What the shop must do something about. All four are required: an alarm that nobody hears is the incident. Called at least once
 * in each process for each event; the number of a trip, or the order's id, tells repetitions. What a handler throws reaches
 * `on.error`, and changes no verdict.
 */
export interface GuardHandlers {
  readonly trip: (trip: Trip) => void | Promise<void>;
  readonly shortfall: (shortfall: Shortfall) => void | Promise<void>;
  readonly latePayment: (payment: LatePayment) => void | Promise<void>;
  readonly regression: (regression: Regression) => void | Promise<void>;
  /** Troubles of the guard itself (a handler that threw, a poll that failed). Printed to standard error unless told. */
  readonly error?: ((error: unknown) => void) | undefined;
}

/** How a guard is made. */
export interface GuardOptions {
  /** A verified price book (see `loadPriceBook`) of the store's sale. */
  readonly priceBook: PriceBook;
  readonly stock: StockStore;
  readonly policy: Policy;
  readonly onStoreFailure: FailurePolicy;
  readonly on: GuardHandlers;
  /** `shadow` judges everything and refuses nothing. `enforce` unless told. */
  readonly mode?: 'enforce' | 'shadow' | undefined;
  /** The clock of the sale window, epoch ms; tests hand in their own. `Date.now` unless told. */
  readonly now?: (() => number) | undefined;
  /** How often trips and regressions of other processes are asked for, ms, 100 to 60,000; 1,000 unless told; 0 = never. */
  readonly pollMs?: number | undefined;
}
