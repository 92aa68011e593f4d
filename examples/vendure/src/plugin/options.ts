import type { Order, RequestContext } from '@vendure/core';
import type { CustomerKey, Guard, PriceBook, StockStore } from 'saleguard';
import type { MoneyForm } from './money.js';

/** What the plugin is told. Everything in it is the shop's. */
export interface SaleguardOptions {
  readonly guard: Guard;
  /** The store of the same sale: a cancellation gives back what was bought. */
  readonly stock: Pick<StockStore, 'restore'>;
  /** The price book in force in this process. */
  readonly priceBook: () => PriceBook;
  /** Turns customers into references: nothing of a customer leaves this process but these. */
  readonly customerKey: CustomerKey;
  readonly money: MoneyForm;
  /** How the customer came: one of the channels that the sale names. */
  readonly channelOf: (ctx: RequestContext, order: Order) => string;
  /** As the guard was made: in `shadow` everything goes through, and the log says what shoppers would have been told. */
  readonly mode: 'enforce' | 'shadow';
  /** Code of the Vendure channel that the sale is in. Orders of other channels go their way unlooked at. */
  readonly vendureChannel: string;
  /** Called once the shop has answered its last request: what the shop opened for the sale is closed here. */
  readonly onShutdown: () => Promise<void>;
}
