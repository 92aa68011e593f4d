import { isHeld } from '../../src/stock/is-held.js';
import type { ReserveRequest } from '../../src/stock/request.js';
import type { StockStore } from '../../src/stock/store.js';
import type { ReserveVerdict } from '../../src/stock/verdict.js';
import { connectRedis, type RedisPlace } from './connect.js';
import { GaveUp, type Contestant, type Order, type SaleStock } from './contestant.js';
import type { RedisStock } from './product.js';

/** What of the product is in use. Idempotency, deadlines, modes, sequence and journal are always on: no option turns them off. */
export interface SaleguardUse {
  readonly id: string;
  readonly title: string;
  readonly batching: 'group' | 'off';
  /** Units one customer may have: the store keeps what each customer holds. */
  readonly customerLimit: 'on' | 'off';
  /** Each order spends of the loss budget. */
  readonly lossBudget: 'on' | 'off';
  /** Each order names the price book and the digest of its price. */
  readonly priceProof: 'on' | 'off';
  /** Each order names two scopes of its own, which a mode may stop. */
  readonly scopes: 'on' | 'off';
}

/** Every check on: what is compared with the others. */
export const SALEGUARD: SaleguardUse = {
  id: 'saleguard',
  title: 'saleguard',
  batching: 'group',
  customerLimit: 'on',
  lossBudget: 'on',
  priceProof: 'on',
  scopes: 'on',
};

/** Every check on, one script call an order. */
export const SALEGUARD_EACH: SaleguardUse = {
  ...SALEGUARD,
  id: 'saleguard-each',
  title: 'saleguard, batching off',
  batching: 'off',
};

/** The same with something left out, one at a time and then all at once. */
export const REDUCED_USES: readonly SaleguardUse[] = [
  { ...SALEGUARD, id: 'no-limit', title: 'no customer limit', customerLimit: 'off' },
  { ...SALEGUARD, id: 'no-budget', title: 'no loss budget', lossBudget: 'off' },
  { ...SALEGUARD, id: 'no-proof', title: 'no epoch, no fingerprint', priceProof: 'off' },
  { ...SALEGUARD, id: 'no-scopes', title: 'no scopes', scopes: 'off' },
  {
    ...SALEGUARD,
    id: 'none',
    title: 'none of these',
    customerLimit: 'off',
    lossBudget: 'off',
    priceProof: 'off',
    scopes: 'off',
  },
  SALEGUARD_EACH,
];

/** What the store gives a call unless told. */
const DEADLINE_MS = 1000;
/** Times an order is sent in all when its verdict leaves it open: on a busy machine a call can outlast its deadline. */
const SENDS_MAX = 5;
const EPOCH = 7;
const MARKDOWN_MINOR = 12_000;
const BUDGET_MINOR = 2 ** 52;
const CUSTOMER_LIMIT = 2;
/** 96 bits in hexadecimal. */
const FINGERPRINT = '5e0f3a9b1c2d4e6f7a8b9c0d';
const SCOPES = ['category:audio', 'channel:app'] as const;

/** The sale of the benchmark with the product's own store. */
export async function saleguard(
  redisStock: RedisStock,
  place: RedisPlace,
  use: SaleguardUse,
): Promise<Contestant> {
  // Alone it gathers calls by itself; with one call an order it gets what the bare script gets.
  const client = await connectRedis(place, use.batching === 'off' ? 'on' : 'off');
  let store: StockStore | undefined;
  let skus: readonly string[] = [];
  let sales = 0;
  const opened = (): StockStore => {
    if (store === undefined) throw new Error(`${use.id}: no sale is open`);
    return store;
  };
  return {
    id: use.id,
    title: use.title,
    async prepare(stock) {
      await client.flushall('SYNC');
      sales += 1;
      // Another sale each time: a store that finds its sale emptied stops it, which is what it is for.
      store = redisStock(client, {
        saleId: `${use.id}-${sales}`,
        deadlineMs: DEADLINE_MS,
        batching: use.batching,
      });
      skus = stock.skus;
      await openSale(store, stock, use);
    },
    reserve: (order) => reserveUntilKnown(opened(), order, reserveRequestOf(order, use)),
    left: () => unitsLeft(opened(), skus),
    stop: async () => {
      await client.quit();
    },
  };
}

/** Opens the sale of the benchmark. @throws Error when it is answered with anything but `opened`. */
export async function openSale(store: StockStore, stock: SaleStock, use: SaleguardUse): Promise<void> {
  const verdict = await store.open({
    allotments: stock.skus.map((stockKey) => ({
      stockKey,
      quantity: stock.quantity,
      ...(use.customerLimit === 'on' ? { perCustomer: CUSTOMER_LIMIT } : {}),
      ...(use.lossBudget === 'on' ? { markdownMinor: MARKDOWN_MINOR } : {}),
    })),
    ttlMs: 7_200_000,
    ...(use.customerLimit === 'on' ? { keyId: 'k1' } : {}),
    ...(use.lossBudget === 'on' ? { lossBudgetMinor: BUDGET_MINOR } : {}),
    ...(use.priceProof === 'on' ? { epoch: EPOCH } : {}),
  });
  if (verdict.kind !== 'opened')
    throw new Error(`${use.id}: open was answered with ${JSON.stringify(verdict)}`);
}

/** The order as this use of the product sends it. */
export function reserveRequestOf(order: Order, use: SaleguardUse): ReserveRequest {
  return {
    id: order.id,
    owners: [order.owner],
    lines: order.lines,
    ...(use.lossBudget === 'on' ? { markdownMinor: MARKDOWN_MINOR * order.lines.length } : {}),
    ...(use.priceProof === 'on' ? { epoch: EPOCH, fingerprint: FINGERPRINT } : {}),
    ...(use.scopes === 'on' ? { scopes: SCOPES } : {}),
  };
}

/**
 * Sends the order until it is known whether it has its units: with the same id again after `unknown`, as a shop does.
 *
 * @throws GaveUp when the store could not be asked, Error for a verdict that says neither so nor "sold out".
 */
export async function reserveUntilKnown(
  store: StockStore,
  order: Order,
  request: ReserveRequest,
): Promise<boolean> {
  for (let sends = 1; ; sends++) {
    const verdict = await store.reserve(request);
    if (isHeld(verdict)) return true;
    if (verdict.kind === 'refused' && verdict.reason === 'insufficient') return false;
    if (sends < SENDS_MAX && isOpenStill(verdict)) continue;
    if (verdict.kind === 'refused' && verdict.reason === 'unavailable') throw new GaveUp(verdict.error);
    throw new Error(`${order.id} was answered with ${JSON.stringify(verdict)}`);
  }
}

function isOpenStill(verdict: ReserveVerdict): boolean {
  return verdict.kind === 'unknown' || (verdict.kind === 'refused' && verdict.reason === 'late');
}

/** Units available of each SKU, by the counters of the store. */
export async function unitsLeft(
  store: StockStore,
  skus: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const verdict = await store.snapshot({ stockKeys: skus });
  if (verdict.kind !== 'found') throw new Error(`snapshot was answered with ${JSON.stringify(verdict)}`);
  return new Map(verdict.snapshot.counters.map(({ stockKey, available }) => [stockKey, available]));
}
