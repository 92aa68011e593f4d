import { Command, Option } from 'commander';
import { GuardError } from '../../core/errors.js';
import { explainDecision, noticeOf, type Audience } from '../../notices/explain.js';
import type { Explanation } from '../../notices/explanation.js';
import { NOTICE_LANGS, type NoticeLang } from '../../notices/lang.js';
import type { NoticeTemplates } from '../../notices/templates/template.js';
import type { PlanRecord } from '../../remedy/plan.js';
import { plainText } from '../../text/plain-text.js';
import type { PlanFile } from '../../wire/plan.js';
import { EXIT_CLEAN, EXIT_FINDINGS, type CliIo } from '../io.js';
import { ProgressLine } from '../progress.js';
import { decideByText } from '../remedy/decide-by.js';
import { openPlanFile } from '../remedy/plan-file.js';
import { readTemplates } from '../remedy/templates-file.js';
import { ID_PATTERN } from '../../core/id.js';

interface ExplainFlags {
  readonly order: string;
  readonly lang: NoticeLang;
  readonly for: Audience;
  readonly customer?: true;
  readonly templates?: string;
  readonly format: 'text' | 'json';
  readonly quiet?: true;
}

const EXAMPLES = `
Examples:
  saleguard explain plan.jsonl --order H-0000042 --lang ko
  saleguard explain plan.jsonl --order H-0000042 --customer --lang en   the one notice over all orders of the customer
  saleguard explain plan.jsonl --order H-0000042 --for receiver         no price, for the person the goods were for
  saleguard explain plan.jsonl --order H-0000042 --templates notices.yaml --format json

App, web page, message and phone desk say the same text. The plan is checked as a whole before a word is said.
Of an order that a person has yet to decide its customer is told no date; by when it has to be decided goes to standard error, for you.
`;

/** `saleguard explain`: what a customer is told about an order of a plan. */
export function explainCommand(io: CliIo): Command {
  return new Command('explain')
    .description(
      'Say what a customer is told about an order of a plan. Exit codes: 0 told, 1 no such order in the plan, 2 could not run.',
    )
    .argument('<plan>', 'the plan')
    .requiredOption('--order <id>', 'id of the order')
    .addOption(new Option('--lang <lang>', 'language of the text').choices(NOTICE_LANGS).default('en'))
    .addOption(
      new Option('--for <whom>', 'the buyer, or the person the goods were for')
        .choices(['buyer', 'receiver'])
        .default('buyer'),
    )
    .option('--customer', 'tell of every order of the customer in the plan, as the notice does')
    .option('--templates <file>', "the shop's own texts")
    .addOption(
      new Option('--format <format>', 'plain text, or its parts').choices(['text', 'json']).default('text'),
    )
    .option('--quiet', 'no progress, and no word of orders that somebody has to decide')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, flags: ExplainFlags) => {
      const templates = readTemplates(flags.templates);
      const progress = new ProgressLine(io, { isQuiet: flags.quiet === true });
      const plan = await openPlanFile(file, { progress });
      progress.clear();
      const record = await findRecord(plan, flags.order);
      if (record === undefined) return tellMissing(plan, flags.order, io);
      const others = await othersOf(plan, record);
      const told = explain(plan, { record, others, templates }, flags);
      tellOperator(plan, flags.customer === true ? [record, ...others] : [record], { flags, io });
      io.stdout.write(flags.format === 'json' ? jsonOf(told) : `${told.title}\n\n${told.text}\n`);
      io.setExit(EXIT_CLEAN);
    });
}

interface Found {
  readonly record: PlanRecord;
  /** Other orders of the customer, by id. */
  readonly others: readonly PlanRecord[];
  readonly templates: NoticeTemplates | undefined;
}

function explain(
  { header }: PlanFile,
  { record, others, templates }: Found,
  flags: ExplainFlags,
): Explanation {
  const common = { header, lang: flags.lang, audience: flags.for, templates };
  if (flags.customer !== true) return explainDecision({ ...common, record, orders: others });
  const records = [record, ...others].toSorted((one, other) => (one.id < other.id ? -1 : 1));
  return noticeOf({ ...common, records });
}

/** What is for whoever answers the customer, and no part of the answer. */
function tellOperator(
  { header }: PlanFile,
  records: readonly PlanRecord[],
  { flags, io }: { readonly flags: ExplainFlags; readonly io: CliIo },
): void {
  const text = flags.quiet === true ? undefined : decideByText(header, records);
  if (text !== undefined) io.stderr.write(`saleguard: ${plainText(text)}\n`);
}

async function findRecord(plan: PlanFile, id: string): Promise<PlanRecord | undefined> {
  for await (const record of plan.records()) {
    if (record.id === id) return record;
    // Records stand in order of id.
    if (record.id > id) return undefined;
  }
  return undefined;
}

/** Further orders of one customer that are looked at: the planner gives more to a person. */
const OTHERS_MAX = 1_000;

async function othersOf(
  plan: PlanFile,
  { id, customer, noticeFor }: PlanRecord,
): Promise<readonly PlanRecord[]> {
  // The record with the notice has the coupon too, and says whether there is another order.
  if (noticeFor?.length === 1) return [];
  const others: PlanRecord[] = [];
  for await (const record of plan.records()) {
    if (record.customer === customer && record.id !== id) others.push(record);
    if (others.length === OTHERS_MAX) break;
  }
  return others;
}

function tellMissing({ header, trailer }: PlanFile, order: string, io: CliIo): void {
  if (!ID_PATTERN.test(order)) {
    throw new GuardError({
      code: 'usage',
      message: '--order is not the id of an order: 1 to 64 of A-Z a-z 0-9 _ . : -',
    });
  }
  io.stderr.write(
    `order ${order} is not in this plan of ${plainText(header.incidentId)}: it is none of its ${String(trailer.count)} orders, and the plan does nothing with it\n`,
  );
  io.setExit(EXIT_FINDINGS);
}

function jsonOf({ lang, title, parts, text }: Explanation): string {
  return `${JSON.stringify({ lang, title, text, parts }, null, 2)}\n`;
}
