import type { StockStore } from '../../../stock/store.js';

/** What the contract needs to know of a store: how to make one, and how to let time pass for it. */
export interface StockHarness {
  /**
   * A store of the sale named, of a new one unless told. Sales of one harness are apart from each other; two stores of one sale
   * see the same sale.
   */
  makeStore(saleId?: string): Promise<StockStore>;
  readonly clock: {
    /** Lets at least this many ms pass on the store's own clock: moves it, or waits. */
    advance(ms: number): Promise<void>;
  };
  /** Closes what was opened for the checks. Called once, by whoever made the harness. */
  dispose(): Promise<void>;
}

/** One behaviour every stock store has. */
export interface StockCheck {
  /** The behaviour, in the present tense. */
  readonly name: string;
  /**
   * Shows it on a sale of its own. Checks may run at the same time on one harness when its clock waits; when its clock is moved,
   * each needs a harness of its own.
   * @throws Error with a sentence when the store behaves otherwise.
   */
  run(harness: StockHarness): Promise<void>;
}
