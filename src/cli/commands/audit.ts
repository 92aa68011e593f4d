import { randomInt } from 'node:crypto';
import { Command, Option } from 'commander';
import { auditCatalog } from '../../audit/audit.js';
import type { AuditProgress } from '../../audit/options.js';
import type { AuditResult } from '../../audit/result.js';
import type { HistoryProgress } from '../../audit/read-history.js';
import { isAtLeast, type Severity } from '../../catalog/finding.js';
import { COLUMN_PRESETS } from '../../catalog/format.js';
import { GuardError } from '../../core/errors.js';
import { LANGS, type Lang } from '../../text/lang.js';
import { plainText } from '../../text/plain-text.js';
import type { Policy } from '../../wire/policy.js';
import { baselineNotices, loadBaseline, loadHistory, loadPrevious } from '../audit-inputs.js';
import { CatalogFiles } from '../catalog-files.js';
import { encodingOption, formatFor, type FormatFlags } from '../format-flags.js';
import { EXIT_CLEAN, EXIT_FINDINGS, type CliIo, type ExitCode } from '../io.js';
import { readNow } from '../now-flag.js';
import { checkPlaces, type InputFile } from '../output-places.js';
import { pairOutputs, writeOutputs } from '../outputs.js';
import { packageVersion } from '../package-version.js';
import { loadPolicy } from '../policy-file.js';
import { ProgressLine } from '../progress.js';

interface AuditFlags extends FormatFlags {
  readonly policy?: string;
  readonly history?: readonly string[];
  readonly references?: string;
  readonly previous?: string;
  readonly baseline?: string;
  readonly format: readonly string[];
  readonly out: readonly string[];
  readonly lang?: Lang;
  readonly now?: string;
  readonly failOn?: Severity;
  readonly max?: number;
  readonly quiet?: boolean;
}

/** Offers shown by the text report unless `--max` says otherwise. */
const SHOWN_MAX = 25;

/** No value yet of an option that may be given several times. */
const NONE: readonly string[] = [];

const EXAMPLES = `
Examples:
  saleguard audit tomorrow.csv
  saleguard audit tomorrow.csv --history prices.csv.gz
  saleguard audit tomorrow.csv --columns 품번=sku,판매가=price --currency KRW --encoding euc-kr
  saleguard audit tomorrow.csv --preset korean --currency KRW --lang ko
  saleguard audit tomorrow.csv --policy saleguard.policy.yaml --previous today.csv \\
      --format text --format html --out - --out report.html
  gunzip -c tomorrow.csv.gz | saleguard audit -

Files: CSV or JSONL, plain or gzip (told by their content). Columns: sku, price, currency are required; name, category,
price_list, list_price, cost, stock_to_sell and more make more rules speak (see docs/catalogue.md).
Exit codes: 0 clean, 1 findings at or above --fail-on, 2 could not run.
`;

/** `saleguard audit`: judges catalogues and writes reports. */
export function auditCommand(io: CliIo): Command {
  return (
    new Command('audit')
      .description('Find the prices that must not go live.')
      // Optional to commander, so that the words are ours when it is missing.
      .argument('[catalog...]', 'catalogue files, or - for standard input')
      .usage('[options] <catalog...>')
      .option('--policy <file>', 'your rules and limits, YAML or JSON (default: built-in)')
      .option(
        '--history <file...>',
        'price history: sku,price_list,observed_on,price,currency (put it after the catalogues)',
      )
      .option('--references <file>', 'references built by "saleguard references", instead of --history')
      .option('--previous <file>', 'the catalogue on sale now: what changed, what is new, what is gone')
      .option(
        '--baseline <report.json>',
        'an earlier JSON report: only findings it does not hold make the run fail',
      )
      .option(
        '--columns <from=to,...>',
        'which of your columns is which of ours, such as 품번=sku,판매가=price',
      )
      .addOption(new Option('--preset <name>', 'a named set of column headers').choices(COLUMN_PRESETS))
      .option('--currency <code>', 'currency of rows that name none')
      .addOption(encodingOption())
      .option(
        '--format <name>',
        'text, json, jsonl or html; may be given several times (default: text)',
        collect,
        NONE,
      )
      .option('--out <file>', 'where the n-th --format goes; - is standard output (default)', collect, NONE)
      .addOption(new Option('--lang <lang>', 'language of the words').choices(LANGS))
      .option(
        '--now <instant>',
        'judge as of this instant, with an offset: 2026-08-01T00:00:00+09:00 (default: the clock)',
      )
      .addOption(
        new Option('--fail-on <severity>', 'exit 1 from this severity on (default: hold)').choices([
          'block',
          'hold',
          'warn',
        ]),
      )
      .option('--max <offers>', 'offers the text report shows', readCount)
      .option('--quiet', 'no progress and no notices on standard error')
      .addHelpText('after', EXAMPLES)
      .action(async (files: string[], flags: AuditFlags) => {
        await runAudit(files, flags, io);
      })
  );
}

