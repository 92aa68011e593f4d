import type { Contestant, Order, SaleStock } from './contestant.js';

/** What the shop was told it had sold: kept by the benchmark, apart from the books of the contestant. */
export class Ledger {
  readonly #sold = new Map<Order['lines'], number>();

  /** @param lines the very same array for orders of the same lines: it is counted by identity, which is quick. */
  sell(lines: Order['lines']): void {
    this.#sold.set(lines, (this.#sold.get(lines) ?? 0) + 1);
  }

  /** Units sold of each SKU; SKUs of which nothing was sold are missing. */
  units(): Map<string, number> {
    const units = new Map<string, number>();
    for (const [lines, count] of this.#sold) {
      for (const { stockKey, quantity } of lines) {
        units.set(stockKey, (units.get(stockKey) ?? 0) + quantity * count);
      }
    }
    return units;
  }
}

/**
 * Holds the books of the contestant against what it told its shoppers: for every SKU, units sold and units left make the stock,
 * and neither is below zero.
 *
 * @throws Error naming the first SKU that does not add up: the figures of such a run are worth nothing.
 */
export async function requireHonest(
  contestant: Contestant,
  stock: SaleStock,
  sold: ReadonlyMap<string, number>,
): Promise<void> {
  const left = await contestant.left();
  for (const sku of stock.skus) {
    const units = sold.get(sku) ?? 0;
    const remaining = left.get(sku);
    if (remaining !== undefined && remaining >= 0 && units + remaining === stock.quantity) continue;
    throw new Error(
      `${contestant.id}: of ${stock.quantity} units of ${sku} it sold ${units} and has ${remaining ?? 'no count'} left`,
    );
  }
}
