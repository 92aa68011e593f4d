import type { Command } from 'commander';
import { GuardError } from '../../../core/errors.js';
import type { LedgerStore } from '../../../remedy/apply/ledger.js';
import { fileLedger } from '../../../stores/file/ledger.js';
import type { RedisClient } from '../../../stores/redis/client.js';
import { redisLedger } from '../../../stores/redis/ledger.js';
import { readRedisLedger } from '../../../stores/redis/read-ledger.js';
import type { CliIo } from '../../io.js';
import { redisAddress, REDIS_VARIABLE, shownAddress } from '../../sale/redis-address.js';
import { connectRedis } from '../../sale/redis-connection.js';
import { ledgerFileLines } from '../../ledger-reading.js';
import { usage } from '../../usage.js';

/** Flags that name a ledger. */
export interface LedgerFlags {
  readonly ledger?: string;
  readonly redisFile?: string;
  readonly prefix?: string;
}

/** A ledger for one command. */
export interface CommandLedger {
  readonly store: LedgerStore;
  /** Where it is kept, without a password. */
  readonly where: string;
  close(): void;
}

const REDIS = 'redis';
const CONNECT_MS = 5_000;

/** Adds the flags that name a ledger; `what` it is for this command. */
export function withLedgerFlags(command: Command, what = 'what was done is written there'): Command {
  return command
    .option('--ledger <file>', `${what}; "${REDIS}": in the Redis of ${REDIS_VARIABLE}`)
    .option('--redis-file <file>', `file of mode 0600 with the address of Redis (or ${REDIS_VARIABLE})`)
    .option('--prefix <text>', 'first part of every key in Redis (default: saleguard)');
}

/** Opens the way to a ledger; taking it is the executor's. @throws GuardError `usage` without one; as `connectRedis` says. */
export async function openLedger(
  flags: LedgerFlags,
  { incidentId, io }: { readonly incidentId: string; readonly io: CliIo },
): Promise<CommandLedger> {
  const { ledger, prefix } = flags;
  if (ledger === undefined)
    throw new GuardError({
      code: 'usage',
      message: `no ledger named: --ledger <file> on a disk of this machine, or --ledger ${REDIS}. It has to be the same one for every run of the incident: it is what keeps anybody from being paid twice`,
    });
  if (ledger !== REDIS) return { store: fileLedger(ledger), where: ledger, close: () => undefined };
  const { client, where, close } = await reach(flags, io);
  return { store: redisLedger(client, { incidentId, prefix }), where, close };
}

/** The file that the flags name as a ledger; undefined for one in Redis, and for none. */
export function ledgerFileOf({ ledger }: LedgerFlags): string | undefined {
  return ledger === REDIS ? undefined : ledger;
}

/** Lines of a ledger, to be read while somebody else may have it. */
export interface LedgerLines {
  readonly lines: AsyncIterable<string>;
  /** Where it is kept, without a password. */
  readonly where: string;
  close(): void;
}

/**
 * Opens a ledger for reading: takes no lock and no lease, and writes nothing. Undefined where the flags name none.
 *
 * @throws GuardError `usage` for flags of Redis without `--ledger redis`; as `connectRedis` says.
 */
export async function openLedgerLines(
  flags: LedgerFlags,
  { incidentId, io }: { readonly incidentId: string; readonly io: CliIo },
): Promise<LedgerLines | undefined> {
  const { ledger, redisFile, prefix } = flags;
  if (ledger !== REDIS) {
    if (redisFile !== undefined || prefix !== undefined)
      throw usage(`--redis-file and --prefix belong to --ledger ${REDIS}`);
    if (ledger === undefined) return undefined;
    return { lines: ledgerFileLines(ledger), where: ledger, close: () => undefined };
  }
  const { client, where, close } = await reach(flags, io);
  return { lines: readRedisLedger(client, { incidentId, prefix }), where, close };
}

async function reach(
  { redisFile }: LedgerFlags,
  io: CliIo,
): Promise<{ readonly client: RedisClient; readonly where: string; readonly close: () => void }> {
  const address = redisAddress(redisFile, io);
  const connection = await connectRedis(address, { withinMs: CONNECT_MS });
  return { client: connection.client, where: shownAddress(address), close: () => connection.close() };
}
