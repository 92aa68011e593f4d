import { Command } from 'commander';
import { previewPlan } from '../../remedy/apply/preview-plan.js';
import { couponCode } from '../../remedy/coupon-code.js';
import type { PlanRecord } from '../../remedy/plan.js';
import { verifyPlanApprovals } from '../../remedy/approvals.js';
import { plainText } from '../../text/plain-text.js';
import { sayIn } from '../../text/say.js';
import type { PlanFile } from '../../wire/plan.js';
import type { Policy } from '../../wire/policy.js';
import { EXIT_CLEAN, EXIT_FAILED, EXIT_FINDINGS, type CliIo, type ExitCode } from '../io.js';
import { ProgressLine } from '../progress.js';
import { booksText } from '../remedy/apply/books-text.js';
import { openLedger, withLedgerFlags, type LedgerFlags } from '../remedy/apply/open-ledger.js';
import { openText } from '../remedy/apply/open-text.js';
import { settleByFlag, tellBusy, type SettleFlags } from '../remedy/apply/settle-flag.js';
import { tellReport } from '../remedy/apply/tell-report.js';
import { openPlanFile } from '../remedy/plan-file.js';
import { planRefusalLines } from '../remedy/refusal-words.js';
import { policyOf, POLICY_VARIABLE } from '../sale/actor.js';
import { COUPON_KEY_VARIABLE, loadCouponKey } from '../remedy/coupon-key.js';
import { runPlan } from '../remedy/apply/run-plan.js';
import { wholeFlag } from '../whole-flag.js';
import { usage } from '../usage.js';

interface ApplyFlags extends LedgerFlags, SettleFlags {
  readonly ports?: string;
  readonly policy?: string;
  readonly dryRun?: boolean;
  readonly canary?: string;
  readonly rate?: string;
  readonly askAgain?: boolean;
  readonly couponKeyFile?: string;
  readonly quiet?: boolean;
}

const EXAMPLES = `
Examples:
  saleguard apply plan.jsonl --dry-run --policy saleguard.policy.yaml
  saleguard apply plan.jsonl --ports ports.mjs --ledger incident.ledger --policy saleguard.policy.yaml
  saleguard apply plan.jsonl --ports ports.mjs --ledger redis --policy saleguard.policy.yaml --rate 10
  saleguard apply plan.jsonl --ledger incident.ledger --settle 3f5a0c12=done --by kim --reason "TICKET-812"

Carries out an approved plan on your own services, oldest deadline first: 10 orders, and if nothing of them goes wrong the others.
Every call is written into the ledger before it is made, so the command may be killed and started again at any moment: keep one ledger
for one incident, also when a plan was corrected. Ctrl-C finishes what is in flight and pauses.
ports.mjs exports createPorts(env) by default; docs/remedy.md has one to begin from. --dry-run needs none, writes nothing, and with
--ledger tells what is left. A step nobody can tell about is never repeated on a guess: --settle says what you found out.

Exit codes: 0 everything is done, 1 something is open, 2 could not run.
`;

/** `saleguard apply`: carries out a plan. */
export function applyCommand(io: CliIo): Command {
  return withLedgerFlags(new Command('apply'))
    .description('Carry out an approved plan on your own services; may be killed and started again.')
    .argument('<plan>', 'the plan, approved by "saleguard approve-plan"')
    .option('--ports <file>', 'module with your services: export default function createPorts(env)')
    .option('--policy <file>', `the policy that knows who may sign (or ${POLICY_VARIABLE})`)
    .option('--dry-run', 'ask nobody and write nothing; tell what would be done')
    .option('--canary <orders>', 'orders that are carried out first, 0 for none (default: 10)')
    .option(
      '--rate <calls>',
      'calls per second to each service, at most (default: as the port says, else 25)',
    )
    .option('--ask-again', 'ask again for what a service refused in an earlier run')
    .option('--coupon-key-file <file>', `key of coupon codes (or ${COUPON_KEY_VARIABLE})`)
    .option('--settle <key=word>', 'say what you found out of a step: done, retry or skip')
    .option('--by <id>', 'who settles it')
    .option('--reason <text>', 'why: the number of a ticket or case, where the story is told')
    .option('--quiet', 'no progress')
    .addHelpText('after', EXAMPLES)
    .action(async (path: string, flags: ApplyFlags) => {
      io.setExit(await runApply(path, flags, io));
    });
}

