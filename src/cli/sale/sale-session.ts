import { Option, type Command } from 'commander';
import { ID_PATTERN } from '../../core/id.js';
import type { StockStore } from '../../stock/store.js';
import type { RedisClient } from '../../stores/redis/client.js';
import { redisStock } from '../../stores/redis/stock-store.js';
import type { CliIo, ExitCode } from '../io.js';
import { redisAddress, shownAddress } from './redis-address.js';
import { connectRedis } from './redis-connection.js';
import { usage } from '../usage.js';

/** Environment variables that spare the flags of every command. */
export const SALE_VARIABLE = 'SALEGUARD_SALE';

/** Flags of every command that talks to a store. */
export interface StoreFlags {
  readonly redisFile?: string;
  readonly prefix?: string;
  readonly timeout: number;
}

/** Flags of every command about one sale. */
export interface SaleFlags extends StoreFlags {
  readonly sale?: string;
}

/** A live sale, for the length of one command. */
export interface SaleSession {
  readonly stock: StockStore;
  /** Instant of `io.monotonicMs` by which the command settles. */
  readonly endsAt: number;
  /** Where the sale is kept, without a password. */
  readonly where: string;
}

/** A store that a command can talk to. */
export interface OpenedStore {
  readonly where: string;
  /** The client itself, for `doctor`. */
  readonly client: RedisClient;
  stockOf(saleId: string): StockStore;
  close(): void;
}

/** Connects to the store that flags and environment name; tests hand in one of their own. */
export type OpenStore = (flags: StoreFlags, io: CliIo) => Promise<OpenedStore>;

/** Seconds a command may take unless it says otherwise, and at most. */
const TIMEOUT_S = 10;
const TIMEOUT_MAX_S = 600;
/** Ms one call may take: several fit into a command. */
const CALL_MS = 2_000;
/** Ms a connection may take. */
const CONNECT_MS = 5_000;

/** Adds the flags that name the store. */
export function withStoreFlags(command: Command): Command {
  return command
    .option('--redis-file <file>', 'file of mode 0600 with the address of Redis (or SALEGUARD_REDIS_URL)')
    .option('--prefix <text>', 'first part of every key (default: saleguard)')
    .addOption(
      new Option('--timeout <seconds>', 'most the command may take')
        .default(TIMEOUT_S)
        .argParser(readTimeout),
    );
}

/** Adds the flags that name the store and the sale. */
export function withSaleFlags(command: Command): Command {
  return withStoreFlags(command.option('--sale <id>', `the sale (or ${SALE_VARIABLE})`));
}

/** Opens Redis. @throws GuardError as `redisAddress` and `connectRedis` say. */
export const openRedis: OpenStore = async (flags, io) => {
  const address = redisAddress(flags.redisFile, io);
  const withinMs = Math.min(flags.timeout * 1000, CONNECT_MS);
  const connection = await connectRedis(address, { withinMs });
  const { client } = connection;
  const { prefix } = flags;
  const deadlineMs = Math.min(flags.timeout * 1000, CALL_MS);
  return {
    where: shownAddress(address),
    client,
    stockOf: (saleId) =>
      redisStock(client, { saleId, deadlineMs, ...(prefix === undefined ? {} : { prefix }) }),
    close: () => {
      connection.close();
    },
  };
};

/**
 * Runs one command about a sale: connects, runs, closes, and sets the exit code.
 *
 * @throws GuardError `usage` when no sale is named; what connecting and the store throw.
 */
export async function runOnSale(
  flags: SaleFlags,
  { io, openStore }: { readonly io: CliIo; readonly openStore: OpenStore },
  run: (session: SaleSession) => Promise<ExitCode>,
): Promise<void> {
  const saleId = saleIdOf(flags.sale, io);
  const endsAt = io.monotonicMs() + flags.timeout * 1000;
  const store = await openStore(flags, io);
  try {
    io.setExit(await run({ stock: store.stockOf(saleId), endsAt, where: store.where }));
  } finally {
    store.close();
  }
}

/** The sale of a command. @throws GuardError `usage`. */
export function saleIdOf(flag: string | undefined, io: Pick<CliIo, 'env'>): string {
  const saleId = flag ?? io.env[SALE_VARIABLE];
  if (saleId === undefined || saleId === '')
    throw usage(`no sale named: give its id with --sale, or in ${SALE_VARIABLE}`);
  if (ID_PATTERN.test(saleId)) return saleId;
  throw usage(`--sale is not an id of a sale: 1 to 64 of A-Z a-z 0-9 _ . : -`);
}

function readTimeout(text: string): number {
  const value = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (value >= 1 && value <= TIMEOUT_MAX_S) return value;
  throw usage(`--timeout ${text} is not a whole number of seconds from 1 to ${TIMEOUT_MAX_S}`);
}
