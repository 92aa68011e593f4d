import { Command } from 'commander';
import { doctorText } from '../../stores/redis/doctor/doctor-text.js';
import { doctor } from '../../stores/redis/doctor/doctor.js';
import { EXIT_CLEAN, EXIT_FINDINGS, type CliIo } from '../io.js';
import { openRedis, withStoreFlags, type OpenStore, type StoreFlags } from '../sale/sale-session.js';

interface DoctorFlags extends StoreFlags {
  readonly format: 'text' | 'json';
}

/** Most ms that an examination may be given. */
const EXAMINATION_MAX_MS = 60_000;

const EXAMPLES = `
Examples:
  SALEGUARD_REDIS_URL=redis://redis-1:6379 saleguard doctor
  saleguard doctor --redis-file redis.address

Reads only. What it says of the client is about the one this command line makes; your own is examined by doctor(client) of
saleguard/redis. docs/doctor.md explains every finding.
Exit codes: 0 nothing that loses stock, 1 findings of block or hold, 2 could not run.
`;

/** `saleguard doctor`: what the server would cost a sale. */
export function doctorCommand(io: CliIo, openStore: OpenStore = openRedis): Command {
  return withStoreFlags(new Command('doctor'))
    .description('Examine the Redis server of a sale for settings that lose stock.')
    .option('--format <name>', 'text or json', 'text')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: DoctorFlags) => {
      const store = await openStore(flags, io);
      try {
        const deadlineMs = Math.min(flags.timeout * 1000, EXAMINATION_MAX_MS);
        const { prefix } = flags;
        const report = await doctor(store.client, {
          deadlineMs,
          ...(prefix === undefined ? {} : { prefix }),
        });
        const isJson = flags.format === 'json';
        io.stdout.write(
          isJson ? `${JSON.stringify(report, null, 2)}\n` : `${store.where}\n${doctorText(report)}`,
        );
        const loses = report.findings.some(({ severity }) => severity === 'block' || severity === 'hold');
        io.setExit(loses ? EXIT_FINDINGS : EXIT_CLEAN);
      } finally {
        store.close();
      }
    });
}
