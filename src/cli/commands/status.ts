import { Command, Option } from 'commander';
import { GuardError } from '../../core/errors.js';
import { LANGS, type Lang } from '../../text/lang.js';
import { EXIT_CLEAN, EXIT_FINDINGS, type CliIo, type ExitCode } from '../io.js';
import { POLICY_VARIABLE } from '../sale/actor.js';
import { alarmsOf, isGrave } from '../sale/alarms.js';
import { insist } from '../sale/insist.js';
import {
  openRedis,
  runOnSale,
  withSaleFlags,
  type OpenStore,
  type SaleFlags,
  type SaleSession,
} from '../sale/sale-session.js';
import { statusJson } from '../sale/status-json.js';
import { statusText } from '../sale/status-text.js';
import { tellHindrance } from '../sale/tell-verdict.js';
import { viewWords, type ViewWords } from '../sale/view-words.js';

interface StatusFlags extends SaleFlags {
  readonly sku: readonly string[];
  readonly format: 'text' | 'json';
  readonly lang?: Lang;
  readonly policy?: string;
  readonly currency?: string;
  readonly max: number;
}

/** Stock keys shown unless `--max` says otherwise, and at most. */
const SHOWN = 50;
const SHOWN_MAX = 50_000;

const EXAMPLES = `
Examples:
  saleguard status --sale electronics-1127
  saleguard status --sale electronics-1127 --sku EP-100 --format json

docs/operator.md says for each alarm what it means and what to do.
Exit codes: 0 open and nothing to do, 1 something is held or wrong, 2 could not run or no answer.
`;

/** `saleguard status`: a sale at one moment. */
export function statusCommand(io: CliIo, openStore: OpenStore = openRedis): Command {
  const none: readonly string[] = [];
  const command = new Command('status')
    .description('Say how a live sale stands: mode, holds, trips, budget, stock.')
    .addOption(
      new Option('--sku <key>', 'only this stock key; may be repeated')
        .default(none)
        .argParser((value: string, before: readonly string[]) => [...before, value]),
    )
    .addOption(new Option('--format <name>', 'text or json').choices(['text', 'json']).default('text'))
    .addOption(new Option('--lang <lang>', 'language of the words').choices(LANGS))
    .option('--policy <file>', `its language and currency (or ${POLICY_VARIABLE})`)
    .option('--currency <code>', 'currency of the loss budget (default: the one of the policy)')
    .addOption(new Option('--max <number>', 'stock keys shown').default(SHOWN).argParser(readMax));
  return withSaleFlags(command)
    .addHelpText('after', EXAMPLES)
    .action(async (flags: StatusFlags) => {
      const words = viewWords(flags, io);
      await runOnSale(flags, { io, openStore }, (session) => showStatus(session, flags, { ...words, io }));
    });
}

async function showStatus(
  { stock, endsAt }: SaleSession,
  { sku, format, max }: StatusFlags,
  { lang, currency, io }: ViewWords & { readonly io: CliIo },
): Promise<ExitCode> {
  const active = await insist(() => stock.activity(), { endsAt, io });
  if (active.kind !== 'found') return tellHindrance(active, io);
  const request = sku.length === 0 ? {} : { stockKeys: sku };
  const shot = await insist(() => stock.snapshot(request), { endsAt, io });
  if (shot.kind !== 'found') return tellHindrance(shot, io);
  const { activity } = active;
  const { snapshot } = shot;
  const alarms = alarmsOf({ activity, snapshot, counters: snapshot.counters });
  const status = { saleId: stock.saleId, activity, snapshot, alarms };
  io.stdout.write(format === 'json' ? statusJson(status) : statusText(status, { lang, currency, max }));
  return alarms.some(isGrave) ? EXIT_FINDINGS : EXIT_CLEAN;
}

function readMax(text: string): number {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (value >= 1 && value <= SHOWN_MAX) return value;
  throw new GuardError({
    code: 'usage',
    message: `--max ${text} is not a whole number from 1 to ${SHOWN_MAX}`,
  });
}
