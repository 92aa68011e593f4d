import { Command } from 'commander';
import type { EpochMs } from '../../core/clock.js';
import { incidentSha256 } from '../../incident/incident-hash.js';
import { signPlan, verifyPlanApprovals, type CheckedPlan } from '../../remedy/approvals.js';
import type { PlanApproval } from '../../remedy/plan.js';
import { plainText } from '../../text/plain-text.js';
import type { PlanFile } from '../../wire/plan.js';
import type { Policy } from '../../wire/policy.js';
import { counted } from '../counted.js';
import { readIncidentFile } from '../incident/incident-file.js';
import { usage } from '../usage.js';
import { EXIT_CLEAN, EXIT_FINDINGS, type CliIo } from '../io.js';
import { readNow } from '../now-flag.js';
import { ProgressLine } from '../progress.js';
import { openPlanFile } from '../remedy/plan-file.js';
import { planSummary } from '../remedy/plan-summary.js';
import { planRefusalLines, signatureRefusalText } from '../remedy/refusal-words.js';
import { stampOf, writeSignatures } from '../remedy/sign-plan-file.js';
import {
  actorOf,
  policyOf,
  POLICY_VARIABLE,
  withActorFlags,
  type Actor,
  type ActorFlags,
} from '../sale/actor.js';

interface ApprovePlanFlags extends ActorFlags {
  readonly incident?: string;
  readonly validHours?: string;
  readonly check?: boolean;
  readonly now?: string;
  readonly quiet?: boolean;
}

const EXAMPLES = `
Examples:
  saleguard approve-plan plan.jsonl --key me.key --policy saleguard.policy.yaml
  saleguard approve-plan plan.jsonl --key me.key --policy saleguard.policy.yaml --incident incident.json --valid-hours 4
  saleguard approve-plan plan.jsonl --policy saleguard.policy.yaml --check

Reads the plan to its end, says what it does, and puts your signature behind it: over the digest of every line, for this incident, for
as long as the policy's remedy.approvals.validHours and never longer than the plan itself is good. Who signs is told by the key. The one
who made the plan cannot sign it; from remedy.approvals.twoFromOrders or twoFrom on, two people have to.
Whatever changes in the plan afterwards voids every signature. A signature that has expired is taken out when a new one is put in.

Exit codes: 0 signed (with --check: approved), 1 your signature would not count (with --check: not approved), 2 could not run.
`;

/** `saleguard approve-plan`: signs a plan with one's own key. */
export function approvePlanCommand(io: CliIo): Command {
  return withActorFlags(new Command('approve-plan'))
    .description('Sign a plan with your own key, or check who has signed it.')
    .argument('<plan>', 'the plan, of "saleguard plan"')
    .option('--incident <file>', 'the incident: refuse a plan that is not for it')
    .option('--valid-hours <hours>', 'how long the signature is good (default: as long as the policy allows)')
    .option('--check', 'sign nothing; say whether the plan may be carried out')
    .option('--now <instant>', 'the instant of signing, with an offset (default: the clock)')
    .option('--quiet', 'no progress, no summary')
    .addHelpText('after', EXAMPLES)
    .action((path: string, flags: ApprovePlanFlags) => runApprovePlan(path, flags, io));
}

/** A plan at a desk: read and found whole, held against the policy at one instant. */
interface Desk {
  readonly path: string;
  readonly plan: PlanFile;
  readonly stamp: string;
  readonly now: EpochMs;
  readonly io: CliIo;
  readonly check: (approvals: readonly PlanApproval[]) => CheckedPlan;
}

