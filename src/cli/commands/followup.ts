import { Command } from 'commander';
import { GuardError } from '../../core/errors.js';
import { previewPlan } from '../../remedy/apply/preview-plan.js';
import type { KindBooks } from '../../remedy/apply/step-tally.js';
import { plainText } from '../../text/plain-text.js';
import { groupDigits, sayIn } from '../../text/say.js';
import type { PlanFile } from '../../wire/plan.js';
import { counted } from '../counted.js';
import { EXIT_CLEAN, EXIT_FAILED, EXIT_FINDINGS, type CliIo, type ExitCode } from '../io.js';
import { ProgressLine } from '../progress.js';
import { Cohort, countComplaints, countRedemptions } from '../remedy/apply/aftermath.js';
import { booksText } from '../remedy/apply/books-text.js';
import {
  openLedger,
  withLedgerFlags,
  type CommandLedger,
  type LedgerFlags,
} from '../remedy/apply/open-ledger.js';
import { openText } from '../remedy/apply/open-text.js';
import { runPlan } from '../remedy/apply/run-plan.js';
import { tellBusy } from '../remedy/apply/settle-flag.js';
import { localInstant } from '../remedy/local-instant.js';
import { openPlanFile } from '../remedy/plan-file.js';

interface FollowupFlags extends LedgerFlags {
  readonly ports?: string;
  readonly redemptions?: string;
  readonly complaints?: string;
  readonly all?: boolean;
  readonly quiet?: boolean;
}

/** Open steps of each kind that are named, unless all are asked for. */
const EACH_MAX = 20;
const ALL = 1_000;
const SAY = sayIn('en');

const EXAMPLES = `
Examples:
  saleguard followup plan.jsonl --ledger incident.ledger
  saleguard followup plan.jsonl --ledger incident.ledger --ports ports.mjs
  saleguard followup plan.jsonl --ledger incident.ledger --redemptions used.csv --complaints tickets.csv

Tells by the ledger what was done, what is open, and what to do about it. With --ports the services are asked what became of what is
open; nothing is carried out. --redemptions counts how many of the coupons were used (columns customer, code or codeSha256, and
amountMinor), --complaints how many complaints are about orders of the plan (columns order or customer): ids and numbers only.

Exit codes: 0 nothing is open, 1 something is, 2 could not run.
`;

/** `saleguard followup`: what is still open of a plan, and what came after. */
export function followupCommand(io: CliIo): Command {
  return withLedgerFlags(new Command('followup'))
    .description('Tell what of a plan is still open, what to do about it, and what came after.')
    .argument('<plan>', 'the plan that was carried out')
    .option('--ports <file>', 'ask your services what became of what is open')
    .option('--redemptions <file>', 'coupons that were used: CSV or JSONL')
    .option('--complaints <file>', 'complaints that came: CSV or JSONL')
    .option('--all', `name every open step, up to ${ALL}`)
    .option('--quiet', 'no progress')
    .addHelpText('after', EXAMPLES)
    .action(async (path: string, flags: FollowupFlags) => {
      io.setExit(await runFollowup(path, flags, io));
    });
}

async function runFollowup(path: string, flags: FollowupFlags, io: CliIo): Promise<ExitCode> {
  const progress = new ProgressLine(io, { isQuiet: flags.quiet === true });
  const plan = await openPlanFile(path, { progress });
  progress.clear();
  const ledger = await openLedger(flags, { incidentId: plan.header.incidentId, io });
  try {
    if (flags.ports !== undefined) {
      const exit = await ask(plan, flags.ports, { flags, ledger, io });
      if (exit !== undefined) return exit;
    }
    const exit = await tellOpen(path, plan, { flags, ledger, io });
    await tellAftermath(plan, flags, io);
    return exit;
  } finally {
    ledger.close();
  }
}

interface Desk {
  readonly flags: FollowupFlags;
  readonly ledger: CommandLedger;
  readonly io: CliIo;
}

/** Asks the services; undefined when they were asked. */
async function ask(
  plan: PlanFile,
  ports: string,
  { flags, ledger, io }: Desk,
): Promise<ExitCode | undefined> {
  const result = await runPlan(plan, {
    ports,
    store: ledger.store,
    options: {
      // Asking takes no signature: nobody's counts here.
      policy: { approvals: undefined, remedy: undefined },
      mode: 'ask-only',
      canaryOrders: 0,
      pendingRounds: 0,
    },
    io,
    isQuiet: flags.quiet === true,
  });
  if (result.kind === 'busy') return tellBusy(result.holder, io);
  if (result.kind === 'refused') return EXIT_FAILED;
  io.stdout.write(`asked about ${counted(result.asked, 'step')}\n`);
  return undefined;
}

