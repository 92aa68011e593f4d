import { randomInt } from 'node:crypto';
import { Command } from 'commander';
import { calibrate, type Calibration } from '../../calibrate/calibrate.js';
import type { BasePolicy } from '../../calibrate/calibrated-policy.js';
import { plainText } from '../../text/plain-text.js';
import { builtInPolicy, loadPolicyText } from '../../wire/policy.js';
import { calibrateHistory, historyNotices, type CalibrateHistoryFlags } from '../calibrate-inputs.js';
import { calibrationText } from '../calibrate-text.js';
import { readTargets, type TargetFlags } from '../calibrate-targets.js';
import { CatalogFiles } from '../catalog-files.js';
import { addFormatOptions, formatFor, type FormatFlags } from '../format-flags.js';
import { EXIT_FINDINGS, type CliIo } from '../io.js';
import { missingCatalogue } from '../missing-catalogue.js';
import { readNow } from '../now-flag.js';
import { checkPlaces, type InputFile } from '../output-places.js';
import { readUtf8 } from '../policy-file.js';
import { ProgressLine, type ProgressTick } from '../progress.js';
import { writeWhole } from '../write-file.js';

interface CalibrateFlags extends FormatFlags, TargetFlags, CalibrateHistoryFlags {
  readonly policy?: string;
  readonly out?: string;
  readonly now?: string;
  readonly quiet?: boolean;
}

const EXAMPLES = `
Examples:
  saleguard calibrate catalog.csv
  saleguard calibrate catalog.csv --target 0.005 --out calibrated.yaml
  saleguard calibrate catalog.csv --history history.csv.gz --policy saleguard.policy.yaml --out calibrated.yaml
  saleguard audit tomorrow.csv --policy calibrated.yaml

Learns, for each category with 200 rows or more to learn from, from which markdown below the list price deep-markdown holds
and blocks, so that the target share of an ordinary catalogue is stopped; with a history of 60 days or more also from which
score price-jump holds. Half of the SKUs teach, the other half tells how often the limits ring. Smaller categories use the
limits of a parent. Give a catalogue that was really on sale: its rows are taken for ordinary, but for those that other rules
stop.

--out writes a whole policy: that of --policy (or the built-in one) with the limits put in and the evidence as comments. All
settings of --policy are kept, its comments are not; limits it sets by hand for a price list stay. What --columns and the like
say of the files is not put into it. Without --out the limits are only shown; --out - writes the policy to standard output
and shows them on standard error.
Exit codes: 0 limits were learned, 1 nothing could be calibrated, 2 could not run.
`;

/** `saleguard calibrate`: learns limits per category from a past catalogue and history. */
export function calibrateCommand(io: CliIo): Command {
  const command = new Command('calibrate')
    .description('Learn limits per category from a past catalogue, with the evidence for them.')
    // Optional to commander, so that the words are ours when it is missing.
    .argument('[catalog...]', 'past catalogue files, or - for standard input')
    .usage('[options] <catalog...>')
    .option('--policy <file>', 'the policy to put the limits into (default: built-in)')
    .option('--history <file...>', 'price history, to learn price-jump as well (put it after the catalogues)')
    .option('--references <file>', 'references built by "saleguard references", instead of --history')
    .option('--target <share>', 'share of the rows deep-markdown may stop', '0.005')
    .option('--target-sku-days <share>', 'share of the SKU-days price-jump may stop', '0.0005')
    .option('--out <file>', 'where the policy goes; - is standard output');
  return addFormatOptions(command)
    .option('--now <instant>', 'the instant of the run: later prices are refused (default: the clock)')
    .option('--quiet', 'no progress, and only the policy')
    .addHelpText('after', EXAMPLES)
    .action(async (files: string[], flags: CalibrateFlags) => {
      await runCalibrate(files, flags, io);
    });
}

async function runCalibrate(paths: readonly string[], flags: CalibrateFlags, io: CliIo): Promise<void> {
  if (paths.length === 0) throw missingCatalogue('calibrate', flags);
  const targets = readTargets(flags);
  if (flags.out !== undefined && flags.out !== '-') checkPlaces([flags.out], inputFiles(paths, flags));
  const base = basePolicy(flags.policy);
  const format = formatFor(base.policy.catalog, flags);
  const now = readNow(flags.now, io);
  const seed = randomInt(2 ** 31);
  const progress = new ProgressLine(io, { isQuiet: flags.quiet === true });
  const tick = (label: string, state: Omit<ProgressTick, 'label'>): void => {
    progress.tick({ ...state, label });
  };
  const files = new CatalogFiles(paths, { format, stdin: io.stdin });
  try {
    const history = await calibrateHistory(flags, {
      format,
      now,
      seed,
      onProgress: (state) => tick(`reading ${state.file}`, state),
    });
    const calibration = await calibrate({
      catalog: await files.sources(),
      base,
      history,
      ...targets,
      now,
      seed,
      onProgress: (state) =>
        tick(`${state.phase === 'learn' ? 'learning from' : 'judging'} ${state.file}`, state),
    });
    progress.clear();
    if (flags.quiet !== true) {
      for (const notice of [...historyNotices(history), ...files.notices()]) {
        io.stderr.write(`saleguard: ${plainText(notice)}\n`);
      }
    }
    hand(calibration, flags, io);
  } finally {
    progress.clear();
    await files.close();
  }
}

/** Read once: the limits are put into the very text that was checked. */
function basePolicy(path: string | undefined): BasePolicy {
  if (path === undefined) return { policy: builtInPolicy(), text: undefined };
  const text = readUtf8(path);
  return { policy: loadPolicyText(text, { file: path }), text };
}

function hand(calibration: Calibration, flags: CalibrateFlags, io: CliIo): void {
  const { policyText } = calibration;
  const { out } = flags;
  const isStdout = out === '-';
  if (flags.quiet !== true) {
    (isStdout ? io.stderr : io.stdout).write(calibrationText(calibration, { out, width: io.width }));
  }
  if (policyText === undefined) {
    io.setExit(EXIT_FINDINGS);
    return;
  }
  if (isStdout) io.stdout.write(policyText);
  else if (out !== undefined) writeWhole(out, (sink) => sink.write(policyText));
}

function inputFiles(paths: readonly string[], flags: CalibrateFlags): InputFile[] {
  const named = (role: string, files: readonly (string | undefined)[]): InputFile[] =>
    files.flatMap((path) => (path === undefined ? [] : [{ path, role }]));
  return [
    ...named('the catalogue itself', paths),
    ...named('the --policy', [flags.policy]),
    ...named('a --history', flags.history ?? []),
    ...named('the --references', [flags.references]),
  ];
}
