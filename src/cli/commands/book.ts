import { randomInt } from 'node:crypto';
import { Command, Option } from 'commander';
import { diffPriceBooks } from '../../book/diff-price-books.js';
import { loadPriceBook, type LoadedBook } from '../../book/load-price-book.js';
import { windowAt, type PriceBook } from '../../book/price-book.js';
import type { RefusedBook } from '../../book/refusal.js';
import { verifyPriceBook } from '../../book/verify-price-book.js';
import type { PriceBookHeader, PriceBookTrailer } from '../../catalog/price-book.js';
import { GuardError } from '../../core/errors.js';
import { LANGS, type Lang } from '../../text/lang.js';
import type { Policy } from '../../wire/policy.js';
import { rankChanges } from '../book-diff-order.js';
import { changesSale, diffText, type ShownDiff } from '../book-diff-text.js';
import { diffJson, entryJson, jsonText, refusedJson, verifiedJson } from '../book-json.js';
import { bookKeys, personOf, type BookKeyFlags } from '../book-keys.js';
import { entriesText, headerText, linesOf, refusalText, type ShownBook } from '../book-show-text.js';
import { readBookFile } from '../book-source.js';
import { BOOK_WORDS } from '../book-words.js';
import { EXIT_CLEAN, EXIT_FINDINGS, type CliIo } from '../io.js';
import { readNow } from '../now-flag.js';
import { loadPolicy } from '../policy-file.js';
import { collected } from '../collected-option.js';

interface BookFlags extends BookKeyFlags {
  readonly policy?: string;
  readonly format: 'text' | 'json';
  readonly lang?: Lang;
  readonly now?: string;
}

interface ListFlags extends BookFlags {
  readonly max: number;
  readonly sku?: string;
}

/** Entries or changes shown unless `--max` says otherwise, and at most. */
const SHOWN = 50;
const SHOWN_MAX = 100_000;

const EXAMPLES = `
Examples:
  saleguard book verify book.jsonl --policy saleguard.policy.yaml
  saleguard book verify book.jsonl --key-file sealer.key.pub
  saleguard book show book.jsonl --policy saleguard.policy.yaml --sku EP-100
  saleguard book diff book-1.jsonl book-2.jsonl --policy saleguard.policy.yaml

A book is read only after its signature was verified: by the people of the policy whose role may seal, or by the keys given.
It may be packed with gzip. A refused book is named with its line and the reason.
`;

/** `saleguard book`: verifies, shows and compares signed price books. */
export function bookCommand(io: CliIo): Command {
  return new Command('book')
    .description('Verify a signed price book, show it, or say what changes on sale between two.')
    .addHelpText('after', EXAMPLES)
    .addCommand(verifyCommand(io))
    .addCommand(showCommand(io))
    .addCommand(diffCommand(io));
}

function verifyCommand(io: CliIo): Command {
  return withKeys(new Command('verify'))
    .description(
      'Check every byte of a price book and who sealed it. Exit codes: 0 verified, 1 refused, 2 could not run.',
    )
    .argument('<book>', 'the price book')
    .action(async (file: string, flags: BookFlags) => {
      const run = startRun(flags, io);
      const result = await readBookFile(file, (source) => verifyPriceBook(source, run));
      if (result.kind === 'refused') return tellRefusal(file, result, run);
      const shown = shownBook(file, result, run);
      io.stdout.write(flags.format === 'json' ? jsonText(verifiedJson(shown)) : headerText(shown, run.lang));
      io.setExit(EXIT_CLEAN);
    });
}

function showCommand(io: CliIo): Command {
  return withMax(withKeys(new Command('show')), 'entries')
    .description(
      'Show a price book and its entries. Exit codes: 0 shown, 1 refused or no such SKU, 2 could not run.',
    )
    .argument('<book>', 'the price book')
    .option('--sku <sku>', 'only this SKU, in every price list')
    .action(async (file: string, flags: ListFlags) => {
      const run = startRun(flags, io);
      const loaded = await load(file, run);
      if (loaded.kind === 'refused') return tellRefusal(file, loaded, run);
      showBook(file, loaded.book, flags, run);
    });
}

