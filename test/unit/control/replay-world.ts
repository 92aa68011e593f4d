import type { PriceBook } from '../../../src/book/price-book.js';
import type { Order, OrderLine } from '../../../src/catalog/order.js';
import type { PriceBookEntry, PriceBookHeader } from '../../../src/catalog/price-book.js';
import type { ReplayRow } from '../../../src/control/replay-input.js';
import { replayOrders } from '../../../src/control/replay.js';
import type { ReplayOptions } from '../../../src/control/replay-options.js';
import type { ReplayReport } from '../../../src/control/replay-report.js';
import { memoryStock } from '../../../src/stores/memory/memory-stock.js';
import { builtInPolicy, loadPolicyText, type Policy } from '../../../src/wire/policy.js';
import { entryOf, HEADER } from '../book/sample-book.js';
import { bookOf } from '../guard/guard-world.js';

/** The first instant of the sale. */
export const OPEN: number = HEADER.startsAt;
export const SECOND = 1_000;
export const MINUTE: number = 60 * SECOND;

/** Earphones at 12,900 won, two a customer, and a cable without a markdown. */
export const ENTRIES: readonly PriceBookEntry[] = [
  entryOf('EP-100', { allotment: 10, perCustomerMax: 2 }),
  entryOf('CABLE', { priceMinor: 5_000, floorMinor: 5_000, referenceMinor: 5_000, allotment: 5 }),
];

export function bookOfSale(
  entries: readonly PriceBookEntry[] = ENTRIES,
  header: Partial<PriceBookHeader> = {},
): Promise<PriceBook> {
  return bookOf(entries, header);
}

/** One unit of the earphones, placed at the first instant of the sale and paid a minute later, unless told otherwise. */
export function pastOrder(id: string, overlay: Partial<Order> = {}): Order {
  const placedAt = overlay.placedAt ?? OPEN;
  return {
    id,
    saleId: HEADER.saleId,
    customer: [`k1.${id}`],
    channel: 'web',
    currency: 'KRW',
    placedAt,
    taxBasis: 'included',
    shippingMinor: 0,
    lines: [pastLine('EP-100')],
    payments: [{ ref: `pay-${id}`, method: 'card', capturedMinor: 12_900, at: placedAt + MINUTE }],
    status: 'paid',
    ...overlay,
  };
}

const PRICES: ReadonlyMap<string, number> = new Map([
  ['EP-100', 12_900],
  ['CABLE', 5_000],
]);

export function pastLine(sku: string, overlay: Partial<OrderLine> = {}): OrderLine {
  return {
    lineId: `l-${sku}`,
    sku,
    priceList: 'default',
    quantity: 1,
    unitPriceMinor: PRICES.get(sku) ?? 1_000,
    reductions: [],
    ...overlay,
  };
}

/** Rows of one file, a line each. */
export function rowsOf(orders: readonly Order[]): ReplayRow[] {
  return orders.map((order, index) => ({ kind: 'order', file: 'orders.jsonl', line: index + 1, order }));
}

/** A policy of these lines of YAML. */
export function policyOf(...lines: readonly string[]): Policy {
  return loadPolicyText(['version: 1', ...lines, ''].join('\n'), { file: 'policy.yaml' });
}

/** The report of these orders by the memory store and the built-in policy, unless told otherwise. */
export async function reportOf(
  orders: readonly Order[],
  options: Partial<ReplayOptions> = {},
): Promise<ReplayReport> {
  const book = options.book ?? (await bookOfSale());
  const result = await replayOrders(rowsOf(orders), {
    policy: builtInPolicy(),
    stock: memoryStock,
    ...options,
    book,
  });
  if (result.kind !== 'replayed') throw new Error(`not replayed: ${result.kind}`);
  return result.report;
}
