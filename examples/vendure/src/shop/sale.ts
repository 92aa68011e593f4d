// The sale of the shop: its price book, its stock on Redis, and the guard over both.
import { createReadStream, readFileSync } from 'node:fs';
import { randomBytes, randomInt } from 'node:crypto';
import { join } from 'node:path';
import { Logger } from '@vendure/core';
import { Redis } from 'ioredis';
import {
  createGuard,
  loadPolicyText,
  loadPriceBook,
  openSale,
  startSweeper,
  type CustomerKey,
  type Guard,
  type Policy,
  type PriceBook,
  type StockStore,
  type Sweeper,
} from 'saleguard';
import { redisStock } from 'saleguard/redis';
import type { SaleguardOptions } from '../plugin/options.js';

const LOGGER = 'Saleguard';
const KEY_ID = 'k1';

/** What a sale is opened from. */
export interface LiveSaleOptions {
  /** Where `scripts/seal.mjs` wrote. */
  readonly folder: string;
  readonly redisUrl: string;
  readonly mode: 'enforce' | 'shadow';
}

/** A sale that takes orders. */
export interface LiveSale {
  readonly options: SaleguardOptions;
  /** Begins to watch the sale and to sweep it. */
  start(): void;
}

/** Opens what `scripts/seal.mjs` sealed; every process of the shop does, and all but the first hear `already`. */
export async function openLiveSale({ folder, redisUrl, mode }: LiveSaleOptions): Promise<LiveSale> {
  const file = join(folder, 'policy.yaml');
  const policy = loadPolicyText(readFileSync(file, 'utf8'), { file });
  const book = await loadBook(join(folder, 'book.jsonl'), policy);
  const client = await connect(redisUrl);
  const stock = redisStock(client, { saleId: book.header.saleId, deadlineMs: 400 });
  await open(stock, book, policy);
  const make = () => makeGuard({ book, stock, policy, mode });
  let guard: Guard | undefined;
  let sweeper: Sweeper | undefined;
  return {
    options: {
      get guard() {
        return (guard ??= make());
      },
      mode,
      stock,
      priceBook: () => book,
      customerKey: keyOfCustomers(),
      money: { currency: 'KRW', vendurePrecision: 2, exponent: 0 },
      // Orders that the staff enters come by telephone; the sale gives them more time to pay.
      channelOf: (ctx) => (ctx.apiType === 'admin' ? 'phone' : 'web'),
      vendureChannel: '__default_channel__',
      onShutdown: async () => {
        await sweeper?.stop();
        await guard?.close();
        await client.quit();
      },
    },
    start: () => {
      guard ??= make();
      sweeper ??= startSweeper(stock, {
        onError: ({ kind }) => Logger.error(`the sweeper met trouble (${kind})`, LOGGER),
      });
    },
  };
}

/** What a guard is made of here. */
interface GuardParts {
  readonly book: PriceBook;
  readonly stock: StockStore;
  readonly policy: Policy;
  readonly mode: 'enforce' | 'shadow';
}

function makeGuard({ book, stock, policy, mode }: GuardParts): Guard {
  return createGuard({
    priceBook: book,
    stock,
    policy,
    mode,
    // No order is taken whose stock nobody could look at. The other choice, `review`, lets a person look at each.
    onStoreFailure: 'reject',
    on: {
      trip: ({ ruleId, scope, mode: to }) => Logger.error(`${ruleId} tripped: ${scope} is in ${to}`, LOGGER),
      shortfall: ({ id }) => Logger.error(`units are missing${id === undefined ? '' : ` for ${id}`}`, LOGGER),
      latePayment: ({ id, paymentRef, because }) =>
        Logger.error(`give back payment ${paymentRef} of ${id}: ${because}`, LOGGER),
      regression: ({ saleId }) =>
        Logger.error(`the store of ${saleId} lost writes: the sale is frozen`, LOGGER),
    },
  });
}

/** Verified by the keys of the people who may seal. */
async function loadBook(path: string, { approvals }: Policy): Promise<PriceBook> {
  const sealers = new Set(approvals?.roles.filter(({ maySeal }) => maySeal).map(({ name }) => name));
  const people = approvals?.people.filter(({ role }) => sealers.has(role)) ?? [];
  const publicKeys = people.map(({ publicKey }) => publicKey);
  const result = await loadPriceBook(createReadStream(path), { publicKeys, seed: randomInt(2 ** 31) });
  if (result.kind === 'refused') throw new Error(`${path}, line ${result.line}: ${result.message}`);
  return result.book;
}

/** The options that `saleguard doctor` asks for: nothing sent twice, nothing late, nothing awaited without end. */
async function connect(url: string): Promise<Redis> {
  const client = new Redis(url, {
    autoResendUnfulfilledCommands: false,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: 2000,
    socketTimeout: 5000,
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
    lazyConnect: true,
  });
  client.on('error', (error) => Logger.error(`redis: ${error.message}`, LOGGER));
  await client.connect();
  return client;
}

/** A secret of at least 32 bytes, the same in every process of the shop. */
function keyOfCustomers(): CustomerKey {
  const key = process.env['SALEGUARD_CUSTOMER_KEY'];
  if (key !== undefined) return { key, keyId: KEY_ID };
  console.error('SALEGUARD_CUSTOMER_KEY is not set: customer limits hold within this process only');
  return { key: randomBytes(32), keyId: KEY_ID };
}

async function open(stock: StockStore, book: PriceBook, policy: Policy): Promise<void> {
  const verdict = await openSale(stock, { book, policy, now: Date.now(), customerKeyId: KEY_ID });
  if (verdict.kind !== 'opened' && verdict.kind !== 'already')
    throw new Error(`the sale did not open: ${JSON.stringify(verdict)}`);
}
