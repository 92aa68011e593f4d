import { randomInt } from 'node:crypto';
import { Command } from 'commander';
import { loadPriceBook } from '../../book/load-price-book.js';
import type { PriceBook } from '../../book/price-book.js';
import { prepareSale } from '../../control/open-request.js';
import { openSale } from '../../control/open-sale.js';
import { assert } from '../../core/assert.js';
import { GuardError } from '../../core/errors.js';
import { isKeyId } from '../../stock/check-open.js';
import { builtInPolicy, type Policy } from '../../wire/policy.js';
import { bookKeys, type BookKeyFlags } from '../book-keys.js';
import { linesOf, refusalText } from '../book-show-text.js';
import { readBookFile } from '../book-source.js';
import { EXIT_CLEAN, EXIT_FINDINGS, type CliIo, type ExitCode } from '../io.js';
import { readNow } from '../now-flag.js';
import { policyOf, POLICY_VARIABLE } from '../sale/actor.js';
import { insist } from '../sale/insist.js';
import { noteText, openedText, preparedText, problemText } from '../sale/open-text.js';
import { openRedis, withStoreFlags, type OpenStore, type StoreFlags } from '../sale/sale-session.js';
import { tellHindrance } from '../sale/tell-verdict.js';
import { collected } from '../collected-option.js';

interface OpenFlags extends StoreFlags, BookKeyFlags {
  readonly book: string;
  readonly policy?: string;
  readonly customerKeyId?: string;
  readonly dryRun?: boolean;
  readonly now?: string;
}

const EXAMPLES = `
Examples:
  saleguard open --book book.jsonl --policy saleguard.policy.yaml --dry-run
  saleguard open --book book.jsonl --policy saleguard.policy.yaml --customer-key-id k1

The book is verified first: only what a person whose role may seal has sealed can be opened. It says what is sold, in which units
and up to which loss; the policy says what stops the sale by itself. Opening again with the same book and policy changes nothing.
Exit codes: 0 open, 1 the book is refused or the sale is open under other content, 2 could not run or no answer.
`;

/** `saleguard open`: puts allotments, limits, loss budget and trip rules of a price book in place. */
export function openCommand(io: CliIo, openStore: OpenStore = openRedis): Command {
  const command = new Command('open')
    .description('Open a sale from its signed price book.')
    .requiredOption('--book <file>', 'the price book, as "saleguard seal" wrote it')
    .option('--policy <file>', `whose seals count, and what stops the sale by itself (or ${POLICY_VARIABLE})`)
    .addOption(collected('--key-file <file>', 'trust the public keys in this file as sealers'))
    .addOption(collected('--public-key <key>', 'trust this public key as a sealer, ed25519:BASE64'))
    .option('--customer-key-id <id>', 'pin the key that customerRef makes customers with')
    .option('--dry-run', 'show what would be opened, and end')
    .option('--now <instant>', 'the instant to judge the sale window by (default: the clock)');
  return withStoreFlags(command)
    .addHelpText('after', EXAMPLES)
    .action(async (flags: OpenFlags) => {
      io.setExit(await runOpen(flags, { io, openStore }));
    });
}

async function runOpen(
  flags: OpenFlags,
  { io, openStore }: { readonly io: CliIo; readonly openStore: OpenStore },
): Promise<ExitCode> {
  const policy = policyOf(flags, io) ?? builtInPolicy();
  const loaded = await loadBook(flags, policy);
  if (loaded.kind === 'refused') {
    io.stderr.write(refusalText(flags.book, loaded, 'en'));
    return EXIT_FINDINGS;
  }
  const options = { ...optionsOf(flags, io), book: loaded.book, policy };
  const prepared = prepareSale(options);
  if (prepared.kind === 'unfit') {
    io.stderr.write(linesOf(prepared.problems.map(problemText)));
    io.stderr.write('saleguard: not opened\n');
    return EXIT_FINDINGS;
  }
  io.stdout.write(preparedText(loaded.book, prepared.request));
  io.stderr.write(linesOf(prepared.notes.map(noteText)));
  if (flags.dryRun === true) return EXIT_CLEAN;
  const endsAt = io.monotonicMs() + flags.timeout * 1000;
  const store = await openStore(flags, io);
  try {
    const stock = store.stockOf(loaded.book.header.saleId);
    const verdict = await insist(() => openSale(stock, options), { endsAt, io });
    if (verdict.kind === 'opened' || verdict.kind === 'already') {
      io.stdout.write(openedText(verdict.kind, loaded.book, store.where));
      return EXIT_CLEAN;
    }
    assert(verdict.kind !== 'unfit', 'the same book was fit a moment ago');
    if (verdict.kind === 'conflict') return tellOtherContent(verdict.fields, io);
    return tellHindrance(verdict, io);
  } finally {
    store.close();
  }
}

function optionsOf(
  { customerKeyId, now }: OpenFlags,
  io: CliIo,
): { readonly now: number; readonly customerKeyId?: string } {
  if (customerKeyId === undefined) return { now: readNow(now, io) };
  if (!isKeyId(customerKeyId))
    throw new GuardError({
      code: 'usage',
      message: '--customer-key-id is the keyId given to customerRef: 1 to 16 of A-Z a-z 0-9 _ -',
    });
  return { now: readNow(now, io), customerKeyId };
}

async function loadBook(flags: OpenFlags, policy: Policy) {
  const publicKeys = bookKeys(flags, policy, flags.policy);
  return readBookFile<{ readonly kind: 'loaded'; readonly book: PriceBook }>(flags.book, (source) =>
    loadPriceBook(source, { publicKeys, seed: randomInt(2 ** 31) }),
  );
}

function tellOtherContent(fields: readonly string[], io: CliIo): ExitCode {
  io.stderr.write(
    `saleguard: refused, nothing was changed: this sale is open under other content (${fields.join(', ')}). A later book goes into force in the checkouts (guard.replacePriceBook); units are added with "saleguard restock"\n`,
  );
  return EXIT_FINDINGS;
}
