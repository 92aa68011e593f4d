import type { Command } from 'commander';
import { GuardError } from '../../../core/errors.js';
import type { LedgerStore } from '../../../remedy/apply/ledger.js';
import { fileLedger } from '../../../stores/file/ledger.js';
import { redisLedger } from '../../../stores/redis/ledger.js';
import type { CliIo } from '../../io.js';
import { redisAddress, REDIS_VARIABLE, shownAddress } from '../../sale/redis-address.js';
import { connectRedis } from '../../sale/redis-connection.js';

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

/** Adds the flags that name a ledger. */
export function withLedgerFlags(command: Command): Command {
  return command
    .option(
      '--ledger <file>',
      `what was done is written there; "${REDIS}": in the Redis of ${REDIS_VARIABLE}`,
    )
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
  const address = redisAddress(flags.redisFile, io);
  const connection = await connectRedis(address, { withinMs: CONNECT_MS });
  const store = redisLedger(connection.client, {
    incidentId,
    ...(prefix === undefined ? {} : { prefix }),
  });
  return {
    store,
    where: shownAddress(address),
    close: () => {
      connection.close();
    },
  };
}