async function runApply(path: string, flags: ApplyFlags, io: CliIo): Promise<ExitCode> {
  checkFlags(flags);
  const policy = requirePolicy(flags, io);
  const progress = new ProgressLine(io, { isQuiet: flags.quiet === true });
  const plan = await openPlanFile(path, { progress });
  progress.clear();
  if (flags.dryRun === true) return dryRun(path, plan, { flags, policy, io });
  const ledger = await openLedger(flags, { incidentId: plan.header.incidentId, io });
  try {
    if (flags.settle !== undefined)
      return await settleByFlag(flags, { store: ledger.store, header: plan.header, io });
    return await carryOut({ path, plan, policy }, { flags, ledger, io });
  } finally {
    ledger.close();
  }
}

interface Desk {
  readonly path: string;
  readonly plan: PlanFile;
  readonly policy: Policy;
}

async function carryOut(
  { path, plan, policy }: Desk,
  {
    flags,
    ledger,
    io,
  }: {
    readonly flags: ApplyFlags;
    readonly ledger: Awaited<ReturnType<typeof openLedger>>;
    readonly io: CliIo;
  },
): Promise<ExitCode> {
  if (flags.ports === undefined)
    throw usage('no services named: --ports <file>; --dry-run tells without them what would be done');
  const result = await runPlan(plan, {
    ports: flags.ports,
    store: ledger.store,
    options: {
      policy,
      canaryOrders: wholeFlag('--canary', flags.canary, { least: 0, most: 1_000 }),
      ratePerSecond: wholeFlag('--rate', flags.rate, { least: 1, most: 10_000 }),
      failed: flags.askAgain === true ? 'ask-again' : 'leave',
      couponCode: codesOf(flags, plan, io),
    },
    io,
    isQuiet: flags.quiet === true,
  });
  if (result.kind === 'busy') return tellBusy(result.holder, io);
  if (result.kind === 'refused') {
    for (const text of planRefusalLines(result.checked, plan.approvals))
      io.stderr.write(`saleguard: ${plainText(`${path}: ${text}`)}\n`);
    return EXIT_FAILED;
  }
  return tellReport(result, { header: plan.header, io, where: ledger.where });
}

async function dryRun(
  path: string,
  plan: PlanFile,
  { flags, policy, io }: { readonly flags: ApplyFlags; readonly policy: Policy; readonly io: CliIo },
): Promise<ExitCode> {
  const { header, trailer, approvals } = plan;
  const ledger =
    flags.ledger === undefined ? undefined : await openLedger(flags, { incidentId: header.incidentId, io });
  try {
    const seen = await previewPlan(plan, { ledger: ledger?.store });
    if (seen.kind === 'busy') return tellBusy(seen.holder, io);
    io.stdout.write(`${plainText(path)}: nothing is done; this is what would be\n`);
    io.stdout.write(booksText(seen.books, header));
    for (const { orderId, dueAt } of seen.next)
      io.stdout.write(plainText(`next: order ${orderId}${dueText(dueAt)}`) + '\n');
    io.stdout.write(openText(seen.open, { header, eachMax: 10 }));
    const checked = verifyPlanApprovals({ header, trailer, approvals, policy, now: io.now() });
    if (checked.kind === 'approved') return EXIT_CLEAN;
    for (const text of planRefusalLines(checked, approvals))
      io.stderr.write(`saleguard: ${plainText(`${path}: ${text}`)}\n`);
    return EXIT_FINDINGS;
  } finally {
    ledger?.close();
  }
}

function dueText(dueAt: number | undefined): string {
  return dueAt === undefined ? '' : `, money due by ${sayIn('en').instant(dueAt)}`;
}

function codesOf(
  flags: ApplyFlags,
  { header }: PlanFile,
  io: CliIo,
): ((record: PlanRecord) => string) | undefined {
  const key = loadCouponKey(flags.couponKeyFile, io);
  if (key === undefined) return undefined;
  return ({ customer }) => couponCode({ key, incidentId: header.incidentId, customer });
}

function requirePolicy(flags: ApplyFlags, io: CliIo): Policy {
  const policy = policyOf(flags.policy === undefined ? {} : { policy: flags.policy }, io);
  if (policy !== undefined) return policy;
  throw usage(
    `no policy named: give it with --policy, or in ${POLICY_VARIABLE}; it says whose signatures count`,
  );
}

function checkFlags({ dryRun: isDry, settle, ports, by, reason }: ApplyFlags): void {
  if (isDry === true && settle !== undefined)
    throw usage('--settle writes into the ledger, --dry-run writes nothing; which one is meant?');
  if (settle !== undefined && ports !== undefined)
    throw usage(
      '--settle settles one step and carries nothing out; leave --ports away, and run again with it',
    );
  if (settle === undefined && (by !== undefined || reason !== undefined))
    throw usage('--by and --reason say who settles a step, and why; name the step with --settle');
}
