import type { CheckoutLine, CheckoutOrder } from '../../../src/catalog/order.js';
import type { PriceBookEntry, PriceBookHeader } from '../../../src/catalog/price-book.js';
import type { Trip } from '../../../src/catalog/trip.js';
import type { PriceBook } from '../../../src/book/price-book.js';
import { loadPriceBook } from '../../../src/book/load-price-book.js';
import { createGuard } from '../../../src/guard/create-guard.js';
import type { Guard } from '../../../src/guard/guard.js';
import type { GuardOptions, LatePayment, Regression, Shortfall } from '../../../src/guard/options.js';
import { stockOfUnit } from '../../../src/guard/stock-of-unit.js';
import type { Allotment, OpenRequest } from '../../../src/stock/request.js';
import type { StockStore } from '../../../src/stock/store.js';
import { memoryStock } from '../../../src/stores/memory/memory-stock.js';
import { builtInPolicy } from '../../../src/wire/policy.js';
import { bookBytes, entryOf, HEADER, inPieces, SEALER } from '../book/sample-book.js';

/** An instant within the sale of {@link HEADER}. */
export const NOW: number = HEADER.startsAt + 3_600_000;

/** Earphones and a cable, a bundle of both, a gift; and earphones in dollars. */
export const ENTRIES: readonly PriceBookEntry[] = [
  entryOf('EP-100', { allotment: 100 }),
  entryOf('CABLE', { priceMinor: 5_000, floorMinor: 4_000, referenceMinor: 5_000, allotment: 50 }),
  entryOf('SET', {
    priceMinor: 17_000,
    floorMinor: 15_000,
    referenceMinor: 20_000,
    components: [
      { stockKey: 'EP-100', quantity: 1 },
      { stockKey: 'CABLE', quantity: 2 },
    ],
  }),
  entryOf('VIP-1', { priceList: 'vip', allotment: 10 }),
];

/** A verified book of these entries. */
export async function bookOf(
  entries: readonly PriceBookEntry[] = ENTRIES,
  header: Partial<PriceBookHeader> = {},
): Promise<PriceBook> {
  const bytes = await bookBytes(entries, { header: { ...HEADER, ...header } });
  const result = await loadPriceBook(inPieces(bytes), { publicKeys: [SEALER.publicKey] });
  if (result.kind === 'refused') throw new Error(result.message);
  return result.book;
}

/** What the handlers of a guard heard. */
export interface Heard {
  readonly trips: Trip[];
  readonly shortfalls: Shortfall[];
  readonly latePayments: LatePayment[];
  readonly regressions: Regression[];
  readonly errors: unknown[];
}

/** One guard over one open sale in memory, at a clock that stands still. */
export interface GuardWorld {
  readonly guard: Guard;
  readonly stock: StockStore;
  readonly book: PriceBook;
  readonly heard: Heard;
  readonly clock: { now: number };
}

/** What differs from the usual world. */
export interface WorldInit {
  readonly entries?: readonly PriceBookEntry[];
  readonly header?: Partial<PriceBookHeader>;
  readonly open?: Partial<OpenRequest>;
  readonly options?: Partial<GuardOptions>;
  /** Stands between the guard and the store. */
  readonly wrap?: (stock: StockStore) => StockStore;
}

/** What a sale counts for a book. */
export function allotmentsOf(entries: readonly PriceBookEntry[]): readonly Allotment[] {
  const allotments = new Map<string, Allotment>();
  for (const entry of entries) {
    for (const { stockKey } of stockOfUnit(entry)) {
      if (stockKey !== entry.stockKey) continue;
      const { allotment: quantity = 1_000_000_000, perCustomerMax: perCustomer } = entry;
      allotments.set(stockKey, { stockKey, quantity, perCustomer });
    }
  }
  return [...allotments.values()];
}

export async function makeWorld(init: WorldInit = {}): Promise<GuardWorld> {
  const { entries = ENTRIES, options = {} } = init;
  const book = await bookOf(entries, init.header);
  const clock = { now: NOW };
  const store = memoryStock({ saleId: book.header.saleId, now: () => clock.now });
  const opened = await store.open({
    allotments: allotmentsOf(entries),
    epoch: book.header.epoch,
    lossBudgetMinor: book.header.lossBudgetMinor,
    ...init.open,
  });
  if (opened.kind !== 'opened') throw new Error(`the sale did not open: ${JSON.stringify(opened)}`);
  const stock = init.wrap?.(store) ?? store;
  const heard: Heard = { trips: [], shortfalls: [], latePayments: [], regressions: [], errors: [] };
  const guard = createGuard({
    priceBook: book,
    stock,
    policy: builtInPolicy(),
    onStoreFailure: 'reject',
    on: handlersOf(heard),
    now: () => clock.now,
    pollMs: 0,
    ...options,
  });
  return { guard, stock: store, book, heard, clock };
}

export function handlersOf(heard: Heard): GuardOptions['on'] {
  return {
    trip: (trip) => void heard.trips.push(trip),
    shortfall: (shortfall) => void heard.shortfalls.push(shortfall),
    latePayment: (payment) => void heard.latePayments.push(payment),
    regression: (regression) => void heard.regressions.push(regression),
    error: (error) => void heard.errors.push(error),
  };
}

/** One unit of the earphones at the approved price, unless told otherwise. */
export function orderOf(id: string, overlay: Partial<CheckoutOrder> = {}): CheckoutOrder {
  return {
    id,
    saleId: HEADER.saleId,
    customer: ['k1.buyer'],
    channel: 'web',
    currency: 'KRW',
    lines: [lineOf('EP-100')],
    ...overlay,
  };
}

const PRICES: ReadonlyMap<string, number> = new Map(ENTRIES.map(({ sku, priceMinor }) => [sku, priceMinor]));

export function lineOf(sku: string, overlay: Partial<CheckoutLine> = {}): CheckoutLine {
  return { lineId: `line-${sku}`, sku, quantity: 1, unitPriceMinor: PRICES.get(sku) ?? 1_000, ...overlay };
}

/** Handlers are called after the verdict. */
export function afterHandlers(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(() => setImmediate(resolve));
  });
}
