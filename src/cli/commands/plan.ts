import { tmpdir } from 'node:os';
import { Command } from 'commander';
import type { RemedyPolicy } from '../../catalog/remedy-policy.js';
import { fileSorter } from '../../readers/file-sorter.js';
import { planRemediation } from '../../remedy/plan-remediation.js';
import { ORDER_COLUMNS } from '../../wire/order-csv-columns.js';
import { ORDER_NAMES } from '../../wire/order.js';
import type { OrderReading } from '../../wire/order-reading.js';
import { idOf, readIncidentFile } from '../incident/incident-file.js';
import { COUPON_KEY_VARIABLE, loadCouponKey } from '../remedy/coupon-key.js';
import { usage } from '../usage.js';
import { EXIT_CLEAN, EXIT_FINDINGS, type CliIo } from '../io.js';
import { readNow } from '../now-flag.js';
import { checkPlaces, type InputFile } from '../output-places.js';
import { loadPolicy } from '../policy-file.js';
import { ProgressLine } from '../progress.js';
import { customerOf, CUSTOMER_KEY_VARIABLE, loadCustomerKey } from '../remedy/customer-key.js';
import { readHolidays } from '../remedy/holidays-file.js';
import { OrderInput } from '../remedy/order-input.js';
import { needsALook, planSummary } from '../remedy/plan-summary.js';
import { requireRemedy } from '../remedy/remedy-policy.js';
import { refuseSigned, writePlan } from '../remedy/write-plan.js';
import { readSecretFile } from '../sale/secret-file.js';

interface PlanFlags {
  readonly incident: string;
  readonly orders: readonly string[];
  readonly policy: string;
  readonly maker: string;
  readonly out: string;
  readonly holidays?: string;
  readonly customerKeyFile?: string;
  readonly couponKeyFile?: string;
  readonly lotterySeedFile?: string;
  readonly ignore?: string;
  readonly numericIds?: boolean;
  readonly now?: string;
  readonly quiet?: boolean;
}

const EXAMPLES = `
Examples:
  saleguard plan --incident incident.json --orders orders.csv.gz --policy saleguard.policy.yaml --maker p-31 --out plan.jsonl
  saleguard plan --incident incident.json --orders web.jsonl tv.csv --policy saleguard.policy.yaml --maker p-31 \\
      --customer-key-file customer.key --ignore name,email,phone --holidays holidays-2026.txt --out plan.jsonl

What it does: finds the order lines that the incident is about, and decides each by the policy's section remedy: honour, cancel,
partial, or review for a person to look at. It sends nothing and changes nothing; the plan is data that people sign
("saleguard approve-plan") and that is then carried out ("saleguard apply").

Orders: CSV or JSON lines, plain or gzip, as "saleguard export" writes them or your shop does; any number of files, in any order; - is
standard input. A row that cannot be read is an order that would be forgotten: all of them are told, and there is no plan. No message
repeats a text of an order.
People: customers are opaque references. Others are made one with the key of --customer-key-file (one line, k1:secret; or
${CUSTOMER_KEY_VARIABLE}), the same as the guard's. Columns with names and addresses are passed over unread: --ignore name,email.
Codes: with --coupon-key-file (or ${COUPON_KEY_VARIABLE}) the plan holds the SHA-256 of each coupon code; without it your own coupon
service makes codes.
The same input gives the same plan to the byte, whatever the order of the rows; give --now for that, too.

Exit codes: 0 planned, 1 planned, and a person has to look: at orders under review, at orders sold alike outside the incident's time,
or at a plan without any order; 2 no plan.
`;

/** `saleguard plan`: decides what becomes of every order that an incident is about. */
export function planCommand(io: CliIo): Command {
  return new Command('plan')
    .description(
      'Plan the remedy of an incident: who is cancelled or honoured, what each gets back. Sends nothing.',
    )
    .requiredOption('--incident <file>', 'the incident, of "saleguard incident open" or "saleguard export"')
    .option(
      '--orders <file...>',
      'order files: CSV or JSON lines, plain or gzip; may be given several times',
      [],
    )
    .requiredOption('--policy <file>', 'the policy whose section remedy decides')
    .requiredOption('--maker <id>', 'who makes the plan, an opaque id; somebody else has to sign it')
    .requiredOption('--out <file>', 'where the plan goes; only its owner can read it')
    .option('--holidays <file>', 'days off by law beside those of the policy, one YYYY-MM-DD a line')
    .option(
      '--customer-key-file <file>',
      `key that makes references of customers (or ${CUSTOMER_KEY_VARIABLE})`,
    )
    .option('--coupon-key-file <file>', `key of coupon codes (or ${COUPON_KEY_VARIABLE})`)
    .option('--lottery-seed-file <file>', 'seed of a lottery, whose SHA-256 was published before')
    .option('--ignore <names>', 'columns and members that are not read, with commas between: name,email')
    .option(
      '--numeric-ids',
      'order ids and references of digits are meant so, even where one looks like a telephone or card number',
    )
    .option('--now <instant>', 'when the plan is made, with an offset (default: the clock)')
    .option('--quiet', 'no progress, no summary')
    .addHelpText('after', EXAMPLES)
    .action((flags: PlanFlags) => runPlan(flags, io));
}

