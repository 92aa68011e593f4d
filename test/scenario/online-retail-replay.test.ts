import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { Order, OrderLine } from '../../src/catalog/order.js';
import type { PriceBookEntry } from '../../src/catalog/price-book.js';
import type { PriceBook } from '../../src/book/price-book.js';
import { replayOrders } from '../../src/control/replay.js';
import type { ReplayOptions } from '../../src/control/replay-options.js';
import type { JudgedOrder, ReplayReport } from '../../src/control/replay-report.js';
import { memoryStock } from '../../src/stores/memory/memory-stock.js';
import { builtInPolicy, loadPolicyText } from '../../src/wire/policy.js';
import { sharedData } from '../support/shared-data.js';
import { HEADER, entryOf } from '../unit/book/sample-book.js';
import { bookOf } from '../unit/guard/guard-world.js';
import { rowsOf } from '../unit/control/replay-world.js';
import { grouped } from './online-retail-stream.js';

// Real orders of a British gift wholesaler (UCI Online Retail, D. Chen 2015, CC BY 4.0), replayed. Customers, goods, quantities, unit
// prices and instants are theirs. Ours: the price book, which approves the price each article was sold at most often; the units, half
// of what was sold; and that every order was paid at once. Rows at a price of nothing are write-offs and left out.
const DAYS = 7;
const DAY_MS = 86_400_000;

interface Row {
  readonly InvoiceNo: string;
  readonly StockCode: string;
  readonly Quantity: string;
  readonly InvoiceDate: string;
  readonly UnitPrice: string;
  readonly CustomerID: string;
}

const file = sharedData('online-retail/orders-2010-12_2011-01.csv.gz');
const LINES_MAX = 200;

describe.skipIf(file === undefined)('real orders, replayed', () => {
  it('are refused for their price exactly where it is not the approved one, and for stock where none is left', async () => {
    const orders = readOrders(file ?? '');
    const entries = entriesOf(orders);
    const startsAt = orders[0]?.placedAt ?? 0;
    const book = await bookOf(entries, {
      startsAt,
      endsAt: startsAt + DAYS * DAY_MS,
      sealedAt: startsAt - DAY_MS,
      currency: 'GBP',
      lossBudgetMinor: undefined,
    });
    const prices = await replay(orders, { book, stock: 'ignored', policy: builtInPolicy() });
    const approved = new Map(entries.map(({ sku, priceMinor }) => [sku, priceMinor]));
    const mispriced = orders.filter(({ lines }) =>
      lines.some((l) => l.unitPriceMinor !== approved.get(l.sku)),
    );
    expect(prices.refused('unapproved-price')).toEqual(new Set(mispriced.map(({ id }) => id)));

    // Prices left out, the same orders against half the units: an independent count of what is left.
    const policy = loadPolicyText(NO_PRICES, { file: 'no-prices.yaml' });
    const stocked = await replay(orders, { book, stock: memoryStock, policy, paid: 'all' });
    expect(stocked.refused('sold_out')).toEqual(soldOut(orders, entries));
    expect(stocked.report.policy.tripCount).toBe(0);
    const again = await replay(orders, { book, stock: memoryStock, policy, paid: 'all' });
    expect(again.report).toEqual(stocked.report);
    print(prices, stocked);
    expect(prices.refused('unapproved-price').size).toBeGreaterThan(50);
    expect(stocked.refused('sold_out').size).toBeGreaterThan(50);
  });
});

/** Price rules warn only, and nothing trips: what is left is the stock. */
const NO_PRICES = `version: 1
guard:
  rules:
    unapproved-price: { severityMax: warn }
    below-floor: { severityMax: warn }
    order-quantity: { severityMax: warn }
    reduction-share: { severityMax: warn }
    deep-payable: { severityMax: warn }
breaker:
  rules:
    concentration: { enabled: false }
`;

interface Replayed {
  readonly report: ReplayReport;
  readonly refused: (cause: string) => ReadonlySet<string>;
  readonly ms: number;
}

async function replay(
  orders: readonly Order[],
  options: ReplayOptions & { readonly book: PriceBook },
): Promise<Replayed> {
  const judged: JudgedOrder[] = [];
  const startedAt = performance.now();
  const result = await replayOrders(rowsOf(orders), {
    ...options,
    on: { order: (order) => void judged.push(order) },
  });
  const ms = performance.now() - startedAt;
  if (result.kind !== 'replayed') throw new Error(result.kind);
  expect(result.report.judged).toBe(orders.length);
  const refused = (cause: string): ReadonlySet<string> =>
    new Set(judged.filter(({ outcome }) => outcome.causes.includes(cause)).map(({ id }) => id));
  return { report: result.report, refused, ms };
}

