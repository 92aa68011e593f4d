import { randomInt } from 'node:crypto';
import { Command, Option } from 'commander';
import { loadPriceBook } from '../../book/load-price-book.js';
import type { PriceBook } from '../../book/price-book.js';
import { replayOrders, type ReplayResult } from '../../control/replay.js';
import type { ReplayHandlers } from '../../control/replay-options.js';
import type { ReplayReport } from '../../control/replay-report.js';
import { memoryStock } from '../../stores/memory/memory-stock.js';
import { LANGS, type Lang } from '../../text/lang.js';
import { plainText } from '../../text/plain-text.js';
import { replayWords } from '../../text/replay-words.js';
import { builtInPolicy, type Policy } from '../../wire/policy.js';
import { bookKeys, sealersOf } from '../book-keys.js';
import { jsonText } from '../book-json.js';
import { linesOf, refusalText } from '../book-show-text.js';
import { readBookFile } from '../book-source.js';
import { EXIT_CLEAN, EXIT_FAILED, EXIT_FINDINGS, type CliIo, type ExitCode } from '../io.js';
import { loadPolicy } from '../policy-file.js';
import { ProgressLine } from '../progress.js';
import { collected } from '../collected-option.js';
import { DetailsFile } from '../replay/details-file.js';
import { LeftOutList } from '../replay/left-out-list.js';
import { OrderFiles } from '../replay/order-files.js';
import { readMax, readMinutes, requireFitting, SHOWN, type ReplayFlags } from '../replay/replay-flags.js';
import { replayJson } from '../replay/replay-json.js';
import { leftOutLine, replayText, type ShownReplay } from '../replay/replay-text.js';
import { policyOf, POLICY_VARIABLE } from '../sale/actor.js';
import { problemText } from '../sale/open-text.js';
import { writeWhole } from '../write-file.js';

const MINUTE_MS = 60_000;

/** Rows that were not judged are named, however few examples are asked for. */
const LEFT_OUT_MIN = 10;

const EXAMPLES = `
Examples:
  saleguard replay orders.jsonl --book book.jsonl --policy new.yaml
  saleguard replay orders.jsonl --book book.jsonl --policy new.yaml --against old.yaml --details changed.jsonl
  saleguard replay monday.csv.gz tuesday.csv.gz --book book.jsonl --policy new.yaml --resume-after 10
  zcat orders.jsonl.gz | saleguard replay - --book book.jsonl --policy new.yaml --prices-only --format json

Nothing is sold, no store is asked: orders that were placed are judged as the guard would have, each at the instant it was placed.
Orders: JSON lines as "saleguard export" writes them, or CSV with a row for each line of an order; packed with gzip or not, in any
order, several files of one sale together. They are sorted by placedAt in a private file of the temporary folder.
Stock: the sale is opened as "saleguard open" would, and runs again. Admitted orders hold their units; those with a payment, or a
status that needs one, buy them; the others give them back when their time is over; held ones wait for a person who never comes.
What a rule stops stays stopped to the end, unless --resume-after lets somebody lift it. --prices-only leaves all this out.
Not judged, and told with file and line: rows that cannot be read, orders of other sales, an id that comes again (the first by time
counts). --details has every order refused or held, with --against every order whose answer differs; and trips and such rows.
Exit codes: 0 nothing refused, held, tripped or unreadable, with --against no verdict differs; 1 something was; 2 could not run: also
when the book is refused or there is no order of its sale.
`;

/** `saleguard replay`: shadow mode on past orders, and the difference between two policies. */
export function replayCommand(io: CliIo): Command {
  return (
    new Command('replay')
      .description('Judge past orders by a policy, and say what it would have refused, held and stopped.')
      // Optional to commander, so that the words are ours when it is missing.
      .argument('[orders...]', 'order files, JSONL or CSV, or - for standard input')
      .usage('[options] <orders...>')
      .requiredOption('--book <file>', 'the price book of the sale, as "saleguard seal" wrote it')
      .option('--policy <file>', `the policy to try (or ${POLICY_VARIABLE}; default: built-in)`)
      .option('--against <file>', 'the policy to compare it with, such as the one of that day')
      .addOption(collected('--key-file <file>', 'trust the public keys in this file as sealers'))
      .addOption(collected('--public-key <key>', 'trust this public key as a sealer, ed25519:BASE64'))
      .option('--prices-only', 'judge prices alone: no stock, limits, budget, trips')
      .option('--all-paid', 'take every order as paid, for exports that say nothing of payments')
      .addOption(
        new Option('--resume-after <minutes>', 'lift what a rule stopped after so long').argParser(
          readMinutes,
        ),
      )
      .option('--details <file>', 'everything that was found, one JSON line each')
      .addOption(new Option('--format <name>', 'text or json').choices(['text', 'json']).default('text'))
      .option('--out <file>', 'where the report goes; - is standard output')
      .addOption(new Option('--lang <lang>', 'language of the words').choices(LANGS))
      .addOption(
        new Option('--max <number>', 'examples of each cause, and trips, shown')
          .default(SHOWN)
          .argParser(readMax),
      )
      .option('--quiet', 'no progress, no notes')
      .addHelpText('after', EXAMPLES)
      .action(async (paths: string[], flags: ReplayFlags) => {
        io.setExit(await runReplay(paths, flags, io));
      })
  );
}