async function runPlan(flags: PlanFlags, io: CliIo): Promise<void> {
  requirePlaces(flags);
  const maker = idOf('--maker', flags.maker);
  const madeAt = readNow(flags.now, io);
  const ignore = ignoredNames(flags.ignore);
  const whole = loadPolicy(flags.policy);
  const policy = withHolidays(requireRemedy(whole), flags.holidays);
  const incident = readIncidentFile(flags.incident);
  const reading = {
    ignore,
    customerOf: customerOf(loadCustomerKey(flags.customerKeyFile, io)),
    status: 'required',
  } as const;
  const couponKey = loadCouponKey(flags.couponKeyFile, io);
  const lotterySeed =
    flags.lotterySeedFile === undefined
      ? undefined
      : readSecretFile(flags.lotterySeedFile, 'the seed of a lottery');
  const progress = new ProgressLine(io, { isQuiet: flags.quiet === true });
  const orders = ordersOf(flags, { policy, reading, io, progress });
  const sorter = fileSorter({ folder: tmpdir() });
  const lines = planRemediation({
    incident,
    orders: orders.orders(),
    policy,
    rules: whole.pricing.rules,
    madeAt,
    maker,
    sorter,
    couponKey,
    lotterySeed,
  });
  try {
    const written = await writePlan(flags.out, lines, { progress });
    progress.clear();
    if (flags.quiet !== true) tellPlan(flags.out, written, io);
    io.setExit(needsALook(written.trailer) ? EXIT_FINDINGS : EXIT_CLEAN);
  } finally {
    progress.clear();
  }
}

function tellPlan(file: string, written: Awaited<ReturnType<typeof writePlan>>, io: CliIo): void {
  io.stdout.write(planSummary({ file, ...written }));
  io.stdout.write(`next: saleguard approve-plan ${file} --key <your key> --policy <the policy>\n`);
}

interface OrderWorld {
  readonly policy: RemedyPolicy;
  readonly reading: OrderReading;
  readonly io: CliIo;
  readonly progress: ProgressLine;
}

function ordersOf(flags: PlanFlags, { policy, reading, io, progress }: OrderWorld): OrderInput {
  const { pointsMethods, accountMethods, giftMethods } = policy.refund;
  const methods = new Set([...pointsMethods, ...accountMethods, ...giftMethods]);
  const numericIds = flags.numericIds === true ? 'trusted' : 'looked-at';
  return new OrderInput({ paths: flags.orders, reading, contact: { methods, numericIds }, io, progress });
}

function requirePlaces(flags: PlanFlags): void {
  if (flags.orders.length === 0) throw usage('no orders: name their files with --orders');
  const repeated = flags.orders.find((path, index) => flags.orders.indexOf(path) !== index);
  if (repeated !== undefined) throw usage(`--orders names ${repeated} twice`);
  if (flags.out === '-')
    throw usage('a plan goes to a file, which only its owner can read; name it with --out');
  checkPlaces([flags.out], inputsOf(flags));
  refuseSigned(flags.out);
}

function inputsOf(flags: PlanFlags): InputFile[] {
  const named = [
    ['the --incident', flags.incident],
    ['the --policy', flags.policy],
    ['the --holidays', flags.holidays],
    ['the --customer-key-file', flags.customerKeyFile],
    ['the --coupon-key-file', flags.couponKeyFile],
    ['the --lottery-seed-file', flags.lotterySeedFile],
    ...flags.orders.map((path) => ['one of the --orders', path] as const),
  ] as const;
  return named.flatMap(([role, path]) => (path === undefined ? [] : [{ path, role }]));
}

/** Names of columns and members that are not read. A field of an order is none: it would be at its default in silence. */
function ignoredNames(text: string | undefined): ReadonlySet<string> {
  const names = new Set((text ?? '').split(',').map((name) => name.trim()));
  names.delete('');
  if (text !== undefined && names.size === 0)
    throw usage('--ignore names nothing; write it like --ignore name,email');
  const columns = ORDER_COLUMNS.map(({ name }) => name);
  const known = [...ORDER_NAMES, ...columns].find((name) => names.has(name));
  if (known !== undefined)
    throw usage(`--ignore ${known}: this is a field of an order, and without it the plan would be another`);
  return names;
}

function withHolidays(policy: RemedyPolicy, file: string | undefined): RemedyPolicy {
  if (file === undefined) return policy;
  return { ...policy, holidays: [...new Set([...policy.holidays, ...readHolidays(file)])].sort() };
}
