import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { GuardError } from '../../core/errors.js';
import { NOTICE_LANGS, type NoticeLang } from '../../notices/lang.js';
import { verifyPlanApprovals } from '../../remedy/approvals.js';
import { NOTICE_COLUMNS, NoticeRows } from '../../report/plan/csv-notices.js';
import { planTables, tableHead, tableLines } from '../../report/plan/csv-tables.js';
import { tiersText } from '../../report/plan/csv-tiers.js';
import { writePlanPage } from '../../report/plan/plan-page.js';
import { PlanSurvey, type DoneSteps } from '../../report/plan/survey.js';
import type { PlanHeader } from '../../remedy/plan.js';
import { LANGS, type Lang } from '../../text/lang.js';
import { readTemplates } from '../remedy/templates-file.js';
import type { PlanFile } from '../../wire/plan.js';
import { fileReason } from '../file-reason.js';
import { EXIT_CLEAN, type CliIo } from '../io.js';
import { readLedgerProgress } from '../ledger-reading.js';
import { readNow } from '../now-flag.js';
import { checkPlaces, type InputFile } from '../output-places.js';
import { packageVersion } from '../package-version.js';
import { PendingFile } from '../pending-file.js';
import { loadPolicy } from '../policy-file.js';
import { ProgressLine } from '../progress.js';
import {
  ledgerFileOf,
  openLedgerLines,
  withLedgerFlags,
  type LedgerFlags,
} from '../remedy/apply/open-ledger.js';
import { openPlanFile } from '../remedy/plan-file.js';
import { writeWhole } from '../write-file.js';

interface PlanReportFlags extends LedgerFlags {
  readonly out: string;
  readonly lang: Lang;
  readonly csv?: string;
  readonly noticeLang?: NoticeLang;
  readonly policy?: string;
  readonly templates?: string;
  readonly now?: string;
  readonly quiet?: true;
}

const EXAMPLES = `
Examples:
  saleguard plan-report plan.jsonl --out plan.html --policy saleguard.policy.yaml
  saleguard plan-report plan.jsonl --out plan.html --lang ko --csv plan-csv --notice-lang ko
  saleguard plan-report plan.jsonl --out plan.html --ledger incident.ledger
  saleguard plan-report plan.jsonl --out plan.html --ledger redis --redis-file redis.address

The page opens without network. With --ledger it says what was done, while a run goes on or after: the ledger is only read, and whoever
carries the plan out keeps it. With --policy it says whose signatures hold; without, only who signed. The files of --csv are safe to
open in a spreadsheet: orders.csv, lines.csv, payments.csv, coupons.csv, notices.csv, tiers.csv.
`;

/** `saleguard plan-report`: a plan as a page to decide on, and as files for a spreadsheet. */
export function planReportCommand(io: CliIo): Command {
  return withLedgerFlags(
    new Command('plan-report'),
    'a ledger of "saleguard apply": the page says what was done',
  )
    .description('Write a plan as one HTML page, and as CSV. Exit codes: 0 written, 2 could not run.')
    .argument('<plan>', 'the plan')
    .requiredOption('--out <file>', 'the page')
    .addOption(new Option('--lang <lang>', 'language of the page').choices(LANGS).default('en'))
    .option(
      '--csv <folder>',
      'also write the six CSV files into this folder, which is made where it is not there',
    )
    .addOption(
      new Option(
        '--notice-lang <lang>',
        'language of the texts in notices.csv (default: that of the page)',
      ).choices(NOTICE_LANGS),
    )
    .option('--policy <file>', 'the policy in force: the page says whether the signatures hold')
    .option('--templates <file>', "the shop's own texts")
    .option('--now <instant>', 'the instant that deadlines are counted to (default: the clock)')
    .option('--quiet', 'no progress, no summary')
    .addHelpText('after', EXAMPLES)
    .action((file: string, flags: PlanReportFlags) => report(file, flags, io));
}

