import { Command, Option } from 'commander';
import { auditCatalog } from '../../audit/audit.js';
import type { AuditResult } from '../../audit/result.js';
import { isAtLeast, type Severity } from '../../catalog/finding.js';
import { GuardError } from '../../core/errors.js';
import { REPORT_FORMAT_IDS } from '../../report/format.js';
import { LANGS, type Lang } from '../../text/lang.js';
import { plainText } from '../../text/plain-text.js';
import { loadApprovals } from '../approvals-file.js';
import { baselineNotices, loadBaseline } from '../audit-inputs.js';
import { addFormatOptions, policyFor, type FormatFlags } from '../format-flags.js';
import { EXIT_CLEAN, EXIT_FINDINGS, type CliIo, type ExitCode } from '../io.js';
import { judgeFiles } from '../judge-files.js';
import { missingCatalogue } from '../missing-catalogue.js';
import { readNow } from '../now-flag.js';
import { checkPlaces, type InputFile } from '../output-places.js';
import { pairOutputs, requireFittingNames, writeOutputs } from '../outputs.js';
import { packageVersion } from '../package-version.js';

interface AuditFlags extends FormatFlags {
  readonly policy?: string;
  readonly history?: readonly string[];
  readonly references?: string;
  readonly previous?: string;
  readonly promotions?: string;
  readonly approvals?: string;
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
  saleguard audit tomorrow.csv --preset korean --currency KRW --group-separator , --currency-sign 원 --lang ko
  saleguard audit tomorrow.csv --policy saleguard.policy.yaml --previous today.csv \\
      --format text --format html --out - --out report.html
  saleguard audit tomorrow.csv --promotions promotions.yaml --policy saleguard.policy.yaml \\
      --approvals approvals.jsonl
  gunzip -c tomorrow.csv.gz | saleguard audit -

Files: CSV or JSONL, plain or gzip (told by their content). Columns: sku, price, currency are required; name, category,
price_list, list_price, cost, stock_to_sell and more make more rules speak (see docs/catalogue.md).
Exit codes: 0 clean, 1 findings at or above --fail-on, 2 could not run.
`;

/** `saleguard audit`: judges catalogues and writes reports. */
export function auditCommand(io: CliIo): Command {
  const command = new Command('audit')
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
    .option('--promotions <file>', 'promotions and coupons that may be live during the sale, YAML or JSON')
    .option('--approvals <file>', 'signed approvals, as "saleguard approve" writes them')
    .option(
      '--baseline <report.json>',
      'an earlier JSON report: only findings it does not hold make the run fail',
    );
  return addFormatOptions(command)
    .option(
      '--format <name>',
      `${REPORT_FORMAT_IDS.slice(0, -1).join(', ')} or ${REPORT_FORMAT_IDS.at(-1) ?? ''}; may be given several times (default: text)`,
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
    });
}

async function runAudit(paths: readonly string[], flags: AuditFlags, io: CliIo): Promise<void> {
  if (paths.length === 0) throw missingCatalogue('audit', flags);
  const outputs = pairOutputs(flags.format, flags.out);
  checkPlaces(
    outputs.map(({ path }) => path).filter((path) => path !== '-'),
    inputFiles(paths, flags),
  );
  requireFittingNames(outputs);
  const now = readNow(flags.now, io);
  const policy = policyFor(flags);
  const baseline = flags.baseline === undefined ? undefined : loadBaseline(flags.baseline);
  const approvals = flags.approvals === undefined ? undefined : loadApprovals(flags.approvals);
  const isQuiet = flags.quiet === true;
  const { value: result, notices } = await judgeFiles(
    { files: { catalog: paths, ...flags }, policy, now, isQuiet },
    io,
    (options) =>
      auditCatalog({
        ...options,
        approvals: approvals === undefined ? undefined : { signed: approvals, at: now },
        knownIds: baseline?.findingIds,
      }),
  );
  if (!isQuiet) {
    for (const notice of [...notices, ...baselineNotices(baseline, policy)])
      io.stderr.write(`saleguard: ${plainText(notice)}\n`);
  }
  const lang = flags.lang ?? policy.audit.lang ?? 'en';
  const failOn = flags.failOn ?? policy.audit.failOn;
  writeOutputs(
    result,
    outputs,
    {
      lang,
      toolVersion: packageVersion(),
      findingMax: flags.max ?? SHOWN_MAX,
      failOn,
      hasBaseline: baseline !== undefined,
      colour: io.stdoutIsTerminal && io.env['NO_COLOR'] === undefined,
      width: io.width,
      isTerminal: io.stdoutIsTerminal,
    },
    io,
  );
  io.setExit(exitCodeOf(result, failOn));
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
    ...named('the --promotions', [flags.promotions]),
    ...named('the --approvals', [flags.approvals]),
    ...named('the --baseline', [flags.baseline]),
  ];
}

function exitCodeOf(result: AuditResult, failOn: Severity): ExitCode {
  const fails = result.findings.some((finding) => finding.isNew && isAtLeast(finding.severity, failOn));
  return fails ? EXIT_FINDINGS : EXIT_CLEAN;
}

/** The values of an option that may be given several times. */
function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function readCount(text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new GuardError({ code: 'usage', message: `--max ${text} is not a whole number from 1 to 9999999` });
}