/** What one run works with. */
interface Run {
  readonly paths: readonly string[];
  readonly flags: ReplayFlags;
  readonly policy: Policy;
  readonly against: Policy | undefined;
  readonly lang: Lang;
  readonly io: CliIo;
}

async function runReplay(paths: readonly string[], flags: ReplayFlags, io: CliIo): Promise<ExitCode> {
  requireFitting(paths, flags);
  const policy = policyOf(flags, io) ?? builtInPolicy();
  const against = flags.against === undefined ? undefined : loadPolicy(flags.against);
  const lang = flags.lang ?? policy.audit.lang ?? 'en';
  const run: Run = { paths, flags, policy, against, lang, io };
  const book = await loadBook(run);
  if (book === undefined) return EXIT_FAILED;
  const leftOut = new LeftOutList(Math.max(flags.max, LEFT_OUT_MIN));
  const result = await replayFiles(run, book, leftOut);
  if (result.kind === 'replayed') {
    hand(
      { report: result.report, leftOut, to: { lang, currency: book.header.currency }, max: flags.max },
      run,
    );
    return exitOf(result.report);
  }
  io.stderr.write(linesOf(whyNot(result, leftOut, run)));
  return EXIT_FAILED;
}

async function replayFiles(run: Run, book: PriceBook, leftOut: LeftOutList): Promise<ReplayResult> {
  const { paths, flags, policy, against, lang, io } = run;
  const progress = new ProgressLine(io, { isQuiet: flags.quiet === true });
  const files = new OrderFiles(paths, { io, progress });
  let details: DetailsFile | undefined;
  try {
    details = flags.details === undefined ? undefined : new DetailsFile(flags.details, lang);
    const result = await replayOrders(files.rows(), {
      book,
      policy,
      against,
      stock: flags.pricesOnly === true ? 'ignored' : memoryStock,
      paid: flags.allPaid === true ? 'all' : 'as-stated',
      resumeAfterMs: flags.resumeAfter === undefined ? undefined : flags.resumeAfter * MINUTE_MS,
      exampleMax: flags.max,
      on: handlersOf(details, leftOut),
    });
    if (result.kind === 'replayed') details?.keep();
    return result;
  } finally {
    progress.clear();
    details?.drop();
    files.dispose();
  }
}

function handlersOf(details: DetailsFile | undefined, leftOut: LeftOutList): ReplayHandlers {
  const written = details?.handlers();
  return {
    ...written,
    leftOut: (row) => {
      leftOut.see(row);
      written?.leftOut(row);
    },
  };
}

/** The book, verified by the sealers of the policy, or of the one it is compared with; undefined once its refusal was told. */
async function loadBook({ flags, policy, against, lang, io }: Run): Promise<PriceBook | undefined> {
  const hasSealers = sealersOf(policy.approvals).length > 0 || against === undefined;
  const publicKeys = bookKeys(
    flags,
    hasSealers ? policy : against,
    hasSealers ? flags.policy : flags.against,
  );
  const loaded = await readBookFile<{ readonly kind: 'loaded'; readonly book: PriceBook }>(
    flags.book,
    (source) => loadPriceBook(source, { publicKeys, seed: randomInt(2 ** 31) }),
  );
  if (loaded.kind === 'loaded') return loaded.book;
  io.stderr.write(refusalText(flags.book, loaded, lang));
  return undefined;
}

function hand(shown: ShownReplay, { flags, lang, io }: Run): void {
  const { report } = shown;
  const isUnpaid = report.isStockJudged && report.paid === 0 && flags.allPaid !== true;
  if (isUnpaid && flags.quiet !== true)
    io.stderr.write(`saleguard: ${plainText(replayWords(lang).nonePaid)}\n`);
  const text = flags.format === 'json' ? jsonText(replayJson(shown)) : replayText(shown);
  const { out } = flags;
  if (out === undefined || out === '-') io.stdout.write(text);
  else writeWhole(out, (sink) => sink.write(text));
}

function exitOf({ policy, difference, leftOut }: ReplayReport): ExitCode {
  if (leftOut.unreadable + leftOut.conflicting > 0) return EXIT_FINDINGS;
  if (difference !== undefined)
    return difference.stricterCount + difference.milderCount > 0 ? EXIT_FINDINGS : EXIT_CLEAN;
  const { counts, tripCount, late, stopped } = policy;
  return counts.review + counts.rejected + tripCount + late + stopped > 0 ? EXIT_FINDINGS : EXIT_CLEAN;
}

function whyNot(
  result: Exclude<ReplayResult, { readonly kind: 'replayed' }>,
  leftOut: LeftOutList,
  { flags, lang }: Run,
): readonly string[] {
  const words = replayWords(lang);
  if (result.kind === 'unfit')
    return [
      ...result.problems.map((problem) => `${flags.book}: ${problemText(problem)}`),
      'saleguard: not replayed; --prices-only judges prices without a stock',
    ];
  const sales = result.otherSales.map(({ saleId, orderCount }) => `${saleId} (${orderCount})`);
  return [
    ...leftOut.of('unreadable').map((row) => leftOutLine(row, lang)),
    `saleguard: ${words.noOrders}${sales.length === 0 ? '' : `: ${sales.join(', ')}`}`,
  ];
}
