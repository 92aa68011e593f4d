import { Command } from 'commander';
import { isGuardError } from '../../core/errors.js';
import { startSweeper, type SweepTrouble } from '../../stores/sweeper.js';
import { plainText } from '../../text/plain-text.js';
import { counted } from '../counted.js';
import { EXIT_CLEAN, EXIT_FINDINGS, type CliIo, type ExitCode } from '../io.js';
import {
  runOnSale,
  withSaleFlags,
  openRedis,
  type OpenStore,
  type SaleFlags,
  type SaleSession,
} from '../sale/sale-session.js';
import { hindranceText, tellHindrance } from '../sale/tell-verdict.js';
import { untilStopped } from '../sale/until-stopped.js';

interface SweepFlags extends SaleFlags {
  readonly once?: boolean;
}

/** Reservations that one call looks at. */
const LIMIT = 500;

const EXAMPLES = `
Examples:
  saleguard sweep --sale electronics-1127          until it is told to end (SIGINT, SIGTERM)
  saleguard sweep --sale electronics-1127 --once   give back what is due, and end

Units of reservations that lapsed come back. Any number of sweepers may run; the processes of a checkout that call startSweeper
do the same.
Exit codes: 0 swept, 1 more is due than --timeout let it give back, 2 could not run or no answer.
`;

/** `saleguard sweep`: gives back what is due. */
export function sweepCommand(io: CliIo, openStore: OpenStore = openRedis): Command {
  return withSaleFlags(new Command('sweep'))
    .description('Give back the units of reservations that lapsed, again and again.')
    .option('--once', 'only once')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: SweepFlags) => {
      await runOnSale(flags, { io, openStore }, (session) =>
        flags.once === true ? sweepOnce(session, io) : sweepOn(session, io),
      );
    });
}

async function sweepOnce({ stock, endsAt }: SaleSession, io: CliIo): Promise<ExitCode> {
  let expired = 0;
  for (;;) {
    const verdict = await stock.expire({ limit: LIMIT });
    if (verdict.kind !== 'swept') return tellHindrance(verdict, io);
    expired += verdict.expired;
    const isOver = io.monotonicMs() >= endsAt;
    if (verdict.more && !isOver) continue;
    io.stdout.write(`gave back ${counted(expired, 'reservation')}${verdict.more ? '; more are due' : ''}\n`);
    return verdict.more ? EXIT_FINDINGS : EXIT_CLEAN;
  }
}

async function sweepOn({ stock }: SaleSession, io: CliIo): Promise<ExitCode> {
  let total = 0;
  const sweeper = startSweeper(stock, {
    limit: LIMIT,
    onError: (trouble) => {
      io.stderr.write(`saleguard: ${plainText(troubleText(trouble))}\n`);
    },
    onSwept: ({ expired }) => {
      total += expired;
      io.stdout.write(`${new Date(io.now()).toISOString()} gave back ${counted(expired, 'reservation')}\n`);
    },
  });
  await untilStopped();
  await sweeper.stop();
  io.stdout.write(`ended; gave back ${counted(total, 'reservation')}\n`);
  return EXIT_CLEAN;
}

function troubleText(trouble: SweepTrouble): string {
  if (trouble.kind === 'unanswered') return hindranceText(trouble.verdict);
  const { error } = trouble;
  return isGuardError(error) ? error.message : String(error);
}
