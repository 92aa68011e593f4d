import { Command, Option } from 'commander';
import { GuardError } from '../../core/errors.js';
import { LANGS, type Lang } from '../../text/lang.js';
import { EXIT_CLEAN, EXIT_FINDINGS, type CliIo, type ExitCode } from '../io.js';
import { POLICY_VARIABLE } from '../sale/actor.js';
import { isGrave } from '../sale/alarms.js';
import {
  openRedis,
  runOnSale,
  withSaleFlags,
  type OpenStore,
  type SaleFlags,
  type SaleSession,
} from '../sale/sale-session.js';
import { tellHindrance } from '../sale/tell-verdict.js';
import { viewWords } from '../sale/view-words.js';
import { BLOCKS, PLAIN_SIGNS } from '../sale/watch/glyphs.js';
import { watchLive, watchPlain, type WatchRun } from '../sale/watch/run-watch.js';
import { processTerminal, type Terminal } from '../sale/watch/terminal.js';
import { wallClock } from '../sale/watch/wall-clock.js';
import { alarmsOfWatch } from '../sale/watch/watch-state.js';

interface WatchFlags extends SaleFlags {
  readonly every: number;
  readonly times?: number;
  readonly plain?: boolean;
  readonly ascii?: boolean;
  readonly color: boolean;
  readonly lang?: Lang;
  readonly policy?: string;
  readonly currency?: string;
}

/** Ms between two rounds: unless told, at least, at most. */
const EVERY_MS = 1_000;
const EVERY_MIN_MS = 200;
const EVERY_MAX_MS = 60_000;
const TIMES_MAX = 1_000_000;

const EXAMPLES = `
Examples:
  saleguard watch --sale electronics-1127 --policy saleguard.policy.yaml --lang ko
  saleguard watch --sale electronics-1127 --plain --every 10000 >> sale.log

q quits. The view goes on while the store is away, and says so. --ascii is for terminals that draw block characters two columns
wide. docs/operator.md says for each alarm what it means and what to do.
Exit codes: 0 ended (by q or, after --times, with nothing to do), 1 after --times: something is held or wrong, 2 could not run.
`;

/** `saleguard watch`: a live view of a sale, plain lines where there is no terminal. */
export function watchCommand(
  io: CliIo,
  openStore: OpenStore = openRedis,
  terminal: () => Terminal = processTerminal,
): Command {
  const command = new Command('watch')
    .description('Watch a live sale: stock, rates, what is given away, refusals, holds, trips, alarms.')
    .addOption(new Option('--every <ms>', 'ms between two rounds').default(EVERY_MS).argParser(readEvery))
    .addOption(new Option('--times <number>', 'end after so many rounds').argParser(readTimes))
    .option('--plain', 'one line for each round, also on a terminal')
    .option('--ascii', 'draw with plain characters')
    .option('--no-color', 'draw without colours (as does NO_COLOR)')
    .addOption(new Option('--lang <lang>', 'language of the words').choices(LANGS))
    .option('--policy <file>', `its language and currency (or ${POLICY_VARIABLE})`)
    .option('--currency <code>', 'currency of the loss budget (default: the one of the policy)');
  return withSaleFlags(command)
    .addHelpText('after', EXAMPLES)
    .action(async (flags: WatchFlags) => {
      const words = viewWords(flags, io);
      const view = {
        ...words,
        glyphs: flags.ascii === true ? PLAIN_SIGNS : BLOCKS,
        clock: wallClock,
        everyMs: flags.every,
      };
      await runOnSale(flags, { io, openStore }, (session) => watch(session, { flags, view, io, terminal }));
    });
}

interface Watch {
  readonly flags: WatchFlags;
  readonly view: WatchRun['view'];
  readonly io: CliIo;
  readonly terminal: () => Terminal;
}

async function watch({ stock }: SaleSession, { flags, view, io, terminal }: Watch): Promise<ExitCode> {
  // A sale that is not there will not come: told at once, not drawn.
  const first = await stock.activity();
  if (first.kind === 'refused' && (first.reason === 'unknown_sale' || first.reason === 'version'))
    return tellHindrance(first, io);
  const run: WatchRun = { stock, view, now: () => io.now(), times: flags.times };
  const isLive = io.stdoutIsTerminal && flags.plain !== true;
  const colours = flags.color && (io.env['NO_COLOR'] ?? '') === '' ? 'ansi' : 'none';
  const last = isLive
    ? await watchLive(run, { terminal: terminal(), colours })
    : await watchPlain(run, (text) => io.stdout.write(text));
  if (flags.times === undefined) return EXIT_CLEAN;
  return alarmsOfWatch(last, io.now()).some(isGrave) ? EXIT_FINDINGS : EXIT_CLEAN;
}

function readEvery(text: string): number {
  return wholeOf('--every', text, { minimum: EVERY_MIN_MS, maximum: EVERY_MAX_MS });
}

function readTimes(text: string): number {
  return wholeOf('--times', text, { minimum: 1, maximum: TIMES_MAX });
}

function wholeOf(
  name: string,
  text: string,
  range: { readonly minimum: number; readonly maximum: number },
): number {
  const value = /^\d{1,7}$/.test(text) ? Number(text) : -1;
  if (value >= range.minimum && value <= range.maximum) return value;
  throw new GuardError({
    code: 'usage',
    message: `${name} ${text} is not a whole number from ${range.minimum} to ${range.maximum}`,
  });
}