async function runAudit(paths: readonly string[], flags: AuditFlags, io: CliIo): Promise<void> {
  if (paths.length === 0) throw noCatalogue(flags);
  const outputs = pairOutputs(flags.format, flags.out);
  checkPlaces(
    outputs.map(({ path }) => path).filter((path) => path !== '-'),
    inputFiles(paths, flags),
  );
  const now = readNow(flags.now, io);
  const policy = loadPolicy(flags.policy);
  const format = formatFor(policy.catalog, flags);
  const progress = new ProgressLine(io, { isQuiet: flags.quiet === true });
  const seed = randomInt(2 ** 31);
  const files = new CatalogFiles(paths, { format, stdin: io.stdin });
  try {
    const inputs = {
      format,
      seed,
      now,
      onProgress: (state: HistoryProgress) => {
        progress.tick({ label: `reading ${state.file}`, ...state });
      },
    };
    const baseline = flags.baseline === undefined ? undefined : loadBaseline(flags.baseline);
    const history = await loadHistory(flags, inputs);
    const previous = flags.previous === undefined ? undefined : await loadPrevious(flags.previous, inputs);
    const result = await auditCatalog({
      catalog: await files.sources(),
      policy,
      now,
      history: history.history,
      trailsOf: history.trailsOf,
      previous: previous?.table,
      knownIds: baseline?.findingIds,
      found: [...history.found, ...(previous?.found ?? [])],
      seed,
      onProgress: (state) => {
        progress.tick({ label: labelOf(state), ...state });
      },
    });
    progress.clear();
    const notices = [...history.notices, ...files.notices(), ...baselineNotices(baseline, policy)];
    if (flags.quiet !== true)
      for (const notice of notices) io.stderr.write(`saleguard: ${plainText(notice)}\n`);
    const lang = flags.lang ?? policy.audit.lang ?? 'en';
    writeOutputs(
      result,
      outputs,
      {
        lang,
        toolVersion: packageVersion(),
        findingMax: flags.max ?? SHOWN_MAX,
        colour: io.stdoutIsTerminal && io.env['NO_COLOR'] === undefined,
        width: io.width,
        isTerminal: io.stdoutIsTerminal,
      },
      io,
    );
    io.setExit(exitCodeOf(result, flags, policy));
  } finally {
    progress.clear();
    await files.close();
  }
}

function noCatalogue({ history }: AuditFlags): GuardError {
  const last = history?.at(-1);
  const hint =
    last === undefined
      ? 'write it like saleguard audit tomorrow.csv'
      : `--history takes every file behind it; put the catalogue before it: saleguard audit ${last} --history …`;
  return new GuardError({ code: 'usage', message: `name a catalogue; ${hint}` });
}

function inputFiles(paths: readonly string[], flags: AuditFlags): InputFile[] {
  const named = (role: string, files: readonly (string | undefined)[]): InputFile[] =>
    files.flatMap((path) => (path === undefined ? [] : [{ path, role }]));
  return [
    ...named('the catalogue itself', paths),
    ...named('the --policy', [flags.policy]),
    ...named('a --history', flags.history ?? []),
    ...named('the --references', [flags.references]),
    ...named('the --previous catalogue', [flags.previous]),
    ...named('the --baseline', [flags.baseline]),
  ];
}

function exitCodeOf(result: AuditResult, flags: AuditFlags, policy: Policy): ExitCode {
  const failOn = flags.failOn ?? policy.audit.failOn;
  const fails = result.findings.some((finding) => finding.isNew && isAtLeast(finding.severity, failOn));
  return fails ? EXIT_FINDINGS : EXIT_CLEAN;
}

/** The values of an option that may be given several times. */
function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function labelOf(state: AuditProgress): string {
  return state.phase === 'peers' ? `comparing peers of ${state.file}` : `judging ${state.file}`;
}

function readCount(text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new GuardError({ code: 'usage', message: `--max ${text} is not a whole number from 1 to 9999999` });
}