/** Orders that meet too few units, by a count of our own: first come, all lines or none. */
function soldOut(orders: readonly Order[], entries: readonly PriceBookEntry[]): ReadonlySet<string> {
  const left = new Map(entries.map(({ sku, allotment }) => [sku, allotment ?? 0]));
  const refused = new Set<string>();
  for (const { id, lines } of orders) {
    const asked = new Map<string, number>();
    for (const { sku, quantity } of lines) asked.set(sku, (asked.get(sku) ?? 0) + quantity);
    if ([...asked].some(([sku, quantity]) => quantity > (left.get(sku) ?? 0))) refused.add(id);
    else for (const [sku, quantity] of asked) left.set(sku, (left.get(sku) ?? 0) - quantity);
  }
  return refused;
}

/** Sales of goods of the first days, by time; an invoice of more than 200 lines is several orders. */
function readOrders(path: string): readonly Order[] {
  // The file is study data with these columns.
  const rows = parse(gunzipSync(readFileSync(path)), { columns: true }) as unknown as readonly Row[];
  const instant = (row: Row): number => Date.parse(`${row.InvoiceDate.replace(' ', 'T')}Z`);
  const [first] = rows;
  const endsAt = first === undefined ? 0 : instant(first) + DAYS * DAY_MS;
  const sales = rows.filter(
    (row) =>
      /^\d{5}/.test(row.StockCode) &&
      Number(row.Quantity) > 0 &&
      Number(row.UnitPrice) > 0 &&
      instant(row) < endsAt,
  );
  const orders = [...grouped(sales, (row) => row.InvoiceNo)].flatMap(([invoice, own]) =>
    Array.from({ length: Math.ceil(own.length / LINES_MAX) }, (_, part) =>
      orderOf(own.slice(part * LINES_MAX, (part + 1) * LINES_MAX), `${invoice}.${part + 1}`),
    ),
  );
  return orders.sort((left, right) => left.placedAt - right.placedAt);

  function orderOf(own: readonly Row[], id: string): Order {
    const [row] = own;
    if (row === undefined) throw new Error('an order has a row');
    return {
      id,
      saleId: HEADER.saleId,
      customer: [row.CustomerID === '' ? `guest:${id}` : `account:${row.CustomerID.replace('.0', '')}`],
      channel: 'web',
      currency: 'GBP',
      placedAt: instant(row),
      taxBasis: 'included',
      shippingMinor: 0,
      lines: own.map(lineOf),
      payments: [],
      status: 'placed',
    };
  }
}

function lineOf({ StockCode: sku, Quantity, UnitPrice }: Row, index: number): OrderLine {
  const unitPriceMinor = Math.round(Number(UnitPrice) * 100);
  const quantity = Number(Quantity);
  return { lineId: String(index + 1), sku, priceList: 'default', quantity, unitPriceMinor, reductions: [] };
}

/** Each article at the price it was sold at most often, the cheaper one on a tie; half of the units sold. */
function entriesOf(orders: readonly Order[]): readonly PriceBookEntry[] {
  const lines = orders.flatMap((order) => order.lines);
  return [...grouped(lines, ({ sku }) => sku)]
    .map(([sku, own]) => {
      const counts = [...grouped(own, ({ unitPriceMinor }) => String(unitPriceMinor))];
      counts.sort(([a, left], [b, right]) => right.length - left.length || Number(a) - Number(b));
      const priceMinor = Math.max(1, Number(counts[0]?.[0] ?? 1));
      const units = own.reduce((sum, { quantity }) => sum + quantity, 0);
      return entryOf(sku, {
        ...{ currency: 'GBP' as const, priceMinor, floorMinor: priceMinor, referenceMinor: priceMinor },
        allotment: Math.ceil(units / 2),
      });
    })
    .sort((left, right) => (left.sku < right.sku ? -1 : 1));
}

function print(prices: Replayed, stocked: Replayed): void {
  const { judged } = prices.report;
  const lines = (name: string, { report, ms }: Replayed): string =>
    `  ${name}: ${report.policy.counts.admitted} admitted, ${report.policy.counts.review} held, ${report.policy.counts.rejected} refused (${report.policy.causes
      .map(({ verdict, cause, orderCount }) => `${verdict} by ${cause} ${orderCount}`)
      .join(', ')}), ${Math.round((judged / ms) * 1_000)} orders/s`;
  console.log(
    [
      `real orders replayed: ${judged} of ${DAYS} days`,
      lines('prices alone', prices),
      lines('stock, half of the units', stocked),
    ].join('\n'),
  );
}
