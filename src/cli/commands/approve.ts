import { randomBytes } from 'node:crypto';
import { Command } from 'commander';
import { signingProblems } from '../../approvals/check-signer.js';
import { draftApprovals, type ApprovalDraft } from '../../approvals/draft-approvals.js';
import { approvalIdOf, signApproval } from '../../approvals/sign-approval.js';
import type { ApprovalPolicy, SignedApproval } from '../../catalog/approval.js';
import { DAY_MS, type EpochMs } from '../../core/clock.js';
import { GuardError } from '../../core/errors.js';
import type { SigningKey } from '../../seal/ed25519.js';
import { plainText } from '../../text/plain-text.js';
import type { Policy } from '../../wire/policy.js';
import { readWholeReport } from '../../wire/read-report.js';
import type { Report } from '../../wire/report.js';
import { boundsText, scopeLines, untilText } from '../approval-words.js';
import { appendApprovals, openApprovals } from '../approve/append-approvals.js';
import { floorOf, instantOf, quantityOf } from '../approve/bounds.js';
import { draftCampaign, namesCampaign, type CampaignFlags } from '../approve/campaign.js';
import { namedFindings, nothingNamed } from '../approve/named-findings.js';
import { restNotes, secondNotes } from '../approve/notes.js';
import type { CliIo } from '../io.js';
import { loadSigningKey } from '../key-file.js';
import { readNow } from '../now-flag.js';
import { checkPlaces } from '../output-places.js';
import { loadPolicy, readUtf8 } from '../policy-file.js';
import { usage } from '../usage.js';

interface ApproveFlags extends CampaignFlags {
  readonly report?: string;
  readonly policy: string;
  readonly finding: readonly string[];
  readonly key?: string;
  readonly out: string;
  readonly floor?: string;
  readonly quantityMax?: string;
  readonly from?: string;
  readonly until?: string;
  readonly expires?: string;
  readonly now?: string;
}

const EXAMPLES = `
Examples:
  saleguard approve --report report.json --policy saleguard.policy.yaml --finding 3f2a91 --finding c07d55 \\
      --key me.key --out approvals.jsonl
  saleguard approve --category 'Audio > Earphones' --markdown-max 50 --rule deep-markdown --rule unapproved-change \\
      --policy saleguard.policy.yaml --key me.key --out approvals.jsonl
  saleguard audit tomorrow.csv --policy saleguard.policy.yaml --approvals approvals.jsonl

Findings are named by their ids in the JSON report, or by the first 6 digits. What is approved is the row as it stands there:
any edit that bears on its price voids the approval. Who signs is told by the key; nothing here names a person. See
docs/approvals.md.
`;

/** `saleguard approve`: signs that findings are meant to be so. */
export function approveCommand(io: CliIo): Command {
  return new Command('approve')
    .description('Sign that findings of a report, or a whole campaign, are meant to be so.')
    .requiredOption('--policy <file>', 'the policy that says whose signatures count')
    .requiredOption('--out <file>', 'the approvals file to add to')
    .option('--report <report.json>', 'the JSON report whose findings are approved')
    .option('--finding <id>', 'a finding to approve; may be given several times', collect, [])
    .option('--category <path>', 'instead of findings: every row of a category and below', undefined)
    .option('--sku <sku...>', 'instead of findings: these SKUs', [])
    .option('--price-list <name>', 'price list of a campaign; alone, every row of it (default: default)')
    .option('--currency <code>', 'currency of a campaign (default: the one of the policy)')
    .option('--markdown-max <percent>', 'deepest markdown of a campaign below the reference, such as 50')
    .option('--rule <id>', 'rule whose findings a campaign approves; may be given several times', collect, [])
    .option('--key <file>', 'your private key (or its PEM text in SALEGUARD_KEY)')
    .option('--floor <amount>', 'lowest payable price of the rows after promotions')
    .option('--quantity-max <units>', 'most units of a row that may be released')
    .option('--from <instant>', 'the rows may not be on sale before this instant')
    .option('--until <instant>', 'the rows may not be on sale after this instant')
    .option('--expires <instant>', 'when the approval ends (default: as late as the policy allows)')
    .option('--now <instant>', 'the instant of signing, with an offset (default: the clock)')
    .addHelpText('after', EXAMPLES)
    .action((flags: ApproveFlags) => {
      runApprove(flags, io);
    });
}