async function runApprovePlan(path: string, flags: ApprovePlanFlags, io: CliIo): Promise<void> {
  const now = readNow(flags.now, io);
  const validHours = flags.validHours === undefined ? undefined : hoursOf(flags.validHours);
  const actor = flags.check === true ? undefined : actorOf(flags, io);
  const policy = actor?.policy ?? requirePolicy(flags, io);
  const incident =
    flags.incident === undefined ? undefined : incidentSha256(readIncidentFile(flags.incident));
  const progress = new ProgressLine(io, { isQuiet: flags.quiet === true });
  const stamp = stampOf(path);
  const plan = await openPlanFile(path, { progress });
  progress.clear();
  if (flags.quiet !== true) io.stdout.write(planSummary({ file: path, ...plan }));
  const { header, trailer } = plan;
  const check = (approvals: readonly PlanApproval[]): CheckedPlan =>
    verifyPlanApprovals({ header, trailer, approvals, policy, now, incidentSha256: incident });
  const desk = { path, plan, stamp, now, io, check };
  if (actor === undefined) tellStanding(desk, plan.approvals);
  else sign(desk, actor, validHours);
}

/** Says whether the plan may be carried out. */
function tellStanding({ path, check, io }: Desk, approvals: readonly PlanApproval[]): void {
  const checked = check(approvals);
  if (checked.kind === 'approved') {
    tell(
      io,
      `${path}: approved by ${checked.signers.join(' and ')}; next: saleguard apply ${path} --dry-run`,
    );
    io.setExit(EXIT_CLEAN);
    return;
  }
  refuse(io, path, planRefusalLines(checked, approvals));
}

function sign(desk: Desk, { person, key }: Actor, validHours: number | undefined): void {
  const { path, plan, stamp, now, io, check } = desk;
  const { header, trailer, approvals } = plan;
  const before = check(approvals);
  if (before.refusals.some((refusal) => refusal !== 'too-few-signatures')) {
    refuse(io, path, planRefusalLines(before, approvals));
    return;
  }
  if (before.signers.includes(person.id)) {
    tell(io, `${path}: ${person.id} has signed it already; nothing was written`);
    io.setExit(EXIT_CLEAN);
    return;
  }
  const kept = approvals.filter((_, index) => before.signatures[index]?.kind === 'stands');
  const own = signPlan({ header, trailer, signer: person, key, now, validHours });
  const signed = [...kept, own];
  const after = check(signed);
  const standing = after.signatures.at(-1);
  if (standing?.kind === 'refused') {
    refuse(io, path, [`your signature ${signatureRefusalText(standing.refusal)}`]);
    return;
  }
  writeSignatures(path, plan, { approvals: signed, stamp });
  tellSigned(desk, { own, after, outlived: approvals.length - kept.length });
  io.setExit(EXIT_CLEAN);
}

interface Signed {
  readonly own: PlanApproval;
  readonly after: CheckedPlan;
  /** Signatures that had expired and were taken out. */
  readonly outlived: number;
}

function tellSigned({ path, plan, io }: Desk, { own, after, outlived }: Signed): void {
  tell(
    io,
    `${path}: signed by ${own.approver} (key ${own.keyId}) until ${new Date(own.expiresAt).toISOString()}`,
  );
  if (outlived > 0) tell(io, `${counted(outlived, 'signature')} that had expired taken out`);
  const missing = after.signersNeeded - after.signers.length;
  tell(
    io,
    missing > 0
      ? `one more person has to sign it, neither ${own.approver} nor ${plan.header.maker}`
      : `approved; next: saleguard apply ${path} --dry-run`,
  );
}

function refuse(io: CliIo, path: string, lines: readonly string[]): void {
  for (const line of lines) io.stderr.write(`saleguard: ${plainText(`${path}: ${line}`)}\n`);
  io.setExit(EXIT_FINDINGS);
}

function tell(io: CliIo, text: string): void {
  io.stdout.write(`${plainText(text)}\n`);
}

function requirePolicy(flags: ActorFlags, io: CliIo): Policy {
  const policy = policyOf(flags, io);
  if (policy !== undefined) return policy;
  throw usage(
    `no policy named: give it with --policy, or in ${POLICY_VARIABLE}; it says whose signatures count`,
  );
}

function hoursOf(text: string): number {
  const hours = Number(text);
  if (/^\d{1,3}$/.test(text) && hours >= 1 && hours <= 720) return hours;
  throw usage('--valid-hours: expected a whole number of hours from 1 to 720');
}
