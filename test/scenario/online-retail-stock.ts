import type { Allotment } from '../../src/stock/request.js';
import { dayOf, type RetailStream } from './online-retail-stream.js';

/** Share of the selling days whose demand the stock covers. Ours: the file does not say what the wholesaler had. */
export const STOCK_QUANTILE = 0.7;
/** Goods most asked for that get a customer limit, and the share of their customers who stay within it. Ours too. */
export const LIMITED_GOODS = 40;
export const LIMIT_QUANTILE = 0.9;

/**
 * Stock for the stream: of each SKU the {@link STOCK_QUANTILE} quantile of its units on the days on which it sold, times these days; a
 * customer limit on the {@link LIMITED_GOODS} most asked for. The data knows neither stock nor limits: both are made here, so that
 * goods run short as they do in a sale.
 */
export function allotmentsFor(stream: RetailStream): readonly Allotment[] {
  const daily = new Map<string, Map<number, number>>();
  const byCustomer = new Map<string, Map<string, number>>();
  for (const event of stream.events) {
    if (event.kind === 'cancellation') continue;
    for (const { stockKey, quantity } of event.lines) {
      add(daily, stockKey, dayOf(event), quantity);
      add(byCustomer, stockKey, event.customer, quantity);
    }
  }
  const limited = new Set(
    [...byCustomer]
      .sort(([, left], [, right]) => right.size - left.size)
      .slice(0, LIMITED_GOODS)
      .map(([stockKey]) => stockKey),
  );
  return [...daily].map(([stockKey, days]) => {
    const quantity = quantile([...days.values()], STOCK_QUANTILE) * days.size;
    const customers = [...(byCustomer.get(stockKey)?.values() ?? [])];
    return limited.has(stockKey)
      ? { stockKey, quantity, perCustomer: quantile(customers, LIMIT_QUANTILE) }
      : { stockKey, quantity };
  });
}

function add<K>(sums: Map<string, Map<K, number>>, stockKey: string, key: K, units: number): void {
  const inner = sums.get(stockKey) ?? new Map<K, number>();
  sums.set(stockKey, inner);
  inner.set(key, (inner.get(key) ?? 0) + units);
}

/** The smallest value that at least this share of the values does not pass. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
