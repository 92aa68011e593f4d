import { PriceBook } from '../book/price-book.js';
import { STOCK_LIMITS } from '../stock/limits.js';
import { stockOfUnit } from './stock-of-unit.js';

/** What a price book changes for a sale that runs. */
export interface BookChanges {
  /** Entries of the old book that are dearer, cheaper or gone in the new one. */
  readonly changed: number;
  /** Stock keys of entries that are new, or are not what they were: the sale may not count them. */
  readonly newStockKeys: readonly string[] | 'too-many';
}

/** Entries compared before other work of the process has its turn: some milliseconds of a checkout. */
const TURN = 20_000;

/**
 * Compares two books of a sale in one pass over both, in turns: a checkout goes on meanwhile.
 *
 * @param before undefined where it is not known what the sale counts: everything is new.
 */
export async function compareBooks(before: PriceBook | undefined, after: PriceBook): Promise<BookChanges> {
  const stockKeys = new Set<string>();
  let changed = 0;
  let left = 0;
  let right = 0;
  for (let turn = 1; left < (before?.count ?? 0) || right < after.count; turn++) {
    const order = before === undefined ? 1 : orderOf(before, left, after, right);
    if (before === undefined || order > 0) {
      addStockKeys(stockKeys, after, right++);
    } else if (order < 0) {
      changed++;
      left++;
    } else {
      if (!PriceBook.isSameEntry(before, left, after, right)) {
        if (before.priceMinorAt(left) !== after.priceMinorAt(right)) changed++;
        addStockKeys(stockKeys, after, right);
      }
      left++;
      right++;
    }
    if (turn % TURN === 0) await new Promise(setImmediate);
  }
  return { changed, newStockKeys: stockKeys.size > STOCK_LIMITS.allotmentsMax ? 'too-many' : [...stockKeys] };
}

/** The book that has ended comes last. */
function orderOf(before: PriceBook, left: number, after: PriceBook, right: number): number {
  if (left >= before.count) return 1;
  if (right >= after.count) return -1;
  return PriceBook.compareKeys(before, left, after, right);
}

function addStockKeys(keys: Set<string>, book: PriceBook, ordinal: number): void {
  // One more than may be: enough to know that there are too many.
  if (keys.size > STOCK_LIMITS.allotmentsMax) return;
  for (const { stockKey } of stockOfUnit(book.entryAt(ordinal))) keys.add(stockKey);
}
