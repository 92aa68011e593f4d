import type { StockCheck } from './harness.js';
import { Shop } from './shop.js';

/** A check that gets a new sale nobody has opened. */
export function check(name: string, show: (shop: Shop) => Promise<void>): StockCheck {
  return {
    name,
    run: async (harness) => show(new Shop(harness, await harness.makeStore())),
  };
}
