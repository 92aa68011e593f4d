import { Command, Option } from 'commander';
import { acceptQuarantined, type AcceptedPrice } from '../../audit/accept-quarantined.js';
import { listQuarantine, type QuarantineList } from '../../audit/quarantine.js';
import { nearestName } from '../../core/edit-distance.js';
import { GuardError } from '../../core/errors.js';
import { readAccepted, type AcceptFlags } from '../accepted-prices.js';
import { counted } from '../counted.js';
import { statOf } from '../file-stat.js';
import type { CliIo } from '../io.js';
import { checkPlaces } from '../output-places.js';
import { ProgressLine } from '../progress.js';
import { quarantineJson, quarantineText } from '../quarantine-text.js';
import { usage } from '../usage.js';

interface QuarantineFlags extends AcceptFlags {
  readonly format?: 'text' | 'json';
  readonly max?: number;
  readonly out?: string;
  readonly quiet?: boolean;
}

/** Runs shown unless `--max` says otherwise: a screenful for people, all that is sensible for programs. */
const SHOWN_MAX = { text: 50, json: 10_000 } as const;

const EXAMPLES = `
Examples:
  saleguard quarantine list references.csv.gz
  saleguard quarantine list references.csv.gz --sku EP-100 --format json
  saleguard quarantine accept references.csv.gz --sku EP-100 --currency KRW --price 13600 --out references.csv.gz
  saleguard quarantine accept references.csv.gz --from accepted.csv --out references.csv.gz

list shows the prices that the references left out because they would have been blocked: longest first. accept marks prices
as meant: from then on they count, also after "saleguard references --update", for as long as they stand in the 91 days of
the file. --from takes CSV or JSONL with sku, price_list, currency, price. Either all prices are accepted, or none.
A price of 0 or less can never be accepted.
Exit codes: 0 listed or accepted, 2 could not run: also when a price is not in quarantine.
`;

/** `saleguard quarantine`: shows the prices left out of references, and accepts those that were meant. */
export function quarantineCommand(io: CliIo): Command {
  return (
    new Command('quarantine')
      .description('Show the prices that references left out, or accept those that were meant.')
      // Optional to commander, so that the words are ours when one is missing.
      .argument('[action]', 'what to do: list or accept')
      .argument('[references]', 'references built by "saleguard references"')
      .usage('[options] <action> <references>')
      .option('--sku <sku>', 'list: only this SKU; accept: the SKU')
      .option('--price-list <name>', 'accept: its price list (default: default)')
      .option('--currency <code>', 'accept: its currency')
      .option('--price <amount>', 'accept: the price, as the list shows it')
      .option('--from <file>', 'accept: many prices from a CSV or JSONL file, instead of the four above')
      .option('--out <file>', 'accept: where the references go; may be the same file')
      .addOption(
        new Option('--format <name>', 'list: text or json (default: text)').choices(['text', 'json']),
      )
      .option('--max <runs>', 'list: prices shown (default: 50, json: 10000)', readCount)
      .option('--quiet', 'no progress and no summary')
      .addHelpText('after', EXAMPLES)
      .action(async (word: string | undefined, references: string | undefined, flags: QuarantineFlags) => {
        const action = readAction(word);
        if (references === undefined)
          throw usage(`name the references; write it like saleguard quarantine ${action} references.csv.gz`);
        requireFitting(action, flags);
        if (action === 'list') await runList(references, flags, io);
        else await runAccept(references, flags, io);
      })
  );
}

const ACTIONS = ['list', 'accept'] as const;

function readAction(word: string | undefined): (typeof ACTIONS)[number] {
  const action = ACTIONS.find((name) => name === word);
  if (action !== undefined) return action;
  if (word === undefined) throw usage('say what to do: quarantine list, or quarantine accept');
  const nearest = nearestName(word, ACTIONS);
  const hint =
    nearest === undefined
      ? `to see its prices write: saleguard quarantine list ${word}`
      : `did you mean ${nearest}?`;
  throw usage(`there is no quarantine ${word}; ${hint}`);
}

/** What each action has no use for: a flag in the wrong place is a command that was meant otherwise. */
const FOREIGN: Readonly<Record<'list' | 'accept', readonly (keyof QuarantineFlags)[]>> = {
  list: ['priceList', 'currency', 'price', 'from', 'out'],
  accept: ['format', 'max'],
};

function requireFitting(action: 'list' | 'accept', flags: QuarantineFlags): void {
  const foreign = FOREIGN[action].find((name) => flags[name] !== undefined);
  if (foreign === undefined) return;
  const flag = `--${foreign.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  const other = action === 'list' ? 'accept' : 'list';
  throw usage(`quarantine ${action} has no use for ${flag}; did you mean quarantine ${other}?`);
}

async function runList(references: string, flags: QuarantineFlags, io: CliIo): Promise<void> {
  const format = flags.format ?? 'text';
  const progress = new ProgressLine(io, { isQuiet: flags.quiet === true });
  let list: QuarantineList;
  try {
    list = await listQuarantine(references, {
      sku: flags.sku,
      runMax: flags.max ?? SHOWN_MAX[format],
      onProgress: (state) => {
        progress.tick({ label: `reading ${state.file}`, ...state });
      },
    });
  } finally {
    progress.clear();
  }
  if (flags.sku !== undefined && list.seenKeyCount === 0) {
    throw new GuardError({ code: 'input', message: `${references} knows no SKU ${flags.sku}` });
  }
  io.stdout.write(format === 'json' ? quarantineJson(list) : quarantineText(list, references));
}

async function runAccept(references: string, flags: QuarantineFlags, io: CliIo): Promise<void> {
  const { out, from } = flags;
  if (out === undefined) {
    throw usage(`quarantine accept needs --out; to change the file in place write --out ${references}`);
  }
  checkPlaces([out], from === undefined ? [] : [{ path: from, role: 'the --from' }]);
  if (out === '-' || statOf(out)?.isFile() === false) {
    throw usage(`--out ${out} is not a file; references are written to a file`);
  }
  const accepted = await acceptQuarantined({ file: references, out, acceptances: await readAccepted(flags) });
  if (flags.quiet !== true) io.stdout.write(acceptedText(accepted, out));
}

function acceptedText(accepted: readonly AcceptedPrice[], out: string): string {
  const now = accepted.filter(({ kind }) => kind === 'accepted');
  const days = now.reduce((sum, { dayCount }) => sum + dayCount, 0);
  const before = accepted.length - now.length;
  const known = before === 0 ? '' : `; ${counted(before, 'price')} had been accepted before`;
  return `${out}: accepted ${counted(now.length, 'price')}, whose ${counted(days, 'day')} count from now on${known}\n`;
}

function readCount(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw usage(`--max ${text} is not a whole number from 1 to 999999`);
}
