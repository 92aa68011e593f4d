import { randomInt } from 'node:crypto';
import { Command } from 'commander';
import { buildReferences, type BuildReferencesResult } from '../../audit/build-references.js';
import { printDay } from '../../core/clock.js';
import { GuardError } from '../../core/errors.js';
import { historyFile } from '../../readers/history-reader.js';
import { statOf } from '../file-stat.js';
import { counted } from '../counted.js';
import { addFormatOptions, formatFor, type FormatFlags } from '../format-flags.js';
import { EXIT_FINDINGS, type CliIo } from '../io.js';
import { readNow } from '../now-flag.js';
import { checkPlaces } from '../output-places.js';
import { loadPolicy } from '../policy-file.js';
import { ProgressLine } from '../progress.js';

interface ReferencesFlags extends FormatFlags {
  readonly out: string;
  readonly update?: string;
  readonly policy?: string;
  readonly leaveOut?: boolean;
  readonly now?: string;
  readonly quiet?: boolean;
}

const EXAMPLES = `
Examples:
  saleguard references history.csv.gz --out references.csv.gz
  saleguard references today.csv --update references.csv.gz --out references.csv.gz

A history has the columns sku,price_list,observed_on,price,currency (price_list may be left out; currency, when --currency
or the policy names one). An update gives the same file as building from all days at once, without reading them again.
Exit codes: 0 written, 1 rows could not be used and nothing was written, 2 could not run.
`;

/** `saleguard references`: builds reference prices from history, or adds new days to them. */
export function referencesCommand(io: CliIo): Command {
  const command = new Command('references')
    .description('Build reference prices from history, or bring them up to date with new days.')
    .argument('<history...>', 'price history files')
    .requiredOption('--out <file>', 'where the references go; gzip when the name ends with .gz')
    .option('--update <file>', 'references to bring up to date; may be the same file as --out')
    .option('--policy <file>', 'policy that says how the files are written');
  return addFormatOptions(command)
    .option('--leave-out', 'write the references even when some rows cannot be used')
    .option('--now <instant>', 'the instant of the run: later prices are refused (default: the clock)')
    .option('--quiet', 'no progress and no summary')
    .addHelpText('after', EXAMPLES)
    .action(async (files: string[], flags: ReferencesFlags) => {
      await runReferences(files, flags, io);
    });
}

async function runReferences(paths: readonly string[], flags: ReferencesFlags, io: CliIo): Promise<void> {
  if (paths.includes('-')) {
    throw new GuardError({
      code: 'usage',
      message: 'references reads files, not standard input; name a file',
    });
  }
  requireFile(paths, flags);
  const format = formatFor(loadPolicy(flags.policy).catalog, flags);
  const progress = new ProgressLine(io, { isQuiet: flags.quiet === true });
  const now = readNow(flags.now, io);
  try {
    const result = await buildReferences({
      histories: paths.map((path) => historyFile({ path }, format)),
      previous: flags.update,
      out: flags.out,
      onProblems: flags.leaveOut === true ? 'leave-out' : 'refuse',
      now,
      seed: randomInt(2 ** 31),
      onProgress: (state) => {
        progress.tick({ label: `reading ${state.file}`, ...state });
      },
    });
    progress.clear();
    report(result, flags, io);
  } finally {
    progress.clear();
  }
}

/** References are replaced in one step, which only a file can be. */
function requireFile(paths: readonly string[], { out, policy }: ReferencesFlags): void {
  const policies = policy === undefined ? [] : [{ path: policy, role: 'the --policy' }];
  checkPlaces([out], [...paths.map((path) => ({ path, role: 'a history' })), ...policies]);
  if (out !== '-' && statOf(out)?.isFile() !== false) return;
  throw new GuardError({
    code: 'usage',
    message: `--out ${out} is not a file; references are written to a file`,
  });
}

function report(result: BuildReferencesResult, flags: ReferencesFlags, io: CliIo): void {
  const { intake } = result;
  for (const problem of intake.problems) {
    io.stderr.write(
      `${problem.file}${problem.line === undefined ? '' : `:${String(problem.line)}`}: ${problem.message}\n`,
    );
  }
  const unlisted = intake.problemCount - intake.problems.length;
  if (unlisted > 0) io.stderr.write(`… and ${String(unlisted)} more rows that cannot be used\n`);
  if (result.kind === 'refused') {
    io.stderr.write(
      `saleguard: ${String(intake.problemCount)} of ${String(intake.rowCount)} rows cannot be used, nothing was written; mend them, or build without them with --leave-out\n`,
    );
    io.setExit(EXIT_FINDINGS);
    return;
  }
  if (flags.quiet === true) return;
  const { tally, endsOn } = result;
  io.stdout.write(
    `${flags.out}: ${counted(tally.keyCount, 'reference')} up to ${printDay(endsOn)} from ${counted(intake.rowCount, 'new row')}\n`,
  );
  if (tally.quarantinedDays > 0) {
    io.stdout.write(
      `in quarantine, because their price would have been blocked: ${counted(tally.quarantinedDays, 'day')} of ${counted(tally.quarantinedKeys, 'SKU')}\n`,
    );
  }
  if (tally.conflictingDays > 0) {
    io.stdout.write(
      `${counted(tally.conflictingDays, 'time')} a SKU had two prices on one day; the higher was kept\n`,
    );
  }
}
