import type { StockStore } from '../../src/stock/store.js';
import type { CallLog } from './call-log.js';

/** The one stock key of most lanes. */
export const STOCK_KEY = 'EP-100';

/** An order of one unit. */
export function orderOf(id: string): {
  id: string;
  owners: string[];
  lines: { stockKey: string; quantity: number }[];
} {
  return { id, owners: [`customer-${id}`], lines: [{ stockKey: STOCK_KEY, quantity: 1 }] };
}

/** Ids `<name>-1` and so on. */
export function idsOf(name: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${name}-${index + 1}`);
}

/** Opens a sale of so many units of one stock key. */
export async function openSale(log: CallLog, stock: StockStore, quantity: number): Promise<void> {
  await log.untilAnswered(stock, 'open', { allotments: [{ stockKey: STOCK_KEY, quantity }] });
}

/** Reserves one unit for each id, all at once, each sent once. */
export function reserveOnce(
  log: CallLog,
  stock: StockStore,
  ids: readonly string[],
): Promise<readonly Awaited<ReturnType<StockStore['reserve']>>[]> {
  return Promise.all(ids.map((id) => log.once(stock, 'reserve', orderOf(id))));
}

/** The same, each repeated by its caller until it is answered. */
export function reserveAll(
  log: CallLog,
  stock: StockStore,
  ids: readonly string[],
): Promise<readonly Awaited<ReturnType<StockStore['reserve']>>[]> {
  return Promise.all(ids.map((id) => log.untilAnswered(stock, 'reserve', orderOf(id))));
}

/** Reserves and pays one order; the kind of the last answer: `committed` or `already` when it was bought. */
export async function buy(log: CallLog, stock: StockStore, id: string): Promise<string> {
  const reserved = await log.untilAnswered(stock, 'reserve', orderOf(id));
  if (reserved.kind !== 'reserved' && reserved.kind !== 'replayed') return kindOf(reserved);
  return kindOf(await log.untilAnswered(stock, 'commit', { id, paymentRef: `payment-${id}` }));
}

/** A verdict in one word: its kind, or the reason of a refusal. */
export function kindOf(verdict: { readonly kind: string; readonly reason?: string }): string {
  return verdict.reason ?? verdict.kind;
}

/** How often each word occurs. */
export function tally(words: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
