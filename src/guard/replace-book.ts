import type { PriceBook } from '../book/price-book.js';
import { numberMessage, type NumberRange } from '../stock/field-checks.js';
import { STOCK_LIMITS } from '../stock/limits.js';
import type { SetEpochVerdict } from '../stock/verdict.js';
import { askStore, type StoreTimer } from './ask-store.js';
import { bookProblem } from './book-problem.js';
import { compareBooks, type BookChanges } from './compare-books.js';
import { putInForce, type Desk } from './desk.js';
import type { Guard, ReplaceVerdict } from './guard.js';
import { readRequest } from './read-request.js';

const FIELDS: ReadonlySet<string> = new Set(['overlapMs', 'actor', 'reason']);
const OVERLAP: NumberRange = { min: 0, max: STOCK_LIMITS.ttlMaxMs };
/** Stock keys one snapshot may name. */
const KEYS_A_CALL = 2_000;
/** Stock keys that a message names. */
const SHOWN_MAX = 5;

/**
 * Puts another price book in force: first in the store, for every process, then in this one. Whatever keeps it out leaves the book
 * before in force.
 */
export async function replacePriceBook(
  desk: Desk,
  book: PriceBook,
  init: {
    readonly options: Parameters<Guard['replacePriceBook']>[1];
    readonly timer: StoreTimer | undefined;
  },
): Promise<ReplaceVerdict> {
  const read = readRequest(init.options, FIELDS);
  if (!read.ok) return refusedWith(`${read.refusal.field} ${read.refusal.message}`);
  const overlap = numberMessage(read.value.overlapMs, OVERLAP);
  if (overlap !== undefined) return refusedWith(`overlapMs ${overlap}`);
  const changes = await changesOf(desk, book);
  if (typeof changes === 'string') return refusedWith(changes);
  const uncounted = await findUncounted(desk, changes, init.timer);
  if (uncounted !== undefined) return uncounted;
  const { overlapMs, actor, reason } = read.value;
  const { epoch } = book.header;
  const ask = (): Promise<SetEpochVerdict> => desk.stock.setEpoch({ epoch, overlapMs, actor, reason });
  const verdict = await askStore(desk, 'setEpoch', { ask, timer: init.timer });
  return settle(desk, book, { verdict, changed: changes.changed });
}

/** What the book changes, or why it cannot take the place of the one before. */
async function changesOf(desk: Desk, book: PriceBook): Promise<BookChanges | string> {
  const { inForce } = desk;
  try {
    const problem = bookProblem(book, desk.saleId) ?? sameEpochProblem(desk, book);
    // A process that was started with this very book has not yet asked whether the sale counts what it sells.
    return (
      problem ?? (await compareBooks(book.header.epoch === inForce.epoch ? undefined : inForce.book, book))
    );
  } catch (error) {
    desk.alarms.error(error);
    return 'cannot be read: expected the `book` of what loadPriceBook gave, of the same copy of saleguard as createGuard';
  }
}

function settle(
  desk: Desk,
  book: PriceBook,
  { verdict, changed }: { readonly verdict: SetEpochVerdict; readonly changed: number },
): ReplaceVerdict {
  const before = desk.inForce.epoch;
  switch (verdict.kind) {
    case 'changed':
      desk.inForce = putInForce(book);
      return { kind: 'replaced', previous: verdict.previous ?? before, changed };
    case 'already':
      if (before === book.header.epoch) return { kind: 'already' };
      // Another process was first: this one follows.
      desk.inForce = putInForce(book);
      return { kind: 'replaced', previous: before, changed };
    case 'conflict':
      return refusedWith(`the store says that ${verdict.fields.join(', ')} differ`);
    case 'refused':
      if (verdict.reason === 'regressed') desk.watch.nudgeRegression();
      if (verdict.reason === 'invalid_request') return refusedWith(`${verdict.field} ${verdict.message}`);
      return refusedWith(`the store refused it (${verdict.reason}): nothing was changed`);
    case 'unknown':
      return { kind: 'unknown', problem: 'the store gave no answer: replace it again with the same book' };
  }
}

/** Two books of one number cannot be told apart by the store. */
function sameEpochProblem({ inForce }: Desk, book: PriceBook): string | undefined {
  const { epoch } = book.header;
  if (epoch !== inForce.epoch || book.trailer.sha256 === inForce.book.trailer.sha256) return undefined;
  return `another price book of epoch ${epoch} is in force: seal this one with a higher epoch`;
}

/** Stock keys of the new book that the sale does not count: an order of them could never be reserved. */
async function findUncounted(
  desk: Desk,
  { newStockKeys }: BookChanges,
  timer: StoreTimer | undefined,
): Promise<ReplaceVerdict | undefined> {
  if (newStockKeys === 'too-many')
    return refusedWith(
      `it sells more than ${STOCK_LIMITS.allotmentsMax} other stock keys: open a sale of its own`,
    );
  for (let from = 0; from < newStockKeys.length; from += KEYS_A_CALL) {
    const stockKeys = newStockKeys.slice(from, from + KEYS_A_CALL);
    const verdict = await askStore(desk, 'snapshot', {
      ask: () => desk.stock.snapshot({ stockKeys }),
      timer,
    });
    if (verdict.kind === 'found') continue;
    if (verdict.kind === 'unknown')
      return { kind: 'unknown', problem: 'the store gave no answer: replace it again with the same book' };
    if (verdict.reason !== 'unknown_sku')
      return refusedWith(`the store refused it (${verdict.reason}): nothing was changed`);
    const shown = verdict.stockKeys.slice(0, SHOWN_MAX).join(', ');
    const more =
      verdict.stockKeys.length > SHOWN_MAX ? ` and ${verdict.stockKeys.length - SHOWN_MAX} more` : '';
    return refusedWith(`the sale does not count ${shown}${more}: put them on sale first`);
  }
  return undefined;
}

function refusedWith(problem: string): ReplaceVerdict {
  return { kind: 'rejected', problem };
}