async function report(file: string, flags: PlanReportFlags, io: CliIo): Promise<void> {
  const now = readNow(flags.now, io);
  checkPlaces([flags.out], inputsOf(file, flags));
  if (flags.csv !== undefined) makeFolder(flags.csv);
  const templates = readTemplates(flags.templates);
  const progress = new ProgressLine(io, { isQuiet: flags.quiet === true });
  const plan = await openPlanFile(file, { progress });
  const { header, trailer, approvals } = plan;
  const policy = flags.policy === undefined ? undefined : loadPolicy(flags.policy);
  const check =
    policy === undefined ? undefined : verifyPlanApprovals({ header, trailer, approvals, policy, now });
  const done = await doneSteps(header, flags, io);
  const survey = new PlanSurvey({ header, now, done });
  const rows = new NoticeRows({ header, lang: flags.noticeLang ?? flags.lang, templates });
  for await (const record of plan.records()) {
    survey.add(record);
    rows.expects(record);
  }
  progress.clear();
  const { lang } = flags;
  writeWhole(flags.out, (sink) =>
    writePlanPage(
      { header, trailer, approvals, survey, check, templates, now, lang, toolVersion: packageVersion() },
      sink,
    ),
  );
  if (flags.csv !== undefined) await writeTables(plan, { folder: flags.csv, rows });
  if (flags.quiet !== true)
    io.stdout.write(
      `${flags.out}: ${String(trailer.count)} orders${flags.csv === undefined ? '' : `; tables in ${flags.csv}`}\n`,
    );
  io.setExit(EXIT_CLEAN);
}

async function doneSteps(header: PlanHeader, flags: LedgerFlags, io: CliIo): Promise<DoneSteps | undefined> {
  const ledger = await openLedgerLines(flags, { incidentId: header.incidentId, io });
  if (ledger === undefined) return undefined;
  try {
    return await readLedgerProgress(ledger, header);
  } finally {
    ledger.close();
  }
}

function inputsOf(plan: string, flags: PlanReportFlags): readonly InputFile[] {
  const named: readonly (readonly [path: string | undefined, role: string])[] = [
    [plan, 'the plan'],
    [ledgerFileOf(flags), '--ledger'],
    [flags.redisFile, '--redis-file'],
    [flags.policy, '--policy'],
    [flags.templates, '--templates'],
  ];
  return named.flatMap(([path, role]) => (path === undefined ? [] : [{ path, role }]));
}

/** A file that is being written, and how a record becomes lines of it. */
interface OpenTable {
  readonly file: PendingFile;
  readonly lines: (record: Parameters<NoticeRows['take']>[0]) => string;
  buffer: string;
}

/** Characters gathered before they are written. */
const BUFFER_CHARS = 1 << 18;

/** Writes every file, or none of them. */
async function writeTables(
  plan: PlanFile,
  { folder, rows }: { readonly folder: string; readonly rows: NoticeRows },
): Promise<void> {
  const open: OpenTable[] = [];
  try {
    for (const table of planTables(plan.header)) {
      const file = new PendingFile(join(folder, table.file));
      open.push({ file, lines: (record) => tableLines(table, record), buffer: tableHead(table) });
    }
    const notices = new PendingFile(join(folder, 'notices.csv'));
    open.push({
      file: notices,
      lines: (record) => rows.take(record),
      buffer: tableHead({ columns: NOTICE_COLUMNS }),
    });
    const tiers = new PendingFile(join(folder, 'tiers.csv'));
    open.push({ file: tiers, lines: () => '', buffer: tiersText(plan.header, plan.trailer.totals) });
    for await (const record of plan.records()) {
      for (const table of open) {
        table.buffer += table.lines(record);
        if (table.buffer.length >= BUFFER_CHARS) flush(table);
      }
    }
    for (const table of open) flush(table);
    for (const { file } of open) file.keep();
  } finally {
    for (const { file } of open) file.drop();
  }
}

function flush(table: OpenTable): void {
  table.file.write(Buffer.from(table.buffer, 'utf8'));
  table.buffer = '';
}

function makeFolder(folder: string): void {
  try {
    // What stands in it says who bought what: for the owner alone.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new GuardError({
      code: 'file',
      message: `--csv ${folder}: the folder cannot be made: ${fileReason(cause)}`,
      data: { folder },
      cause,
    });
  }
}
