import type { Redis } from 'ioredis';
import type { PriceBook } from '../../src/book/price-book.js';
import type { CheckoutOrder } from '../../src/catalog/order.js';
import type { Guard } from '../../src/guard/guard.js';
import type { StockStore } from '../../src/stock/store.js';
import type { Policy } from '../../src/wire/policy.js';
import { ALLOTMENT, HOT_SKUS, hotSku, PRICE_MINOR, REFERENCE_MINOR } from './book.js';
import type { Product } from './product.js';

/** One way of taking an order and selling it. */
export interface Contestant {
  readonly id: string;
  readonly title: string;
  /** Reserves the n-th order, or says that it could not. */
  take(number: number): Promise<boolean>;
  /** Sells it. */
  sell(number: number): Promise<boolean>;
  stop(): Promise<void>;
}

/** The sale that all contestants of one table share. */
export interface BenchSale {
  readonly product: Product;
  readonly client: Redis;
  readonly book: PriceBook;
  readonly bookSize: number;
  readonly lineCount: number;
  readonly policy: Policy;
}

const DEADLINE_MS = 2_000;
const PREFIX_OF = (id: string): string => `bench-${id}`;
/** As long as `customerRef` makes them: key id, point, 43 characters. */
const ownerOf = (number: number): string => `k1.${String(number).padStart(43, '0')}`;

/**
 * The store alone, with the sums done by nobody: neither the note nor what trip rules learn of an order, which the guard sends too,
 * are asked of it.
 */
export async function bareStore(sale: BenchSale, id: string): Promise<Contestant> {
  const stock = await openedStock(sale, id);
  const skus = Array.from({ length: HOT_SKUS }, (_, index) => hotSku(index, sale.bookSize));
  return {
    id,
    title: 'the store alone',
    async take(number) {
      const lines = [];
      for (let line = 0; line < sale.lineCount; line += 1)
        lines.push({ stockKey: skus[(number + line * 7) % HOT_SKUS] ?? '', quantity: 1 });
      const verdict = await stock.reserve({
        id: `${id}-${number}`,
        owners: [ownerOf(number)],
        lines,
        epoch: 1,
        markdownMinor: (REFERENCE_MINOR - PRICE_MINOR) * sale.lineCount,
        fingerprint: '5e0f3a9b1c2d4e6f7a8b9c0d',
        scopes: ['channel:app'],
      });
      return verdict.kind === 'reserved';
    },
    async sell(number) {
      const verdict = await stock.commit({
        id: `${id}-${number}`,
        paymentRef: `pay-${number}`,
        fingerprint: '5e0f3a9b1c2d4e6f7a8b9c0d',
      });
      return verdict.kind === 'committed';
    },
    stop: () => Promise.resolve(),
  };
}

/** What a checkout imports: prices and stock, with the findings, the note and the events. */
export async function guarded(sale: BenchSale, id: string, title: string): Promise<Contestant> {
  const stock = await openedStock(sale, id);
  const guard = guardOf(sale, stock);
  return {
    id,
    title,
    async take(number) {
      const verdict = await guard.admit(orderOf(sale, { id, number }));
      return verdict.kind === 'admitted';
    },
    async sell(number) {
      return (
        (await guard.commit({ id: `${id}-${number}`, paymentRef: `pay-${number}` })).kind === 'committed'
      );
    },
    stop: () => guard.close(),
  };
}

/** The n-th order of a checkout. */
export function orderOf(
  sale: Pick<BenchSale, 'book' | 'bookSize' | 'lineCount'>,
  { id, number }: { readonly id: string; readonly number: number },
): CheckoutOrder {
  const lines = [];
  for (let line = 0; line < sale.lineCount; line += 1) {
    lines.push({
      lineId: String(line + 1),
      sku: hotSku((number + line * 7) % HOT_SKUS, sale.bookSize),
      quantity: 1,
      unitPriceMinor: PRICE_MINOR,
    });
  }
  return {
    id: `${id}-${number}`,
    saleId: sale.book.header.saleId,
    customer: [ownerOf(number)],
    channel: 'app',
    currency: 'KRW',
    lines,
  };
}

function guardOf({ product, book, policy }: BenchSale, stock: StockStore): Guard {
  const alarm = (what: unknown): never => {
    throw new Error(`the sale of the benchmark is not quiet: ${JSON.stringify(what)}`);
  };
  return product.createGuard({
    priceBook: book,
    stock,
    policy,
    onStoreFailure: 'reject',
    pollMs: 0,
    on: { trip: alarm, shortfall: alarm, latePayment: alarm, regression: alarm },
  });
}

async function openedStock(
  { product, client, book, bookSize, policy }: BenchSale,
  id: string,
): Promise<StockStore> {
  const stock = product.redisStock(client, {
    saleId: book.header.saleId,
    deadlineMs: DEADLINE_MS,
    prefix: PREFIX_OF(id),
  });
  // Only what is in demand: `open` takes 50,000 stock keys, a book a million entries.
  const allotments = Array.from({ length: HOT_SKUS }, (_, index) => ({
    stockKey: hotSku(index, bookSize),
    quantity: ALLOTMENT,
    perCustomer: 2,
    markdownMinor: REFERENCE_MINOR - PRICE_MINOR,
  }));
  const opened = await stock.open({
    allotments,
    epoch: 1,
    keyId: 'k1',
    lossBudgetMinor: book.header.lossBudgetMinor,
    tripRules: product.compileBreaker(policy.breaker),
  });
  if (opened.kind !== 'opened') throw new Error(`${id} did not open: ${JSON.stringify(opened)}`);
  return stock;
}