function runApprove(flags: ApproveFlags, io: CliIo): void {
  requireOneWay(flags);
  if (flags.out === '-') throw usage('approvals are added to a file; name it with --out');
  checkPlaces([flags.out], placesOf(flags));
  const policy = loadPolicy(flags.policy);
  const approvalPolicy = requireApprovals(policy, flags.policy);
  const report = flags.report === undefined ? undefined : readReportOf(flags.report);
  const drafts =
    report === undefined ? draftCampaign(flags, policy) : draftsOf(report, flags, flags.report ?? '');
  const key = loadSigningKey(flags.key, io);
  const signedAt = readNow(flags.now, io);
  const expiresAt = instantOf('--expires', flags.expires) ?? signedAt + approvalPolicy.validDaysMax * DAY_MS;
  const problems = signingProblems(drafts, { keyId: key.keyId, signedAt, expiresAt }, approvalPolicy);
  if (problems.length > 0) throw cannotSign(problems);
  const opened = openApprovals(flags.out);
  const dates = { signedAt, expiresAt };
  const signed = drafts.map((draft) => signDraft(draft, { key, dates, flags }));
  appendApprovals(opened, signed);
  tellSigned(signed, key, flags.out, io);
  const approvals = [...opened.approvals, ...signed];
  const notes = [
    ...secondNotes(drafts, { approvals, policy: approvalPolicy, now: signedAt }),
    ...restNotes(drafts, report?.findings ?? []),
  ];
  for (const note of notes) io.stdout.write(`${plainText(note)}\n`);
}

/** Either findings of a report, or a campaign. */
function requireOneWay(flags: ApproveFlags): void {
  const hasFindings = flags.finding.length > 0;
  if (namesCampaign(flags)) {
    if (hasFindings)
      throw usage(
        '--finding names rows of a report, --category, --sku, --markdown-max and --rule a campaign: approve one at a time',
      );
    if (flags.report !== undefined)
      throw usage('--report belongs to --finding; a campaign is approved without a report');
    if (flags.floor !== undefined)
      throw usage('--floor belongs to --finding; a campaign is bounded by --markdown-max');
    return;
  }
  if (flags.report === undefined) {
    throw usage(
      'say what to approve: findings of a report (--report with --finding), or a campaign (--category, --sku, --price-list)',
    );
  }
}

function requireApprovals(policy: Policy, file: string): ApprovalPolicy {
  if (policy.approvals !== undefined) return policy.approvals;
  throw usage(
    `${file} has no section approvals, so nobody's signature counts; name the people and their keys there (see docs/approvals.md)`,
  );
}

function readReportOf(path: string): Report {
  return readWholeReport(readUtf8(path), { file: path });
}

function draftsOf(report: Report, flags: ApproveFlags, file: string): readonly ApprovalDraft[] {
  if (flags.finding.length === 0) throw nothingNamed(report.findings, file);
  const findings = namedFindings(report.findings, flags.finding, file);
  const floorMinor = flags.floor === undefined ? undefined : floorOf(flags.floor, findings);
  const drafts = draftApprovals(findings, { batchDigest: report.summary.batch.digest, floorMinor });
  const stranger = drafts.find(({ scope }) => scope.kind !== 'rows');
  if (stranger !== undefined && (floorMinor !== undefined || flags.quantityMax !== undefined)) {
    const id = stranger.findings[0]?.id ?? '';
    throw usage(
      `--floor and --quantity-max bound rows; finding ${id} is not about a row: approve it by itself`,
    );
  }
  return drafts;
}

interface Signing {
  readonly key: SigningKey;
  readonly dates: { readonly signedAt: EpochMs; readonly expiresAt: EpochMs };
  readonly flags: ApproveFlags;
}

function signDraft({ scope, rules }: ApprovalDraft, { key, dates, flags }: Signing): SignedApproval {
  const startsAt = instantOf('--from', flags.from);
  const endsAt = instantOf('--until', flags.until);
  if (startsAt !== undefined && endsAt !== undefined && endsAt <= startsAt)
    throw usage('--until is not after --from');
  const quantityMax = flags.quantityMax === undefined ? undefined : quantityOf(flags.quantityMax);
  const nonce = randomBytes(16).toString('hex');
  const schema = 'saleguard/approval/1';
  return signApproval({ schema, scope, rules, startsAt, endsAt, quantityMax, ...dates, nonce }, key);
}

function cannotSign(problems: readonly string[]): GuardError {
  const [first = ''] = problems;
  const message =
    problems.length === 1
      ? `not signed: ${first}`
      : ['not signed, because:', ...problems.map((problem) => `  ${problem}`)].join('\n');
  return new GuardError({ code: 'input', message, data: { problems: [...problems] } });
}

function tellSigned(signed: readonly SignedApproval[], key: SigningKey, out: string, io: CliIo): void {
  for (const { approval } of signed) {
    const bounds = boundsText(approval);
    const lines = [
      `Approved by key ${key.keyId} until ${untilText(approval)}: approval ${approvalIdOf(approval)} in ${out}`,
      ...scopeLines(approval.scope).map((line) => `  ${line}`),
      `  for ${approval.rules.join(', ')}${bounds === '' ? '' : `; ${bounds}`}`,
    ];
    for (const line of lines) io.stdout.write(`${plainText(line)}\n`);
  }
}

function placesOf(flags: ApproveFlags): { readonly path: string; readonly role: string }[] {
  const named = [
    ['the --report', flags.report],
    ['the --policy', flags.policy],
    ['the --key', flags.key],
  ] as const;
  return named.flatMap(([role, path]) => (path === undefined ? [] : [{ path, role }]));
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
