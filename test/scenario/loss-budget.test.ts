import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPriceBook } from '../../src/book/load-price-book.js';
import type { PriceBook } from '../../src/book/price-book.js';
import { openSale } from '../../src/control/open-sale.js';
import { ORDER_RULES } from '../../src/pricing/order/order-rule-table.js';
import { redisStock } from '../../src/stores/redis/stock-store.js';
import { startRedisServer, type RedisServer } from '../../src/testing/redis-server.js';
import { loadPolicyText } from '../../src/wire/policy.js';
import { bookBytes, entryOf, HEADER, inPieces, SEALER } from '../unit/book/sample-book.js';

const PROGRAM = fileURLToPath(new URL('./loss-budget-buyers.mjs', import.meta.url));
const SKU = 'HP-1901';
const REFERENCE_MINOR = 419_000;
/** A digit lost, sealed and live: every rule before the checkout has missed it. */
const PRICE_MINOR = 41_900;
const MARKDOWN_MINOR = REFERENCE_MINOR - PRICE_MINOR;
/** Thirteen units and a bit: no sum of whole units is exactly it. */
const BUDGET_MINOR = 13 * MARKDOWN_MINOR + 12_345;
const PROCESSES = 3;
const ORDERS = 120;

/** One order as the process that placed it tells it. */
interface Row {
  readonly id: string;
  readonly quantity: number;
  readonly kind: string;
  readonly reason?: string;
  readonly given?: number;
  readonly end?: string;
}

/** Every rule that can be switched off is off; the breaker as well. */
const POLICY = [
  'version: 1',
  'guard:',
  '  rules:',
  ...ORDER_RULES.filter(({ unwaivable }) => unwaivable === undefined).map(
    ({ id }) => `    ${id}: { enabled: false }`,
  ),
  'breaker:',
  '  rules:',
  ...[
    'velocity',
    'anomaly-share',
    'rejected-share',
    'unapproved-prices',
    'concentration',
    'abandon-rate',
    'budget-spent',
  ].map((id) => `    ${id}: { enabled: false }`),
  '',
].join('\n');

const folder = mkdtempSync(join(tmpdir(), 'loss-budget-'));
const bookFile = join(folder, 'book.jsonl');
const policyFile = join(folder, 'policy.yaml');
const children: ChildProcess[] = [];
let server: RedisServer;
let client: Redis;

beforeAll(async () => {
  server = await startRedisServer();
  client = new Redis({ host: server.host, port: server.port });
});

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await client.quit();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function sealedBook(): Promise<PriceBook> {
  const now = Date.now();
  const header = {
    ...HEADER,
    saleId: 'loss-budget',
    startsAt: now - 3_600_000,
    endsAt: now + 3_600_000,
    sealedAt: now - 7_200_000,
    lossBudgetMinor: BUDGET_MINOR,
  };
  const entry = entryOf(SKU, {
    priceMinor: PRICE_MINOR,
    floorMinor: PRICE_MINOR,
    referenceMinor: REFERENCE_MINOR,
    allotment: 10_000,
  });
  const bytes = await bookBytes([entry], { header });
  writeFileSync(bookFile, bytes);
  const loaded = await loadPriceBook(inPieces(bytes), { publicKeys: [SEALER.publicKey] });
  if (loaded.kind === 'refused') throw new Error(loaded.message);
  return loaded.book;
}

async function startShop(name: string): Promise<ChildProcess> {
  const child = fork(PROGRAM);
  children.push(child);
  const plan = {
    name,
    port: server.port,
    bookFile,
    policyFile,
    publicKey: SEALER.publicKey,
    sku: SKU,
    priceMinor: PRICE_MINOR,
    orders: ORDERS,
  };
  const ready = once(child, 'message');
  child.send(plan);
  await ready;
  return child;
}

async function rowsOf(child: ChildProcess): Promise<readonly Row[]> {
  const answer = once(child, 'message');
  child.send('go');
  // The program of this test says nothing else after `ready`.
  return (await answer)[0] as readonly Row[];
}

describe('a loss budget', () => {
  it('is never exceeded by one unit, under three processes, with the mistake sealed and every rule off', async () => {
    writeFileSync(policyFile, POLICY);
    const policy = loadPolicyText(POLICY, { file: 'policy.yaml' });
    const book = await sealedBook();
    const stock = redisStock(client, { saleId: 'loss-budget', deadlineMs: 10_000 });
    expect(await openSale(stock, { book, policy, now: Date.now() })).toMatchObject({ kind: 'opened' });
    const shops = await Promise.all(Array.from({ length: PROCESSES }, (_, at) => startShop(`shop-${at}`)));
    const rows = (await Promise.all(shops.map(rowsOf))).flat();

    expect(rows).toHaveLength(PROCESSES * ORDERS);
    const sold = rows.filter(({ end }) => end === 'committed');
    const given = sold.reduce((sum, { quantity }) => sum + quantity * MARKDOWN_MINOR, 0);
    expect(given).toBeGreaterThan(0);
    expect(given).toBeLessThanOrEqual(BUDGET_MINOR);
    // Without the budget all of them would have been sold.
    expect(
      rows.filter(({ reason }) => reason === 'loss_budget' || reason === 'sale_closed').length,
    ).toBeGreaterThan(250);
    for (const { quantity, given: told, kind } of rows) {
      if (kind === 'admitted') expect(told).toBe(quantity * MARKDOWN_MINOR);
    }
    const found = await stock.snapshot();
    const { lossSpentMinor, counters, mode } = found.kind === 'found' ? found.snapshot : fail();
    // Who had reserved but not begun to pay when the sale stopped itself still holds a part of the budget.
    const holds = rows.filter(({ kind, end }) => kind === 'admitted' && end !== 'released');
    expect(lossSpentMinor).toBe(holds.reduce((sum, { quantity }) => sum + quantity * MARKDOWN_MINOR, 0));
    expect(lossSpentMinor).toBeLessThanOrEqual(BUDGET_MINOR);
    expect(counters[0]?.committed).toBe(sold.reduce((sum, { quantity }) => sum + quantity, 0));
    // What is left pays for no further unit, or units came back after the sale had stopped itself.
    expect(mode).toBe('drain');
  });
});

function fail(): never {
  throw new Error('the store did not answer');
}
