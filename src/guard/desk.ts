import type { PriceBook } from '../book/price-book.js';
import type { GuardPolicy } from '../catalog/guard-policy.js';
import type { OrderRules } from '../pricing/order/order-rules.js';
import type { StockStore } from '../stock/store.js';
import type { Alarms } from './alarms.js';
import type { Fingerprints } from './fingerprint.js';
import type { OrderScopes } from './order-scopes.js';
import type { OrderForm } from './read-order.js';
import type { Signals } from './signals.js';
import { UnitStock } from './stock-of-unit.js';
import type { FailurePolicy } from './verdict.js';
import type { Watch } from './watch.js';

/** The price book a process judges by, and what is remembered of it. Swapped as one. */
export interface BookInForce {
  readonly book: PriceBook;
  readonly epoch: number;
  readonly units: UnitStock;
}

/** What every call of one guard works with. */
export interface Desk {
  readonly saleId: string;
  readonly stock: StockStore;
  readonly policy: GuardPolicy;
  readonly rules: OrderRules;
  readonly onStoreFailure: FailurePolicy;
  readonly mode: 'enforce' | 'shadow';
  /** Epoch ms; NaN when the clock handed in gives no time. */
  readonly now: () => number;
  readonly form: OrderForm;
  readonly scopes: OrderScopes;
  readonly fingerprints: Fingerprints;
  readonly alarms: Alarms;
  readonly watch: Watch;
  readonly signals: Signals;
  /** Changed by `replacePriceBook` alone. A call reads it once. */
  inForce: BookInForce;
}

/** A price book put in force. */
export function putInForce(book: PriceBook): BookInForce {
  return { book, epoch: book.header.epoch, units: new UnitStock(book) };
}