async function tellOpen(path: string, plan: PlanFile, { flags, ledger, io }: Desk): Promise<ExitCode> {
  const seen = await previewPlan(plan, { ledger: ledger.store });
  if (seen.kind === 'busy') return tellBusy(seen.holder, io);
  const { books, open, next, runs, ledgerLink } = seen;
  if (ledgerLink === '') {
    throw new GuardError({
      code: 'input',
      message: `${ledger.where} is empty: nothing of this incident was carried out with it; is it the right ledger?`,
    });
  }
  io.stdout.write(`${plainText(path)}: ${counted(runs.length, 'run')}, last link ${ledgerLink}\n`);
  io.stdout.write(booksText(books, plan.header));
  io.stdout.write(openText(open, { header: plan.header, eachMax: flags.all === true ? ALL : EACH_MAX }));
  const waiting = sum(books, (kind) => kind.waiting.count);
  const [oldest] = next;
  if (waiting > 0) {
    const due = oldest?.dueAt === undefined ? '' : `, the first money due by ${SAY.instant(oldest.dueAt)}`;
    io.stdout.write(`${counted(waiting, 'step')} not asked for yet${due}: run "saleguard apply" again\n`);
  }
  const undecided = tellUndecided(plan, io);
  const isOpen = waiting > 0 || open.length > 0 || undecided > 0;
  io.stdout.write(isOpen ? 'not complete\n' : 'complete: nothing is open\n');
  return isOpen ? EXIT_FINDINGS : EXIT_CLEAN;
}

/** Orders that wait for a person are in no step: without a word of them a plan would look complete. @returns how many. */
function tellUndecided({ header, trailer }: PlanFile, io: CliIo): number {
  const { ordersBy, firstReviewDueAt } = trailer.totals;
  if (ordersBy.review === 0) return 0;
  const by =
    firstReviewDueAt === undefined
      ? ''
      : `, the first by ${localInstant(firstReviewDueAt, header.policy.legal)}`;
  io.stdout.write(
    `${counted(ordersBy.review, 'order')} for a person to decide${by}: make a plan of them with the same ledger\n`,
  );
  return ordersBy.review;
}

async function tellAftermath(plan: PlanFile, flags: FollowupFlags, io: CliIo): Promise<void> {
  const { redemptions, complaints } = flags;
  if (redemptions === undefined && complaints === undefined) return;
  const cohort = new Cohort();
  for await (const record of plan.records()) cohort.add(record);
  if (redemptions !== undefined) {
    const used = await countRedemptions(redemptions, cohort);
    const share = used.granted === 0 ? 0 : Math.round((used.redeemed / used.granted) * 10_000);
    const expected = SAY.percent(plan.header.policy.apology.redemptionBps);
    io.stdout.write(
      `coupons: ${groupDigits(String(used.redeemed))} of ${groupDigits(String(used.granted))} used (${SAY.percent(share)}, expected ${expected}), ${SAY.money(used.amountMinor, plan.header.currency)} of at most ${SAY.money(plan.trailer.totals.couponWorstMinor, plan.header.currency)}\n`,
    );
    const odd = [
      [used.strange, 'that are none of this plan'],
      [used.repeated, 'used again'],
      [used.tooMuch, 'used for more than they are worth'],
    ] as const;
    for (const [count, what] of odd)
      if (count > 0) io.stdout.write(`  look at ${groupDigits(String(count))} ${what}\n`);
  }
  if (complaints !== undefined) {
    const { total, ofCohort, byDecision } = await countComplaints(complaints, cohort);
    const parts = [...byDecision]
      .sort()
      .map(([decision, count]) => `${decision} ${groupDigits(String(count))}`);
    io.stdout.write(
      `complaints: ${groupDigits(String(total))}, ${groupDigits(String(ofCohort))} of them about this incident${parts.length === 0 ? '' : ` (${parts.join(', ')})`}\n`,
    );
  }
}

function sum(books: readonly KindBooks[], of: (kind: KindBooks) => number): number {
  return books.reduce((total, kind) => total + of(kind), 0);
}
