import { Command, Option } from 'commander';
import { GuardError } from '../../core/errors.js';
import { sealCatalogue, type Sealed } from '../../sealing/seal-catalogue.js';
import type { SealRefusal } from '../../sealing/seal-refusal.js';
import { plainText } from '../../text/plain-text.js';
import { sayIn } from '../../text/say.js';
import { readWholeReport } from '../../wire/read-report.js';
import { readSale } from '../../wire/sale.js';
import { loadApprovals } from '../approvals-file.js';
import { counted } from '../counted.js';
import { EXIT_CLEAN, EXIT_FINDINGS, type CliIo } from '../io.js';
import { judgeFiles, type JudgedFiles } from '../judge-files.js';
import { loadSigningKey } from '../key-file.js';
import { readNow } from '../now-flag.js';
import { checkPlaces } from '../output-places.js';
import { PendingFile } from '../pending-file.js';
import { loadPolicy, readUtf8 } from '../policy-file.js';
import { filesOfReport } from '../report-files.js';
import { epochBefore } from '../sealed-before.js';

interface SealFlags {
  readonly sale: string;
  readonly report: string;
  readonly out: string;
  readonly policy?: string;
  readonly approvals?: string;
  readonly key?: string;
  readonly after?: string;
  readonly leaveOut?: boolean;
  readonly now?: string;
  readonly quiet?: boolean;
}

/** Reasons told before the rest is counted. */
const SHOWN_MAX = 50;

const EXAMPLES = `
Examples:
  saleguard seal --sale sale.yaml --report report.json --policy saleguard.policy.yaml \\
      --approvals approvals.jsonl --key me.key --out book.jsonl
  SALEGUARD_KEY="$(cat me.key)" saleguard seal --sale sale.yaml --report report.json --policy saleguard.policy.yaml \\
      --after book-1.jsonl --out book-2.jsonl

The files that the report names are judged again, from the folder the audit ran in: a report proves nothing by itself. A book
is sealed when judging says the same, every finding from hold on is mended or approved, and the key may seal. The policy
has to be the one of the report; flags such as --columns belong into its catalog section.
Exit codes: 0 sealed, 1 refused and nothing written, 2 could not run.
`;

/** `saleguard seal`: signs what was audited and approved as a price book. */
export function sealCommand(io: CliIo): Command {
  return new Command('seal')
    .description('Sign what was audited and approved: only that can be sold.')
    .requiredOption(
      '--sale <file>',
      'the sale: window, epoch, channels, limits, loss budget (see docs/sealing.md)',
    )
    .requiredOption('--report <report.json>', 'the JSON report of the audit')
    .requiredOption('--out <file>', 'where the price book goes')
    .option('--policy <file>', 'the policy of the audit; its approvals section says who may seal')
    .option('--approvals <file>', 'signed approvals, as "saleguard approve" writes them')
    .option('--key <file>', 'your private key (or its PEM text in SALEGUARD_KEY)')
    .option('--after <book>', 'the book in force: the epoch has to be above its epoch')
    .addOption(
      new Option('--leave-out', 'seal without the rows that have an open finding, instead of refusing'),
    )
    .option('--now <instant>', 'the instant of sealing, with an offset (default: the clock)')
    .option('--quiet', 'no progress, no summary')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: SealFlags) => {
      await runSeal(flags, io);
    });
}

async function runSeal(flags: SealFlags, io: CliIo): Promise<void> {
  if (flags.out === '-')
    throw new GuardError({ code: 'usage', message: 'a price book is written to a file; name it with --out' });
  const policy = loadPolicy(flags.policy);
  const report = readWholeReport(readUtf8(flags.report), { file: flags.report });
  const sale = readSale(readUtf8(flags.sale), { file: flags.sale });
  const files = filesOfReport(report, flags.report);
  checkPlaces([flags.out], inputsOf(flags, files));
  const key = loadSigningKey(flags.key, io);
  const now = readNow(flags.now, io);
  const before = await epochBefore(flags, { policy, saleId: sale.saleId });
  const approvals = flags.approvals === undefined ? [] : loadApprovals(flags.approvals);
  const isQuiet = flags.quiet === true;
  const book = new PendingFile(flags.out);
  try {
    const { value: sealed, notices } = await judgeFiles(
      { files, policy, now: Date.parse(report.now), isQuiet },
      io,
      (audit) =>
        sealCatalogue({
          audit,
          policy,
          report,
          sale,
          approvals,
          key,
          now,
          epochBefore: before,
          onOpenRow: flags.leaveOut === true ? 'leave-out' : 'refuse',
          write: (bytes) => {
            book.write(bytes);
          },
        }),
    );
    if (!isQuiet) for (const notice of notices) io.stderr.write(`saleguard: ${plainText(notice)}\n`);
    if (sealed.kind === 'refused') {
      tellRefusals(sealed.refusals, io);
      io.setExit(EXIT_FINDINGS);
      return;
    }
    book.keep();
    if (!isQuiet) tellSealed(flags.out, sealed, io);
    io.setExit(EXIT_CLEAN);
  } finally {
    book.drop();
  }
}

function inputsOf(flags: SealFlags, files: JudgedFiles): { readonly path: string; readonly role: string }[] {
  const roles: readonly (readonly [role: string, paths: readonly (string | undefined)[]])[] = [
    ['the catalogue', files.catalog],
    ['a history', files.history ?? []],
    ['the references', [files.references]],
    ['the previous catalogue', [files.previous]],
    ['the promotions', [files.promotions]],
    ['the --sale', [flags.sale]],
    ['the --report', [flags.report]],
    ['the --policy', [flags.policy]],
    ['the --approvals', [flags.approvals]],
    ['the --key', [flags.key]],
  ];
  return roles.flatMap(([role, paths]) =>
    paths.flatMap((path) => (path === undefined ? [] : [{ path, role }])),
  );
}

function tellRefusals(refusals: readonly SealRefusal[], io: CliIo): void {
  for (const { file, line, message } of refusals.slice(0, SHOWN_MAX)) {
    const place = file === undefined ? '' : `${file}${line === undefined ? '' : `:${String(line)}`}: `;
    io.stderr.write(`${plainText(`${place}${message}`)}\n`);
  }
  const unlisted = refusals.length - SHOWN_MAX;
  if (unlisted > 0) io.stderr.write(`… and ${String(unlisted)} more\n`);
  const isOfRows = refusals.some(({ reason }) => reason === 'open-finding' || reason === 'no-reference');
  const hint = isOfRows
    ? '; mend the rows or approve them (saleguard approve), or seal without them (--leave-out)'
    : '';
  io.stderr.write(`saleguard: not sealed, ${counted(refusals.length, 'reason')}${hint}\n`);
}

function tellSealed(out: string, sealed: Extract<Sealed, { kind: 'sealed' }>, io: CliIo): void {
  const { header, trailer, leftOut } = sealed;
  const say = sayIn('en');
  const lines = [
    `${out}: sale ${header.saleId}, epoch ${say.count(header.epoch)}, ${counted(trailer.count, 'price')} from ${say.instant(header.startsAt)} until ${say.instant(header.endsAt)}`,
    `sealed by key ${trailer.keyId}, ${counted(header.approvalIds.length, 'approval')} used, SHA-256 ${trailer.sha256}`,
  ];
  if (leftOut.length > 0) {
    const rows = new Set(leftOut.map(({ file, line }) => `${file ?? ''}:${String(line)}`));
    lines.push(`left out, because of open findings: ${counted(rows.size, 'row')}`);
  }
  for (const line of lines) io.stdout.write(`${plainText(line)}\n`);
}
