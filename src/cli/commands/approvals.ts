import { Command, Option } from 'commander';
import { ApprovalDesk } from '../../approvals/approval-desk.js';
import { approvalIdOf } from '../../approvals/sign-approval.js';
import type { ApprovalPolicy, ApprovalRefusal, SignedApproval } from '../../catalog/approval.js';
import { GuardError } from '../../core/errors.js';
import { withoutUndefined } from '../../seal/without-undefined.js';
import { plainText } from '../../text/plain-text.js';
import { approvalWords } from '../../text/report/approval-words.js';
import { boundsText, scopeLines, untilText } from '../approval-words.js';
import { loadApprovals } from '../approvals-file.js';
import { counted } from '../counted.js';
import { EXIT_CLEAN, EXIT_FINDINGS, type CliIo } from '../io.js';
import { readNow } from '../now-flag.js';
import { loadPolicy } from '../policy-file.js';

interface ApprovalsFlags {
  readonly policy: string;
  readonly format: 'text' | 'json';
  readonly now?: string;
}

/** One approval with how it stands by itself. */
interface ListedApproval {
  readonly approvalId: string;
  readonly signed: SignedApproval;
  /** Undefined for a key of nobody. */
  readonly person: string | undefined;
  /** Undefined when it holds by itself. */
  readonly refusal: ApprovalRefusal | undefined;
}

const EXAMPLES = `
Examples:
  saleguard approvals list approvals.jsonl --policy saleguard.policy.yaml
  saleguard approvals verify approvals.jsonl --policy saleguard.policy.yaml

An approval that holds by itself may still not hold for a row that was edited since: "saleguard audit --approvals" says so.
Exit codes of verify: 0 all hold by themselves, 1 some do not, 2 could not run.
`;

/** `saleguard approvals`: lists and verifies signed approvals. */
export function approvalsCommand(io: CliIo): Command {
  return new Command('approvals')
    .description('List signed approvals, or verify that each holds by itself.')
    .addHelpText('after', EXAMPLES)
    .addCommand(
      subcommand(
        'list',
        'Say what each approval allows, who signed it, and how it stands.',
        (file, flags) => {
          const listed = listApprovals(file, flags, io);
          tell(listed, flags, io);
          io.setExit(EXIT_CLEAN);
        },
      ),
    )
    .addCommand(
      subcommand('verify', 'Check keys, signatures, roles and dates of all approvals.', (file, flags) => {
        const listed = listApprovals(file, flags, io);
        const fallen = listed.filter(({ refusal }) => refusal !== undefined);
        tell(flags.format === 'json' ? listed : fallen, flags, io);
        if (flags.format === 'text') {
          const sum = `${counted(listed.length, 'approval')}, ${String(fallen.length)} of them not valid`;
          io.stdout.write(`${plainText(file)}: ${sum}\n`);
        }
        io.setExit(fallen.length === 0 ? EXIT_CLEAN : EXIT_FINDINGS);
      }),
    );
}

function subcommand(
  name: string,
  description: string,
  run: (file: string, flags: ApprovalsFlags) => void,
): Command {
  return new Command(name)
    .description(description)
    .argument('<file>', 'the approvals file')
    .requiredOption('--policy <file>', 'the policy that says whose signatures count')
    .addOption(new Option('--format <name>', 'text or json').choices(['text', 'json']).default('text'))
    .option('--now <instant>', 'the instant to verify for, with an offset (default: the clock)')
    .action(run);
}

function listApprovals(file: string, flags: ApprovalsFlags, io: CliIo): readonly ListedApproval[] {
  const now = readNow(flags.now, io);
  const policy = requirePolicy(flags.policy);
  const approvals = loadApprovals(file);
  const desk = new ApprovalDesk({ policy, approvals, now });
  const refusals = new Map(desk.rejectedApprovals().map(({ index, refusal }) => [index, refusal]));
  const people = new Map(policy.people.map(({ keyId, id }) => [keyId, id]));
  return approvals.map((signed, index) => ({
    approvalId: approvalIdOf(signed.approval),
    signed,
    person: people.get(signed.keyId),
    refusal: refusals.get(index),
  }));
}

function requirePolicy(path: string): ApprovalPolicy {
  const { approvals } = loadPolicy(path);
  if (approvals !== undefined) return approvals;
  throw new GuardError({
    code: 'usage',
    message: `${path} has no section approvals, so nobody's signature counts; name the people and their keys there (see docs/approvals.md)`,
  });
}

function tell(listed: readonly ListedApproval[], flags: ApprovalsFlags, io: CliIo): void {
  if (flags.format === 'json') {
    io.stdout.write(`${JSON.stringify(listed.map(jsonOf), null, 2)}\n`);
    return;
  }
  for (const one of listed) for (const line of textOf(one)) io.stdout.write(`${plainText(line)}\n`);
}

function textOf({ approvalId, signed, person, refusal }: ListedApproval): readonly string[] {
  const { approval, keyId } = signed;
  const who = person === undefined ? `unknown key ${keyId}` : `${person} (key ${keyId})`;
  const state =
    refusal === undefined
      ? `until ${untilText(approval)}`
      : `not valid: ${approvalWords('en').refusals[refusal]}`;
  const bounds = boundsText(approval);
  return [
    `${approvalId}  ${who}, ${state}`,
    ...scopeLines(approval.scope).map((line) => `  ${line}`),
    `  for ${approval.rules.join(', ')}${bounds === '' ? '' : `; ${bounds}`}`,
  ];
}

function jsonOf({ approvalId, signed, person, refusal }: ListedApproval): Readonly<Record<string, unknown>> {
  return {
    approvalId,
    keyId: signed.keyId,
    person: person ?? null,
    state: refusal ?? 'valid',
    approval: withoutUndefined(signed.approval),
  };
}