function diffCommand(io: CliIo): Command {
  return withMax(withKeys(new Command('diff')), 'changes')
    .description(
      'Say what changes on sale between two price books, what costs most first. Exit codes: 0 nothing changes, 1 something does or a book is refused, 2 could not run.',
    )
    .argument('<before>', 'the book in force')
    .argument('<after>', 'the book that would follow it')
    .action(async (before: string, after: string, flags: ListFlags) => {
      const run = startRun(flags, io);
      const first = await load(before, run);
      if (first.kind === 'refused') return tellRefusal(before, first, run);
      const second = await load(after, run);
      if (second.kind === 'refused') return tellRefusal(after, second, run);
      const diff = diffPriceBooks(first.book, second.book);
      const ranked = rankChanges(diff.changes, { max: flags.max, currency: second.book.header.currency });
      const shown: ShownDiff = {
        before: { file: before, book: first.book },
        after: { file: after, book: second.book },
        diff,
        ranked,
      };
      io.stdout.write(flags.format === 'json' ? jsonText(diffJson(shown)) : diffText(shown, run.lang));
      io.setExit(changesSale(shown) ? EXIT_FINDINGS : EXIT_CLEAN);
    });
}

function withKeys(command: Command): Command {
  return command
    .option('--policy <file>', 'trust the people of this policy whose role may seal')
    .addOption(collected('--key-file <file>', 'trust the public keys in this file, such as me.key.pub'))
    .addOption(collected('--public-key <key>', 'trust this public key, ed25519:BASE64'))
    .addOption(new Option('--format <name>', 'text or json').choices(['text', 'json']).default('text'))
    .addOption(new Option('--lang <lang>', 'language of the words').choices(LANGS))
    .option('--now <instant>', 'the instant to say for whether the sale is open (default: the clock)');
}

function withMax(command: Command, what: string): Command {
  return command.addOption(new Option('--max <number>', `${what} shown`).default(SHOWN).argParser(readMax));
}

function readMax(text: string): number {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (value >= 1 && value <= SHOWN_MAX) return value;
  throw new GuardError({
    code: 'usage',
    message: `--max ${text} is not a whole number from 1 to ${String(SHOWN_MAX)}`,
  });
}

/** What one run of a command works with. */
interface Run {
  readonly flags: BookFlags;
  readonly policy: Policy;
  readonly publicKeys: readonly string[];
  readonly lang: Lang;
  readonly io: CliIo;
}

function startRun(flags: BookFlags, io: CliIo): Run {
  const policy = loadPolicy(flags.policy);
  const publicKeys = bookKeys(flags, policy, flags.policy);
  return { flags, policy, publicKeys, lang: flags.lang ?? policy.audit.lang ?? 'en', io };
}

function load(file: string, { publicKeys }: Run): Promise<LoadedBook | RefusedBook> {
  return readBookFile(file, (source) => loadPriceBook(source, { publicKeys, seed: randomInt(2 ** 31) }));
}

function shownBook(
  file: string,
  { header, trailer }: { readonly header: PriceBookHeader; readonly trailer: PriceBookTrailer },
  { flags, policy, io }: Run,
): ShownBook {
  const window = windowAt(header, readNow(flags.now, io));
  return { file, header, trailer, window, person: personOf(trailer.keyId, policy) };
}

function showBook(file: string, book: PriceBook, flags: ListFlags, run: Run): void {
  const { io, lang } = run;
  const { sku, max } = flags;
  const ordinals = sku === undefined ? undefined : book.ordinalsOfSku(sku);
  const count = ordinals?.length ?? book.count;
  const entries = Array.from({ length: Math.min(count, max) }, (_, at) => book.entryAt(ordinals?.[at] ?? at));
  const shown = shownBook(file, book, run);
  if (flags.format === 'json') {
    const listed = { entries: entries.map(entryJson), entriesLeftOut: count - entries.length };
    io.stdout.write(jsonText({ ...verifiedJson(shown), ...listed }));
  } else {
    const words = BOOK_WORDS[lang];
    io.stdout.write(headerText(shown, lang));
    if (count > 0) io.stdout.write(`\n${entriesText(entries, lang)}`);
    if (count > entries.length) io.stdout.write(linesOf([words.more(String(count - entries.length))]));
    if (sku !== undefined && count === 0) io.stdout.write(linesOf([words.noEntry(sku)]));
  }
  io.setExit(sku !== undefined && count === 0 ? EXIT_FINDINGS : EXIT_CLEAN);
}

function tellRefusal(file: string, refused: RefusedBook, { flags, lang, io }: Run): void {
  const isJson = flags.format === 'json';
  io.stdout.write(isJson ? jsonText(refusedJson(file, refused)) : refusalText(file, refused, lang));
  io.setExit(EXIT_FINDINGS);
}
